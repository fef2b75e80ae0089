/** Loads and saves the file of the command line, goes back and forth, gives a link, and sets two states side by side. */

import { el } from "../dom";
import { keepFile } from "../file";
import type { ScenarioAnswer, ScenarioList } from "./answers";
import type { Desk, Part } from "./desk";
import { button, choiceField } from "./fields";
import { Gone, QUESTION_BYTES, Refused } from "./line";
import { fragmentOf } from "./link";
import { givenAway } from "./outgoing";
import { withoutOther, withOther, withShown, withTables, type Side } from "./plan";
import { askToShare, textPreview } from "./share_step";

export interface FilePanel extends Part {
  /** Say something about files and links. */
  say(text: string): void;
}

/** `opened` is called once another scenario stands. */
export function filePanel(desk: Desk, shipped: ScenarioList, opened: () => void): FilePanel {
  const { words } = desk;
  const says = el("p", { class: "note", role: "status" });
  const say = (text: string): void => {
    says.textContent = text;
  };
  const open = (question: object): void => {
    desk.line
      .ask<ScenarioAnswer>("scenario", question)
      .answer.then(({ tables, name, remarks }) => {
        desk.change({ ...withTables(desk.plan, tables), unit: 0 });
        say([name, ...remarks].join(" "));
        opened();
      })
      .catch((error: unknown) => say(whyNot(desk, error)));
  };
  const begin = choiceField(words.begin_with, (scenario) => open({ scenario }));
  begin.offer([["", "\u2013"], ...shipped.scenarios.map(({ id, name }): [string, string] => [id, name])]);
  const undo = button(words.undo, () => desk.undo(), { title: "Ctrl+Z", "aria-keyshortcuts": "Control+Z" });
  const redo = button(words.redo, () => desk.redo(), { title: "Ctrl+Shift+Z", "aria-keyshortcuts": "Control+Shift+Z" });
  const link: HTMLButtonElement = button(words.link, () => void copyLink(desk, say, link));
  const save: HTMLButtonElement = button(words.save, () => void saveToml(desk, say, save));
  const sides = sidesRow(desk);
  return {
    say,
    element: el(
      "section",
      { class: "plan-part plan-file" },
      el("div", { class: "plan-row" }, begin.element, loadButton(desk, open, say), save, undo, redo, link, sides.element),
      says,
    ),
    update: () => {
      begin.show("");
      const { back, forth } = desk.steps;
      undo.disabled = back === 0;
      redo.disabled = forth === 0;
      sides.update();
    },
  };
}

/** Undo and redo by keys; what was typed into a field is taken first, so that it is the first that is undone. */
export function listenToUndo(desk: Desk): void {
  document.addEventListener("keydown", (event) => {
    if ((!event.ctrlKey && !event.metaKey) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const forth = key === "y" || (key === "z" && event.shiftKey);
    if (!forth && key !== "z") return;
    event.preventDefault();
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    if (forth) desk.redo();
    else desk.undo();
  });
}

function sidesRow(desk: Desk): Part {
  const { words } = desk;
  const name = (side: Side): string => words.side(words.side_names[side]);
  const show = (["a", "b"] as const).map((side) => ({
    side,
    button: button(name(side), () => desk.change(withShown(desk.plan, side)), { "data-show": side }),
  }));
  const beside = button(words.beside, () => desk.change(withOther(desk.plan)));
  const alone = button(words.alone, () => desk.change(withoutOther(desk.plan)));
  const buttons = show.map((each) => each.button);
  return {
    element: el("div", { class: "live-choices", role: "group", "aria-label": words.sides }, ...buttons, beside, alone),
    update: () => {
      const two = desk.plan.b !== null;
      for (const each of show) {
        each.button.hidden = !two;
        each.button.setAttribute("aria-pressed", String(each.side === desk.plan.shown));
      }
      beside.hidden = two;
      alone.hidden = !two;
    },
  };
}

function loadButton(desk: Desk, open: (question: object) => void, say: (text: string) => void): HTMLElement {
  const input = el("input", { type: "file", accept: ".toml", class: "plan-hidden", "aria-label": desk.words.load });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file && file.size > QUESTION_BYTES) say(whyNot(desk, desk.line.tooLong));
    else if (file) void file.text().then((scenario_toml) => open({ scenario_toml }));
    input.value = "";
  });
  return el("label", { class: "plan-load" }, desk.words.load, input);
}

async function copyLink(desk: Desk, say: (text: string) => void, from: HTMLElement): Promise<void> {
  const { words, plan } = desk;
  history.replaceState(null, "", await fragmentOf(plan));
  const shares = await askToShare(desk, {
    what: words.out.link,
    size_bytes: location.href.length,
    gives: givenAway(desk, plan.b ? [plan.a, plan.b] : [plan.a]),
    preview: textPreview(location.href, words.out.preview),
    share: words.out.copy,
  }, from);
  if (!shares) {
    say(words.out.not);
    return;
  }
  try {
    await navigator.clipboard.writeText(location.href);
    say(desk.words.link_copied);
  } catch {
    say(desk.words.link_shown);
  }
}

async function saveToml(desk: Desk, say: (text: string) => void, from: HTMLElement): Promise<void> {
  const { words, tables } = desk;
  try {
    const { toml, id } = await desk.line.ask<ScenarioAnswer>("scenario", { tables }).answer;
    const name = `${id || "scenario"}.toml`;
    const file = new Blob([toml], { type: "application/toml" });
    const shares = await askToShare(desk, {
      what: words.out.toml(name),
      size_bytes: file.size,
      gives: givenAway(desk, [tables], toml),
      preview: textPreview(toml, words.out.preview),
      share: words.out.save,
    }, from);
    if (shares) keepFile(file, name);
    say(shares ? "" : words.out.not);
  } catch (error) {
    say(whyNot(desk, error));
  }
}

/** Return what the server did not like, in its words. */
export function whyNot(desk: Desk, error: unknown): string {
  if (error instanceof Refused) return desk.words.invalid(error.message, error.advice);
  if (error instanceof Gone) return desk.words.gone;
  throw error;
}
