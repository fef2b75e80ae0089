/** The scenario in plain words, checked by the server after every change, and when the line to it stands again. */

import { el } from "../dom";
import type { ScenarioAnswer } from "./answers";
import type { Desk, Part } from "./desk";
import { whyNot } from "./file_panel";
import type { Tables } from "./tables";

const QUIET_MS = 300;

export function wordsPanel(desk: Desk): Part {
  const sentences = el("ul", { class: "plan-sentences" });
  const refused = el("p", { class: "plan-refused", role: "alert", hidden: true });
  let checked: Tables | null = null;
  let restored = 0;
  let later = 0;
  const check = async (tables: Tables): Promise<void> => {
    try {
      const told = await desk.line.ask<ScenarioAnswer>("scenario", { tables }).answer;
      if (tables !== checked) return;
      sentences.replaceChildren(...[...told.sentences, ...told.remarks].map((text) => el("li", {}, text)));
      refused.hidden = true;
      desk.keep(tables, told);
    } catch (error) {
      if (tables !== checked) return;
      refused.textContent = whyNot(desk, error);
      refused.hidden = false;
    }
  };
  return {
    element: el("section", { class: "plan-part" }, el("h2", {}, desk.words.valid), refused, sentences),
    update: () => {
      const { tables } = desk;
      if (tables === checked && restored === desk.line.restored) return;
      checked = tables;
      restored = desk.line.restored;
      clearTimeout(later);
      later = window.setTimeout(() => void check(tables), QUIET_MS);
    },
  };
}
