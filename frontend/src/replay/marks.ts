/** Symbols of a replay, drawn by hand on a canvas: their shape tells the state, not their colour alone. */

import type { ThreatState } from "./snapshot";

export const INK = "#1c1c1c";
export const RED = "#7a1f05";
export const PALE_RED = "#e6a58d";
export const BLUE = "#1e548c";
export const GREY = "#6d6a64";
export const PAPER = "#ffffff";
export const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';

const HALO = "rgba(255,255,255,0.92)";
const THREAT_PX = 6.5;

type Paint = CanvasRenderingContext2D;

/** Whose it is decides the shape: a diamond for the raid, with a bar for a decoy; a circle for traffic. */
export interface Look {
  decoy: boolean;
  traffic: boolean;
}

export function threatMark(paint: Paint, x: number, y: number, state: ThreatState, look: Look): void {
  if (state === "coming") return;
  if (state === "killed") return cross(paint, x, y, 4.5, look.decoy || look.traffic ? GREY : INK);
  if (state === "leaked") return look.decoy ? square(paint, x, y, 3.5, GREY) : leak(paint, x, y);
  if (state === "aborted" || state === "passed") return square(paint, x, y, 3.5, GREY);
  const fill = state === "unseen" || state === "heard" ? PAPER : state === "engaged" ? RED : PALE_RED;
  outline(paint, x, y, look);
  paint.fillStyle = fill;
  paint.strokeStyle = look.traffic ? GREY : RED;
  paint.lineWidth = 1.8;
  paint.fill();
  paint.stroke();
  if (state === "heard") dot(paint, x, y, 2.0, RED);
  if (look.decoy) line(paint, [x - THREAT_PX, y], [x + THREAT_PX, y], RED, 1.6);
  if (state === "engaged") ring(paint, x, y, THREAT_PX + 4.0, RED, 1.4);
}

function outline(paint: Paint, x: number, y: number, look: Look): void {
  paint.beginPath();
  if (look.traffic) {
    paint.arc(x, y, THREAT_PX - 1.0, 0.0, 2.0 * Math.PI);
    return;
  }
  paint.moveTo(x, y - THREAT_PX);
  paint.lineTo(x + THREAT_PX, y);
  paint.lineTo(x, y + THREAT_PX);
  paint.lineTo(x - THREAT_PX, y);
  paint.closePath();
}

export function interceptorMark(paint: Paint, x: number, y: number): void {
  paint.beginPath();
  paint.moveTo(x, y - 5.0);
  paint.lineTo(x + 4.0, y + 3.5);
  paint.lineTo(x - 4.0, y + 3.5);
  paint.closePath();
  paint.fillStyle = BLUE;
  paint.strokeStyle = PAPER;
  paint.lineWidth = 1.0;
  paint.fill();
  paint.stroke();
}

function leak(paint: Paint, x: number, y: number): void {
  dot(paint, x, y, 7.0, RED);
  cross(paint, x, y, 3.2, PAPER);
}

export function cross(paint: Paint, x: number, y: number, size: number, colour: string): void {
  paint.beginPath();
  for (const way of [1, -1]) {
    paint.moveTo(x - size, y - way * size);
    paint.lineTo(x + size, y + way * size);
  }
  paint.strokeStyle = colour;
  paint.lineWidth = 2.0;
  paint.stroke();
}

function square(paint: Paint, x: number, y: number, size: number, colour: string): void {
  paint.strokeStyle = colour;
  paint.fillStyle = PAPER;
  paint.lineWidth = 1.5;
  paint.fillRect(x - size, y - size, 2 * size, 2 * size);
  paint.strokeRect(x - size, y - size, 2 * size, 2 * size);
}

export function dot(paint: Paint, x: number, y: number, radius: number, colour: string): void {
  paint.beginPath();
  paint.arc(x, y, radius, 0.0, 2.0 * Math.PI);
  paint.fillStyle = colour;
  paint.fill();
}

export function ring(paint: Paint, x: number, y: number, radius: number, colour: string, width: number): void {
  paint.beginPath();
  paint.arc(x, y, radius, 0.0, 2.0 * Math.PI);
  paint.strokeStyle = colour;
  paint.lineWidth = width;
  paint.stroke();
}

export type Pixel = [number, number];

export function line(paint: Paint, from: Pixel, to: Pixel, colour: string, width: number): void {
  paint.beginPath();
  paint.moveTo(...from);
  paint.lineTo(...to);
  paint.strokeStyle = colour;
  paint.lineWidth = width;
  paint.stroke();
}

/** Channels as small squares: those in use filled. */
export function channelBar(paint: Paint, x: number, y: number, used: number, channels: number): void {
  const wide = 6.0;
  const left = x - (channels * (wide + 2.0) - 2.0) / 2.0;
  for (let at = 0; at < channels; at++) {
    const corner = left + at * (wide + 2.0);
    paint.fillStyle = at < used ? RED : PAPER;
    paint.strokeStyle = INK;
    paint.lineWidth = 1.0;
    paint.fillRect(corner, y, wide, 7.0);
    paint.strokeRect(corner, y, wide, 7.0);
  }
}

/** An arrow to the north. */
export function compass(paint: Paint, x: number, y: number, bearing_deg: number, north: string): void {
  paint.save();
  paint.translate(x, y);
  paint.rotate((-bearing_deg * Math.PI) / 180.0);
  paint.beginPath();
  paint.moveTo(0, -13);
  paint.lineTo(5, 9);
  paint.lineTo(0, 5);
  paint.lineTo(-5, 9);
  paint.closePath();
  paint.fillStyle = INK;
  paint.strokeStyle = HALO;
  paint.lineWidth = 2.0;
  paint.stroke();
  paint.fill();
  paint.restore();
  write(paint, north, [x, y + 21], { size_px: 11, weight: 600, align: "center" });
}

export interface Lettering {
  size_px: number;
  weight: number;
  align: CanvasTextAlign;
  colour?: string;
}

/** Write words with a pale edge, their middle at the height of a point. */
export function write(paint: Paint, words: string, at: Pixel, lettering: Lettering): void {
  paint.font = fontOf(lettering);
  paint.textAlign = lettering.align;
  paint.textBaseline = "middle";
  paint.lineJoin = "round";
  paint.lineWidth = 3.2;
  paint.strokeStyle = HALO;
  paint.strokeText(words, ...at);
  paint.fillStyle = lettering.colour ?? INK;
  paint.fillText(words, ...at);
}

export function fontOf({ weight, size_px }: Lettering): string {
  return `${weight} ${size_px}px ${FONT}`;
}
