/** Symbols, lines and words over the ground, at one moment. */

import type { Ground } from "../earth/ground";
import { fitted } from "../map/canvas_painter";
import { metresPerPixel } from "../map/mercator";
import type { Symbols } from "../map/overlay";
import type { CityRow } from "../payload/header";
import type { Camera, Size } from "./camera";
import { heightAt } from "./ground_mesh";
import * as marks from "./marks";
import type { Pixel } from "./marks";
import type { Position, Raid } from "./raid";
import type { Snapshot, ThreatNow, UnitNow } from "./snapshot";

export interface OverlayWords {
  north: string;
  /** Upper left: the time, and by how much heights are raised. */
  head: string[];
  rounds: (count: number) => string;
  distance: (metres: number) => string;
}

export interface Shown {
  raid: Raid;
  now: Snapshot;
  /** Row that is followed, -1 for none. */
  followed: number;
  lift: number;
  names: boolean;
  lines: boolean;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const SYMBOL_PX = 30;
const PICK_PX = 14;
const CITIES_MOST = 14;
const SCALE_PX = 120;
const STEM_LEAST_PX = 4;

type Paint = CanvasRenderingContext2D;
type Align = "left" | "center" | "right";

export class Overlay {
  readonly canvas: HTMLCanvasElement;
  private readonly symbols: Symbols;
  private readonly ground: Ground;
  private readonly cities: CityRow[];
  private drawn: { row: number; at: Pixel }[] = [];

  constructor(parent: HTMLElement, symbols: Symbols, ground: Ground, cities: CityRow[]) {
    this.symbols = symbols;
    this.ground = ground;
    this.cities = cities;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "stage-marks";
    parent.append(this.canvas);
  }

  paint(shown: Shown, camera: Camera, size: Size, words: OverlayWords): void {
    const paint = fitted(this.canvas, size);
    const project = projection(camera, size, shown.lift);
    this.drawn = [];
    const taken = this.covered(size);
    const pixels = new Map<number, Pixel>();
    shown.raid.actors.forEach((_, row) => {
      const at = project(shown.raid.position(row, shown.now.time_s));
      if (at) pixels.set(row, at);
    });
    if (shown.lines) this.engagements(paint, shown, pixels);
    this.stems(paint, shown, project, pixels);
    this.places(paint, shown, pixels, taken, words);
    this.flying(paint, shown, pixels);
    if (shown.followed >= 0) this.followed(paint, shown, pixels, taken);
    if (shown.names) this.towns(paint, project, taken, size);
    words.head.forEach((text, at) => {
      marks.write(paint, text, [12, 18 + 20 * at], { size_px: at ? 12.5 : 17, weight: at ? 400 : 700, align: "left" });
    });
    marks.compass(paint, size.width_px - 26, 26, camera.view.bearing_deg, words.north);
    scaleBar(paint, camera, size, words.distance);
  }

  /** Return where no label may stand: under the buttons, the compass, the time and the scale, and beside the stage. */
  private covered({ width_px, height_px }: Size): Box[] {
    const far = 1e5;
    const around = [
      { left: -far, top: -far, right: 0, bottom: far },
      { left: width_px, top: -far, right: far, bottom: far },
      { left: -far, top: -far, right: far, bottom: 0 },
      { left: -far, top: height_px, right: far, bottom: far },
    ];
    const over = [
      { left: 0, top: 0, right: 130, bottom: 50 },
      { left: width_px - 48, top: 0, right: width_px, bottom: 56 },
      { left: 0, top: height_px - 42, right: SCALE_PX + 30, bottom: height_px },
    ];
    const stage = this.canvas.getBoundingClientRect();
    const buttons = this.canvas.parentElement?.querySelector(".stage-eye")?.getBoundingClientRect();
    if (!buttons) return [...around, ...over];
    const [left, top] = [buttons.left - stage.left, buttons.top - stage.top];
    return [...around, ...over, { left, top, right: left + buttons.width, bottom: top + buttons.height }];
  }

  /** Return the row of the threat at a pixel, -1 for none. */
  pick(x: number, y: number): number {
    let [nearest, best] = [-1, PICK_PX];
    for (const { row, at } of this.drawn) {
      const away = Math.hypot(at[0] - x, at[1] - y);
      if (away < best) [nearest, best] = [row, away];
    }
    return nearest;
  }

