/** Labelled fields whose value follows the plan, and is not touched while somebody types. */

import { el } from "../dom";

export interface Field<Value> {
  element: HTMLElement;
  show(value: Value): void;
}

export function numberField(
  label: string,
  limits: { min: number; max: number; step: number | "any" },
  typed: (value: number | null) => void,
): Field<number | null> {
  const input = el("input", { type: "number", ...limits });
  /** Why what was typed last was not taken; it stands until something else is typed. */
  const refused = el("span", { class: "plan-refused", role: "alert", hidden: true });
  /** Whether what stands in the field has not been taken yet: an answer of the server must not wipe it out. */
  let typing = false;
  input.addEventListener("input", () => {
    typing = true;
    refused.hidden = true;
  });
  input.addEventListener("change", () => {
    if (!input.checkValidity()) {
      refused.textContent = [input.value, input.validationMessage].filter(Boolean).join(": ");
      refused.hidden = false;
      return;
    }
    typing = false;
    typed(input.value === "" ? null : Number(input.value));
  });
  input.addEventListener("blur", () => {
    typing = false;
  });
  return {
    element: el("div", {}, labelled(label, input), refused),
    show: (value) => {
      if (!typing) input.value = value === null ? "" : String(value);
    },
  };
}

export function choiceField(label: string, chosen: (id: string) => void): Field<string> & {
  offer(entries: [string, string][]): void;
} {
  const select = el("select");
  select.addEventListener("change", () => chosen(select.value));
  let offered = "";
  return {
    element: labelled(label, select),
    show: (value) => {
      select.value = value;
    },
    offer: (entries) => {
      const key = JSON.stringify(entries);
      if (key === offered) return;
      offered = key;
      select.replaceChildren(...entries.map(([value, text]) => el("option", { value }, text)));
    },
  };
}

export function button(text: string, click: () => void, attributes: Record<string, string> = {}): HTMLButtonElement {
  return el("button", { type: "button", click, ...attributes }, text);
}

export function note(text = ""): HTMLParagraphElement {
  return el("p", { class: "note" }, text);
}

function labelled(label: string, field: HTMLElement): HTMLElement {
  return el("label", { class: "plan-field" }, el("span", { class: "live-label" }, label), field);
}
