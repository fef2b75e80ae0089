/** A figure of the page as a picture that stands alone: with title, keys, all that it refers to, and its source line. */

import { svg as element } from "../dom";
import { keyRows, paragraph, type Block, type Column, type Told } from "./told";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 6;
/** Words about a picture are as large as this share of its width, within the ends; its source line is smaller. */
const SIZE_SHARE = 0.0155;
const SIZE_ENDS: [number, number] = [6.5, 14];
const SOURCE_SIZE = 0.8;
const TITLE_SIZE = 1.25;
const REFERENCE = /url\(["']?#([^)"']+)["']?\)/g;

/** Return a copy of a figure on white, its title above, what it means and the source below; `rtl` is how its words
 * are written. */
export function standAlone(drawn: SVGSVGElement, told: Told, source: string, rtl: boolean): SVGSVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const { x, y, width, height } = drawn.viewBox.baseVal;
  const size = Math.min(Math.max(SIZE_SHARE * width, SIZE_ENDS[0]), SIZE_ENDS[1]);
  const column = { x: x + MARGIN, width: width - 2 * MARGIN, size, rtl };
  const head = paragraph(told.title, { ...column, y: 0.0, size: TITLE_SIZE * size }, { "font-weight": 700 });
  const above = head.height + 2 * MARGIN;
  const title = element("g", { transform: `translate(0 ${y - above + MARGIN})` }, ...head.parts);
  let low = y + height + MARGIN;
  const below: SVGElement[] = [];
  const add = (made: (at: Column) => Block): void => {
    const block = made({ ...column, y: low });
    below.push(...block.parts);
    low += block.height + 0.5 * MARGIN;
  };
  for (const words of told.words) add((at) => paragraph(words, at));
  if (told.keys.length) add((at) => keyRows(told.keys, at));
  add((at) => paragraph(source, { ...at, size: SOURCE_SIZE * size }, { fill: "#444", "data-source": "" }));
  const [top, tall] = [y - above, low + 0.5 * MARGIN - y + above];
  const inside = element("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }, ...copy.childNodes);
  copy.append(inside, title, ...below); // what a figure hides outside its frame stays hidden
  if (!copy.hasAttribute("font-family")) copy.setAttribute("font-family", "sans-serif");
  withLooks(copy);
  copy.insertBefore(definitions(copy), copy.firstChild);
  copy.insertBefore(element("rect", { x, y: top, width, height: tall, fill: "#fff" }), copy.firstChild);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("viewBox", `${x} ${top} ${width} ${tall}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(tall));
  for (const name of ["class", "data-marks", "data-places"]) copy.removeAttribute(name);
  return copy;
}

/** Return what a figure refers to elsewhere in the page, and what that refers to. */
function definitions(copy: SVGSVGElement): SVGElement {
  const found = new Map<string, Element>();
  const waiting: Element[] = [copy];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    for (const id of referred(part)) {
      const there = document.getElementById(id);
      if (!there || found.has(id) || copy.querySelector(`#${CSS.escape(id)}`)) continue;
      const own = withLooks(there.cloneNode(true) as Element);
      found.set(id, own);
      waiting.push(own);
    }
  }
  return element("defs", {}, ...found.values());
}

/** Give every part of a copy, which the style of the page does not reach, its look. */
function withLooks<Part extends Element>(copy: Part): Part {
  const rules = document.getElementById("looks")?.textContent ?? "";
  const looks = new Map([...rules.matchAll(/\.(\w+)\{([^}]*)\}/g)].map(([, name, look]) => [name, look]));
  for (const part of [copy, ...copy.querySelectorAll("[class]")]) {
    const look = looks.get(part.getAttribute("class") ?? "");
    if (look === undefined) continue;
    part.setAttribute("style", look);
    part.removeAttribute("class");
  }
  return copy;
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
