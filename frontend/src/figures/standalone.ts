/** A figure of the page as a picture that stands alone: with all that it refers to, and its source line. */

import { svg as element } from "../dom";

const SVG = "http://www.w3.org/2000/svg";
const LINE = 1.35;
const MARGIN = 6;
/** Letters are about so wide, in shares of their size. */
const LETTER = 0.52;
/** A source line is as large as this share of the picture's width, within the ends. */
const SIZE_SHARE = 0.014;
const SIZE_ENDS: [number, number] = [5, 13];
const REFERENCE = /url\(["']?#([^)"']+)["']?\)/g;

/** Return a copy of a figure on white, with its definitions inside and the source below. */
export function standAlone(drawn: SVGSVGElement, source: string): SVGSVGElement {
  const copy = withLooks(drawn.cloneNode(true) as SVGSVGElement);
  const { x, y, width, height } = drawn.viewBox.baseVal;
  const size = Math.min(Math.max(SIZE_SHARE * width, SIZE_ENDS[0]), SIZE_ENDS[1]);
  const lines = wrapped(source, Math.floor((width - 2 * MARGIN) / (LETTER * size)));
  const tall = height + lines.length * LINE * size + 2 * MARGIN;
  copy.insertBefore(definitions(copy), copy.firstChild);
  copy.insertBefore(element("rect", { x, y, width, height: tall, fill: "#fff" }), copy.firstChild);
  const said = element("text", { "font-size": size, fill: "#444", "font-family": "sans-serif", "data-source": "" });
  lines.forEach((line, at) => {
    const row = element("tspan", { x: x + MARGIN, y: y + height + MARGIN + (at + 0.8) * LINE * size });
    row.textContent = line;
    said.append(row);
  });
  copy.append(said);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("viewBox", `${x} ${y} ${width} ${tall}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(tall));
  copy.removeAttribute("class");
  copy.removeAttribute("data-marks");
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
