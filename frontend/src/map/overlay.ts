/** Text and symbols over the map, on a 2-D canvas of their own: shaped by the browser, sharp, with halos. */

import type { SymbolEntry } from "../payload/header";
import { fitted } from "./canvas_painter";
import { toScreen, type View } from "./mercator";
import { context } from "./relief";
import type { Label, Mark, Scene } from "./scene";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';
const HALO = "rgba(255,255,255,0.9)";
const HALO_PX = 3.2;
const ROOM_PX = 2;

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
  private readonly canvas: HTMLCanvasElement;
  private readonly symbols: Symbols;

  constructor(parent: HTMLElement, symbols: Symbols) {
    this.symbols = symbols;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-text";
    parent.append(this.canvas);
  }

  paint(scene: Scene, view: View): void {
    const ratio = fitted(this.canvas, view);
    const paint = context(this.canvas);
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint.clearRect(0, 0, view.width_px, view.height_px);
    const taken = scene.marks.map((mark) => this.mark(paint, mark, view));
    for (const label of [...scene.labels].sort((a, b) => b.rank - a.rank)) write(paint, label, view, taken);
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

/** Write a label where there is room; one without room is left out, its dot too. */
function write(paint: CanvasRenderingContext2D, label: Label, view: View, taken: Box[]): void {
  const [x, y] = toScreen(view, label.place);
  if (x < 0 || y < 0 || x > view.width_px || y > view.height_px) return;
  paint.font = `${label.weight} ${label.size_px}px ${FONT}`;
  paint.textBaseline = "middle";
  const wide = paint.measureText(label.text).width;
  const left = leftOf(label, x, wide);
  const middle = y + label.offset_px[1];
  const box = {
    left: Math.min(left, x - label.dot_px) - ROOM_PX,
    top: Math.min(middle - label.size_px * 0.6, y - label.dot_px) - ROOM_PX,
    right: Math.max(left + wide, x + label.dot_px) + ROOM_PX,
    bottom: Math.max(middle + label.size_px * 0.6, y + label.dot_px) + ROOM_PX,
  };
  if (box.left < 0 || box.right > view.width_px || taken.some((other) => overlap(other, box))) return;
  taken.push(box);
  if (label.dot_px > 0) dot(paint, x, y, label.dot_px, label.colour);
  paint.lineJoin = "round";
  paint.lineWidth = HALO_PX;
  paint.strokeStyle = HALO;
  paint.strokeText(label.text, left, middle);
  paint.fillStyle = label.colour;
  paint.fillText(label.text, left, middle);
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

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
