/** A figure of the page as a picture that stands alone: with all that it refers to, and its source line. */

import { svg as element } from "../dom";

const SVG = "http://www.w3.org/2000/svg";
const LINE = 1.35;
const MARGIN = 6;
/** Letters are about so wide, in shares of their size. */
const LETTER = 0.52;
/** A source line is as large as this share of the picture's width, within the ends. */
const SIZE_SHARE = 0.014;
/** The sample of a legend is so wide, in sizes of its letters. */
const SWATCH = 2.2;
const SIZE_ENDS: [number, number] = [5, 13];
const REFERENCE = /url\(["']?#([^)"']+)["']?\)/g;

/** Return a copy of a figure on white, with its definitions inside, its legend and the source below. */
export function standAlone(drawn: SVGSVGElement, source: string, legend: Element | null): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  for (const each of copy.querySelectorAll("[data-hand]")) each.remove();
  const { x, y, width, height } = drawn.viewBox.baseVal;
  const size = Math.min(Math.max(SIZE_SHARE * width, SIZE_ENDS[0]), SIZE_ENDS[1]);
  const lines = wrapped(source, Math.floor((width - 2 * MARGIN) / (LETTER * size)));
  const key = legendOf(legend, { x: x + MARGIN, y: y + height + MARGIN, width: width - 2 * MARGIN, size });
  const below = y + height + MARGIN + key.height;
  const tall = height + key.height + lines.length * LINE * size + 2 * MARGIN;
  copy.append(key.drawn);
  copy.insertBefore(definitions(copy), copy.firstChild);
  copy.insertBefore(element("rect", { x, y, width, height: tall, fill: "#fff" }), copy.firstChild);
  const said = element("text", { "font-size": size, fill: "#444", "font-family": "sans-serif", "data-source": "" });
  lines.forEach((line, at) => {
    const row = element("tspan", { x: x + MARGIN, y: below + (at + 0.8) * LINE * size });
    row.textContent = line;
    said.append(row);
  });
  copy.append(said);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("viewBox", `${x} ${y} ${width} ${tall}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(tall));
  copy.removeAttribute("class");
  return copy;
}

/** Return the entries of a legend side by side, as many as there is room for in a row, and how high they are. */
function legendOf(
  legend: Element | null,
  { x, y, width, size }: { x: number; y: number; width: number; size: number },
): { drawn: SVGElement; height: number } {
  const drawn = element("g", { "font-family": "sans-serif", "font-size": size, fill: "#1c1c1c" });
  const [wide, gap] = [SWATCH * size, size];
  let [left, row] = [0, 0];
  for (const entry of legend?.querySelectorAll("li") ?? []) {
    const said = entry.cloneNode(true) as Element;
    said.querySelectorAll("svg").forEach((each) => each.remove());
    const words = (said.textContent ?? "").trim();
    const lines = wrapped(words, Math.floor((width - wide - gap) / (LETTER * size)));
    const needed = wide + gap + LETTER * size * Math.max(...lines.map(({ length }) => length));
    if (left > 0 && left + needed > width) [left, row] = [0, row + 1];
    const swatch = entry.querySelector("svg")?.cloneNode(true) as SVGSVGElement | undefined;
    const place = { x: x + left, y: y + row * LINE * size, width: wide, height: size };
    for (const [name, value] of Object.entries(place)) swatch?.setAttribute(name, String(value));
    swatch?.removeAttribute("style");
    const text = element("text", {});
    lines.forEach((line, at) => {
      const part = element("tspan", { x: x + left + wide + 0.5 * gap, y: y + (row + at + 0.65) * LINE * size });
      part.textContent = line;
      text.append(part);
    });
    if (swatch) drawn.append(swatch);
    drawn.append(text);
    if (lines.length > 1) [left, row] = [0, row + lines.length];
    else left += needed + gap;
  }
  const rows = row + (left > 0 ? 1 : 0);
  return { drawn, height: rows ? (rows * LINE + 0.5) * size : 0 };
}

/** Return what a figure refers to elsewhere in the page, and what that refers to. */
function definitions(copy: SVGSVGElement): SVGElement {
  const found = new Map<string, Element>();
  const waiting: Element[] = [copy];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    for (const id of referred(part)) {
      const there = document.getElementById(id);
      if (!there || found.has(id) || copy.querySelector(`#${CSS.escape(id)}`)) continue;
      found.set(id, there);
      waiting.push(there);
    }
  }
  return element("defs", {}, ...[...found.values()].map((each) => each.cloneNode(true)));
}

function referred(part: Element): Set<string> {
  const ids = new Set<string>();
  for (const each of [part, ...part.querySelectorAll("*")]) {
    for (const { name, value } of each.attributes) {
      if ((name === "href" || name === "xlink:href") && value.startsWith("#")) ids.add(value.slice(1));
      for (const [, id] of value.matchAll(REFERENCE)) ids.add(id);
    }
  }
  return ids;
}

function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function textOf(picture: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(picture);
}

/** Return the picture as PNG, so many pixels a unit. */
export async function pngOf(picture: SVGSVGElement, scale: number): Promise<Blob> {
  const { width, height } = picture.viewBox.baseVal;
  const image = new Image();
  const address = URL.createObjectURL(new Blob([textOf(picture)], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
