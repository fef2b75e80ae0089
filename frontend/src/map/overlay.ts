/** Text and symbols over the map, on a 2-D canvas of their own: shaped by the browser, sharp, with halos. */

import type { SymbolEntry } from "../payload/header";
import { fitted } from "./canvas_painter";
import { INK } from "./colours";
import { metresPerPixel, toScreen, type View } from "./mercator";
import type { Label, Mark, Scene } from "./scene";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';
const HALO = "rgba(255,255,255,0.9)";
const HALO_PX = 3.2;
const ROOM_PX = 2;
const SCALE_PX = 130;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Symbols = Map<string, { entry: SymbolEntry; image: HTMLImageElement }>;

/** Load every symbol from its own drawing. */
export async function loadSymbols(entries: Record<string, SymbolEntry>): Promise<Symbols> {
  const found: Symbols = new Map();
  for (const [name, entry] of Object.entries(entries)) {
    const image = new Image();
    image.src = `data:image/svg+xml;base64,${btoa(entry.svg)}`;
    await image.decode();
    found.set(name, { entry, image });
  }
  return found;
}

export class Overlay {
  /** Whether cross hairs mark the middle, for who asks by keys. */
  crossHairs = false;
  readonly canvas: HTMLCanvasElement;
  private readonly symbols: Symbols;
  private readonly distance: (metres: number) => string;

  /** `distance` writes a length of the scale bar. */
  constructor(parent: HTMLElement, symbols: Symbols, distance: (metres: number) => string) {
    this.symbols = symbols;
    this.distance = distance;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-text";
    parent.append(this.canvas);
  }

  /** `names` are written besides those of the scene. */
  paint(scene: Scene, view: View, names: Label[]): void {
    const paint = fitted(this.canvas, view);
    const taken = [...this.covered(), ...scene.marks.map((mark) => this.mark(paint, mark, view))];
    for (const label of [...scene.labels, ...names].sort((a, b) => b.rank - a.rank)) write(paint, label, view, taken);
    scaleBar(paint, view, this.distance);
    if (this.crossHairs) cross(paint, view.width_px / 2.0, view.height_px / 2.0);
  }

  /** Where buttons lie over the map: what is written there is not read. */
  private covered(): Box[] {
    const buttons = this.canvas.parentElement?.querySelector<HTMLElement>(":scope > .live-zoom");
    if (!buttons) return [];
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = buttons;
    return [{ left, top, right: left + offsetWidth, bottom: top + offsetHeight }];
  }

  private mark(paint: CanvasRenderingContext2D, mark: Mark, view: View): Box {
    const [x, y] = toScreen(view, mark.place);
    const held = this.symbols.get(mark.symbol);
    if (!held) throw new Error(`no symbol ${mark.symbol}`);
    const { entry, image } = held;
    const scale = mark.size_px / entry.height_px;
    const left = x - entry.anchor_px[0] * scale;
    const top = y - entry.anchor_px[1] * scale;
    const [wide, tall] = [entry.width_px * scale, entry.height_px * scale];
    paint.drawImage(image, left, top, wide, tall);
    return { left, top, right: left + wide, bottom: top + tall };
  }
}

/** Write a label where there is room, what may lie on either side also on the other; one without room is left out, its
 * dot too. */
function write(paint: CanvasRenderingContext2D, label: Label, view: View, taken: Box[]): void {
  if (placed(paint, label, view, taken) || label.side !== "right" || label.dot_px === 0) return;
  placed(paint, { ...label, side: "left" }, view, taken);
}

/** Write a label where it is to lie, and return whether there was room. */
function placed(paint: CanvasRenderingContext2D, label: Label, view: View, taken: Box[]): boolean {
  const [x, y] = label.place ? toScreen(view, label.place) : [0.0, 0.0];
  if (!label.text || view.zoom < (label.zoom_least ?? 0) || x < 0 || y < 0 || x > view.width_px || y > view.height_px) return false;
  paint.font = `${label.weight} ${label.size_px}px ${FONT}`;
  paint.textBaseline = "middle";
  paint.letterSpacing = `${label.spacing_px ?? 0}px`;
  const wide = paint.measureText(label.text).width;
  const left = leftOf(label, x, wide);
  const middle = y + label.offset_px[1];
  const box = { left, top: middle - label.size_px * 0.6, right: left + wide, bottom: middle + label.size_px * 0.6 };
  if (label.dot_px > 0) {
    box.left = Math.min(box.left, x - label.dot_px) - ROOM_PX;
    box.top = Math.min(box.top, y - label.dot_px);
    box.right = Math.max(box.right, x + label.dot_px) + ROOM_PX;
    box.bottom = Math.max(box.bottom, y + label.dot_px);
  }
  if (box.left < 0 || box.right > view.width_px || taken.some((other) => overlap(other, box))) return false;
  taken.push(box);
  if (label.dot_px > 0) dot(paint, x, y, label.dot_px, label.colour);
  text(paint, label.text, left, middle, label.colour);
  return true;
}

function leftOf(label: Label, x: number, wide: number): number {
  if (label.side === "middle") return x - wide / 2.0 + label.offset_px[0];
  return label.side === "right" ? x + label.offset_px[0] : x - label.offset_px[0] - wide;
}

function dot(paint: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  paint.beginPath();
  paint.arc(x, y, radius, 0.0, 2.0 * Math.PI);
  paint.fillStyle = colour;
  paint.fill();
  paint.lineWidth = 1.0;
  paint.strokeStyle = HALO;
  paint.stroke();
}

/** A bar of a round length at the lower left, true at the middle of the map. */
function scaleBar(paint: CanvasRenderingContext2D, view: View, distance: (metres: number) => string): void {
  const most_m = SCALE_PX * metresPerPixel(view);
  const power = 10.0 ** Math.floor(Math.log10(most_m));
  const length_m = ([5, 2, 1].find((each) => each * power <= most_m) ?? 1) * power;
  const wide = length_m / metresPerPixel(view);
  const [left, low] = [14, view.height_px - 16];
  paint.beginPath();
  paint.moveTo(left, low - 5);
  paint.lineTo(left, low);
  paint.lineTo(left + wide, low);
  paint.lineTo(left + wide, low - 5);
  haloed(paint, 1.6);
  paint.font = `600 12px ${FONT}`;
  paint.letterSpacing = "0px";
  text(paint, distance(length_m), left + 5, low - 11, INK);
}

function cross(paint: CanvasRenderingContext2D, x: number, y: number): void {
  paint.beginPath();
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
    paint.moveTo(x + 4 * dx, y + 4 * dy);
    paint.lineTo(x + 14 * dx, y + 14 * dy);
  }
  haloed(paint, 2.0);
}

/** Draw the path dark over a pale edge. */
function haloed(paint: CanvasRenderingContext2D, width_px: number): void {
  paint.lineWidth = width_px + 2.5;
  paint.strokeStyle = HALO;
  paint.stroke();
  paint.lineWidth = width_px;
  paint.strokeStyle = INK;
  paint.stroke();
}

function text(paint: CanvasRenderingContext2D, words: string, x: number, y: number, colour: string): void {
  paint.lineJoin = "round";
  paint.lineWidth = HALO_PX;
  paint.strokeStyle = HALO;
  paint.strokeText(words, x, y);
  paint.fillStyle = colour;
  paint.fillText(words, x, y);
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