  /** Thin lines from fire units to what they engage. */
  private engagements(paint: Paint, shown: Shown, pixels: Map<number, Pixel>): void {
    for (const threat of shown.now.threats.values()) {
      const to = pixels.get(threat.row);
      for (const unit of threat.units) {
        const from = pixels.get(unit);
        if (to && from && threat.state === "engaged") marks.line(paint, from, to, "rgba(122,31,5,0.55)", 1.1);
      }
    }
  }

  /** Plumb lines from what flies to the ground below it. */
  private stems(paint: Paint, shown: Shown, project: Project, pixels: Map<number, Pixel>): void {
    shown.raid.actors.forEach((actor, row) => {
      const at = pixels.get(row);
      if (!at || (actor.kind !== "threat" && actor.kind !== "interceptor")) return;
      if (!shown.raid.isThere(row, shown.now.time_s)) return;
      const [lon_deg, lat_deg] = shown.raid.position(row, shown.now.time_s);
      const foot = project([lon_deg, lat_deg, heightAt(this.ground, lon_deg, lat_deg)]);
      if (foot && Math.abs(foot[1] - at[1]) > STEM_LEAST_PX) marks.line(paint, foot, at, "rgba(60,58,54,0.5)", 1.0);
    });
  }

  /** What is defended, posts and radars that stand apart, and fire units with their channels and rounds. */
  private places(paint: Paint, shown: Shown, pixels: Map<number, Pixel>, taken: Box[], words: OverlayWords): void {
    const { raid, now } = shown;
    for (const unit of now.units) this.unit(paint, shown, unit, pixels, taken, words);
    for (const row of raid.rowsOf("asset")) {
      const at = pixels.get(row);
      if (!at) continue;
      marks.ring(paint, ...at, 9, marks.INK, 2.0);
      if (shown.names) label(paint, raid.actors[row].name, [at[0] + 14, at[1] - 12], taken, 600);
    }
    const units = now.units.map((unit) => pixels.get(unit.row)).filter((each): each is Pixel => each !== undefined);
    for (const row of raid.rowsOf("radar")) {
      const at = pixels.get(row);
      if (!at || units.some((unit) => Math.hypot(unit[0] - at[0], unit[1] - at[1]) < SYMBOL_PX)) continue;
      const radar = now.radars.get(row)!;
      marks.ring(paint, ...at, 5, marks.BLUE, 1.6);
      if (radar.state === "radiates") marks.dot(paint, ...at, 2.5, marks.BLUE);
      if (radar.state === "out") marks.cross(paint, ...at, 7, marks.RED);
      if (shown.names) label(paint, raid.actors[row].short, [at[0] + 10, at[1]], taken, 400);
    }
  }

  private unit(
    paint: Paint,
    shown: Shown,
    unit: UnitNow,
    pixels: Map<number, Pixel>,
    taken: Box[],
    words: OverlayWords,
  ): void {
    const at = pixels.get(unit.row);
    const held = this.symbols.get("battery");
    if (!at || !held) return;
    const [x, y] = at;
    const scale = SYMBOL_PX / held.entry.height_px;
    const [wide, tall] = [held.entry.width_px * scale, held.entry.height_px * scale];
    const box = { left: x - wide / 2, top: y - tall / 2, right: x + wide / 2, bottom: y + tall / 2 + 11 };
    const crowded = taken.some((other) => overlap(other, box));
    paint.drawImage(held.image, x - wide / 2, y - tall / 2, wide, tall);
    if (unit.out || unit.radar?.state === "out") marks.cross(paint, x, y, 13, marks.RED);
    if (crowded) return;
    taken.push(box);
    marks.channelBar(paint, x, y + tall / 2 + 3, unit.used, Math.min(unit.channels, 40));
    const rounds = unit.rounds.reduce((sum, { count }) => sum + count, 0);
    const text = `${shown.raid.actors[unit.row].short} · ${words.rounds(rounds)}`;
    const beside = wide / 2 + 8;
    const places: [Pixel, Align][] = [
      [[x, y + tall / 2 + 20], "center"],
      [[x - beside, y], "right"],
      [[x + beside, y], "left"],
      [[x, y - tall / 2 - 10], "center"],
    ];
    places.some(([place, align]) => label(paint, text, place, taken, 600, marks.INK, align));
  }

