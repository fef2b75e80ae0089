/** Buttons below every figure that save it as a picture or as its numbers. */

import { el } from "../dom";
import { fileName, keepFile } from "../file";
import type { Words } from "../words/en";
import { csvOf, type FigureNumbers } from "./numbers_file";
import { pngOf, standAlone, textOf } from "./standalone";
import { toldBy, type Told } from "./told";

/** A saved picture is so many pixels wide, or a little more. */
const PNG_WIDTH = 1600;

export interface Saved {
  /** What its buttons call it. */
  title: string;
  picture: () => SVGSVGElement | Promise<SVGSVGElement>;
  /** Title, words and keys of the picture as it stands. */
  told: () => Told;
  /** Without them there is no CSV. */
  numbers?: () => FigureNumbers;
  /** A picture of pixels is no SVG. */
  pixels?: boolean;
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
    const { title } = numbers;
    const told = (): Told => toldBy(title, keysOf(figure));
    drawn.after(saves({ title, picture: () => drawn, told, numbers: () => numbers }, source, words));
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
  const told = (): Told => saved.told();
  const picture = async (): Promise<SVGSVGElement> => {
    const rtl = getComputedStyle(says).direction === "rtl";
    return standAlone(await saved.picture(), told(), source, rtl);
  };
  const keep = (text: string, type: string, ending: string): void =>
    keepFile(new Blob([text], { type }), fileName(told().title, ending));
  const png = button("PNG", async () => {
    const found = await picture();
    const scale = Math.max(1.0, Math.ceil(PNG_WIDTH / found.viewBox.baseVal.width));
    keepFile(await pngOf(found, scale), fileName(told().title, "png"));
  });
  const { numbers, pixels } = saved;
  return el(
    "p",
    { class: "figure-saves" },
    el("span", { class: "note" }, words.save),
    png,
    ...(pixels ? [] : [button("SVG", async () => keep(textOf(await picture()), "image/svg+xml", "svg"))]),
    ...(numbers ? [button("CSV", () => keep(csvOf(numbers(), source), "text/csv", "csv"))] : []),
    says,
  );
}

/** Return what explains a figure: what it names by selectors of the page, and its own words. */
export function keysOf(figure: HTMLElement): Element[] {
  const named = figure.dataset.keys ? [...document.querySelectorAll(figure.dataset.keys)] : [];
  return [...figure.querySelectorAll("figcaption"), ...named];
}
