/** What stands about a saved picture so that it is read without its page: title, words, and what its tones, lines and
 * patterns mean. */

import { svg } from "../dom";

/** A sample as it stands in a legend of the page, and its words. */
export interface Key {
  sample: Element;
  words: string;
}

export interface Told {
  title: string;
  words: string[];
  keys: Key[];
}

/** Lines below each other, measured from the top. */
export interface Block {
  parts: SVGElement[];
  height: number;
}

/** Where a block lies and how it is written. */
export interface Column {
  x: number;
  y: number;
  width: number;
  size: number;
  rtl: boolean;
}

const LINE = 1.35;
/** Width and height of samples, in letters: of drawn ones, and of signs. */
const SAMPLE: [number, number] = [2.6, 1.1];
const SIGN: [number, number] = [1.5, 1.5];
const GAP = 0.5;
const FAMILY = "sans-serif";
const INK = "#1c1c1c";
const pen = document.createElement("canvas").getContext("2d");

/** Return what the elements of a page say of a figure: those with a drawn sample are keys. */
export function toldBy(title: string, elements: Iterable<Element>): Told {
  const told: Told = { title, words: [], keys: [] };
  for (const each of elements) {
    const sample = each.querySelector(":scope > svg, :scope > canvas");
    const copy = each.cloneNode(true) as Element;
    for (const part of copy.querySelectorAll("svg, canvas, .screen-only")) part.remove();
    const words = (copy.textContent ?? "").replace(/[ \t\r\n]+/g, " ").trim();
    if (sample) told.keys.push({ sample, words });
    else if (words) told.words.push(words);
  }
  return told;
}

/** Return a text in as many lines as it needs. */
export function paragraph(text: string, at: Column, look: Record<string, string | number> = {}): Block {
  const bold = look["font-weight"] ? "bold " : "";
  const lines = wrapped(text, at.width, `${bold}${at.size}px ${FAMILY}`);
  const said = svg("text", { "font-size": at.size, fill: INK, "font-family": FAMILY, ...look });
  if (at.rtl) said.setAttribute("direction", "rtl");
  lines.forEach((line, row) => {
    const x = at.rtl ? at.x + at.width : at.x;
    const part = svg("tspan", { x: rounded(x), y: rounded(at.y + (row + 0.8) * LINE * at.size) });
    part.textContent = line;
    said.append(part);
  });
  return { parts: [said], height: lines.length * LINE * at.size };
}

/** Return samples with their words, side by side where there is room. */
export function keyRows(keys: Key[], at: Column): Block {
  const parts: SVGElement[] = [];
  const { size, width, rtl } = at;
  let [used, top, height] = [0.0, 0.0, 0.0];
  for (const { sample, words } of keys) {
    const [wide, high] = (sample instanceof HTMLCanvasElement ? SIGN : SAMPLE).map((each) => each * size);
    const before = wide + GAP * size;
    const needed = before + widthOf(words, `${size}px ${FAMILY}`) + 2.0 * GAP * size;
    if (used > 0.0 && used + needed > width) [used, top, height] = [0.0, top + height, 0.0];
    const x = rtl ? at.x + width - used - wide : at.x + used;
    parts.push(sampleAt(sample, x, at.y + top + 0.5 * (LINE * size - high), wide, high));
    const room = width - used - before;
    const said = paragraph(words, { ...at, x: rtl ? at.x : at.x + used + before, y: at.y + top, width: room });
    parts.push(...said.parts);
    height = Math.max(height, said.height);
    used += needed;
  }
  return { parts, height: top + height };
}

function sampleAt(sample: Element, x: number, y: number, width: number, height: number): SVGElement {
  const place = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) };
  if (sample instanceof HTMLCanvasElement) return svg("image", { ...place, href: sample.toDataURL() });
  const copy = sample.cloneNode(true) as SVGElement;
  for (const name of ["class", "role", "aria-hidden"]) copy.removeAttribute(name);
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  return copy;
}

function wrapped(text: string, width: number, font: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[ \t\r\n]+/)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Small letters are measured large: a browser may round them. */
function widthOf(text: string, font: string): number {
  if (!pen) return 0.0;
  pen.font = font.replace(/([\d.]+)px/, (_, size: string) => `${10.0 * Number(size)}px`);
  return pen.measureText(text).width / 10.0;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