  private flying(paint: Paint, shown: Shown, pixels: Map<number, Pixel>): void {
    const { raid, now } = shown;
    const weight = (threat: ThreatNow): number => (threat.state === "engaged" ? 2 : threat.radars > 0 ? 1 : 0);
    const threats = [...now.threats.values()].sort((a, b) => weight(a) - weight(b));
    for (const threat of threats) {
      const at = pixels.get(threat.row);
      if (!at || threat.state === "coming") continue;
      const actor = raid.actors[threat.row];
      marks.threatMark(paint, ...at, threat.state, { decoy: actor.decoy, traffic: actor.side !== "raid" });
      this.drawn.push({ row: threat.row, at });
    }
    for (const row of raid.rowsOf("interceptor")) {
      const at = pixels.get(row);
      if (at && raid.isThere(row, now.time_s)) marks.interceptorMark(paint, ...at);
    }
  }

  private followed(paint: Paint, shown: Shown, pixels: Map<number, Pixel>, taken: Box[]): void {
    const at = pixels.get(shown.followed);
    if (!at) return;
    marks.ring(paint, ...at, 15, marks.INK, 2.0);
    label(paint, shown.raid.actors[shown.followed].short, [at[0] + 20, at[1] - 12], taken, 700);
  }

  /** Larger towns with their names, where there is room. */
  private towns(paint: Paint, project: Project, taken: Box[], size: Size): void {
    let named = 0;
    for (const [name, lon_deg, lat_deg] of this.cities) {
      const at = project([lon_deg, lat_deg, heightAt(this.ground, lon_deg, lat_deg)]);
      if (!at || at[0] < 0 || at[1] < 60 || at[0] > size.width_px || at[1] > size.height_px) continue;
      if (!label(paint, name, [at[0] + 6, at[1]], taken, 400, marks.GREY)) continue;
      marks.dot(paint, ...at, 2.2, marks.GREY);
      if (++named >= CITIES_MOST) return;
    }
  }
}

type Project = (place: Position) => Pixel | null;

/** Return what puts places on the screen; null for what lies behind the eye. */
function projection(camera: Camera, size: Size, lift: number): Project {
  const viewport = camera.viewport(size);
  const rise = camera.flat ? 0.0 : lift;
  return ([lon_deg, lat_deg, alt_msl_m]) => {
    const [x, y, depth] = viewport.project([lon_deg, lat_deg, alt_msl_m * rise]);
    return Math.abs(depth) <= 1.0 ? [x, y] : null;
  };
}

/** Write a label to the right of a point, or about it, where nothing else is; return whether there was room. */
function label(
  paint: Paint,
  words: string,
  at: Pixel,
  taken: Box[],
  weight: number,
  colour = marks.INK,
  align: Align = "left",
): boolean {
  const lettering = { size_px: 12, weight, align, colour };
  paint.font = marks.fontOf(lettering);
  const wide = paint.measureText(words).width;
  const left = at[0] - wide * { left: 0.0, center: 0.5, right: 1.0 }[align];
  const box = { left: left - 2, top: at[1] - 8, right: left + wide + 2, bottom: at[1] + 8 };
  if (taken.some((other) => overlap(other, box))) return false;
  taken.push(box);
  marks.write(paint, words, at, lettering);
  return true;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** A bar of a round length at the lower left, true in the middle of the view. */
function scaleBar(paint: Paint, camera: Camera, size: Size, distance: (metres: number) => string): void {
  const metres_a_px = metresPerPixel(camera.view);
  const most_m = SCALE_PX * metres_a_px;
  const power = 10.0 ** Math.floor(Math.log10(most_m));
  const length_m = ([5, 2, 1].find((each) => each * power <= most_m) ?? 1) * power;
  const [left, low, wide] = [14, size.height_px - 16, length_m / metres_a_px];
  for (const [colour, width] of [["rgba(255,255,255,0.9)", 4.2], [marks.INK, 1.8]] as const) {
    marks.line(paint, [left, low], [left + wide, low], colour, width);
  }
  marks.write(paint, distance(length_m), [left, low - 11], { size_px: 12, weight: 600, align: "left" });
}
