/** The step before anything is shared: what goes out, how large it is, and the thing itself; then yes or no. */

import { el } from "../dom";
import type { Desk } from "./desk";
import { button, note } from "./fields";

export interface Outgoing {
  /** What it is, as the head of the panel has it. */
  what: string;
  size_bytes: number;
  /** What it gives away, a sentence each. */
  gives: string[];
  /** What the thing says of itself, in the language it is in; none where it says nothing. */
  says?: string[];
  preview: HTMLElement;
  /** What the preview is, where it needs a word. */
  preview_note?: string;
  /** Name of the button that shares. */
  share: string;
}

const KILO = 1000.0;
/** Sizes below so many kilobytes are told with a decimal. */
const SMALL_KB = 10.0;
let shown = 0;

/** Show what would go out, and resolve with whether it shall; the focus goes back to `from`. */
export function askToShare(desk: Desk, out: Outgoing, from: HTMLElement): Promise<boolean> {
  const { words, numbers } = desk;
  const kilobytes = out.size_bytes / KILO;
  const size = words.out.size(numbers.plain(kilobytes, kilobytes < SMALL_KB ? 1 : 0));
  const id = `plan-share-${++shown}`;
  const cancel = button(words.cancel, () => dialog.close());
  const share = button(out.share, () => dialog.close("yes"), { class: "plan-run" });
  const items = (sentences: string[]): HTMLElement[] => sentences.map((text) => el("li", {}, text));
  const dialog = el(
    "dialog",
    { class: "plan-share", "aria-labelledby": id },
    el("h2", { id }, words.out.head(out.what)),
    el("ul", {}, ...items([size, ...out.gives])),
    ...(out.says ? [note(words.out.says), el("ul", {}, ...items(out.says))] : []),
    el("h3", {}, words.out.preview),
    ...(out.preview_note ? [note(out.preview_note)] : []),
    out.preview,
    el("div", { class: "plan-row" }, share, cancel),
  );
  (from.closest(".live-part") ?? document.body).append(dialog);
  dialog.showModal();
  cancel.focus({ preventScroll: true });
  dialog.scrollTop = 0;
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      from.focus();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** Return text as a preview that keys can scroll. */
export function textPreview(text: string, name: string): HTMLElement {
  return el("pre", { class: "plan-preview", tabindex: 0, dir: "ltr", role: "region", "aria-label": name }, text);
}
