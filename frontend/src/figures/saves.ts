/** Buttons below every figure that save it as a picture or as its numbers. */

import { el } from "../dom";
import { fileName, keepFile } from "../file";
import type { Words } from "../words/en";
import { csvOf, type FigureNumbers } from "./numbers_file";
import { pngOf, standAlone, textOf } from "./standalone";

/** A saved picture is so many pixels wide, or a little more. */
const PNG_WIDTH = 1600;

export interface Saved {
  title: string;
  picture: () => SVGSVGElement;
  numbers: () => FigureNumbers;
}

/** What an element of the page holds of its figures. */
export interface FigureData {
  source: string;
  figures: Record<string, FigureNumbers>;
}

/** Put buttons below every figure whose numbers the page holds, and return these with their source. */
export function offerFigures(words: Words): FigureData {
  if (!document.getElementById("figure-data") || !window.skykeepUnpack) return { source: "", figures: {} };
  const text = new TextDecoder().decode(window.skykeepUnpack("figure-data"));
  const { source, figures } = JSON.parse(text) as FigureData;
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-figure]")) {
    const numbers = figures[figure.dataset.figure ?? ""];
    const drawn = figure.querySelector<SVGSVGElement>("svg");
    if (!numbers || !drawn) continue;
    drawn.after(saves({ title: numbers.title, picture: () => drawn, numbers: () => numbers }, source, words));
  }
  return { source, figures };
}

/** Return the buttons of a figure. */
export function saves(saved: Saved, source: string, words: Words): HTMLElement {
  const says = el("span", { class: "note", role: "status" });
  const button = (kind: string, deed: () => void | Promise<void>): HTMLElement => {
    const click = (): void => {
      says.textContent = "";
      Promise.resolve(deed()).catch((error: Error) => {
        says.textContent = words.save_failed(error.message);
      });
    };
    return el("button", { type: "button", "aria-label": words.save_as(saved.title, kind), click }, kind);
  };
  const picture = (): SVGSVGElement => standAlone(saved.picture(), `${saved.title}. ${source}`);
  return el(
    "p",
    { class: "figure-saves" },
    el("span", { class: "note" }, words.save),
    button("PNG", async () => {
      const found = picture();
      const scale = Math.max(1.0, Math.ceil(PNG_WIDTH / found.viewBox.baseVal.width));
      keepFile(await pngOf(found, scale), fileName(saved.title, "png"));
    }),
    button("SVG", () => keepFile(new Blob([textOf(picture())], { type: "image/svg+xml" }), fileName(saved.title, "svg"))),
    button("CSV", () => keepFile(new Blob([csvOf(saved.numbers(), source)], { type: "text/csv" }), fileName(saved.title, "csv"))),
    says,
  );
}
