/** The scene of a map: ground and borders, then what was asked for, rings, text and symbols. */

import { DEGREES, outline, type Ladder, type Quantity } from "../coverage/ladder";
import { destination, type LonLat } from "../earth/geodesic";
import type { Backdrop } from "./backdrop";
import * as colours from "./colours";
import type { Colour, Drawn, Label, Line, Mark, Picture, Scene } from "./scene";

export interface RingWords {
  detection: string;
  engagement: string;
}

export interface Named {
  place: LonLat;
  words: string;
}

export interface Beside {
  ladder: Ladder;
  quantity: Quantity;
  rings: RingWords;
}

export interface Asked {
  ladder: Ladder;
  height_agl_m: number;
  rings: RingWords;
  /** What is in sight, swept in the page; null where it was not asked for. */
  sight: Picture | null;
  showEdges: boolean;
  /** Another system whose range is drawn against this one's. */
  beside: Beside | null;
  /** Where the battery was dragged to: only what is in sight is known there. */
  moved: LonLat | null;
  /** Point asked about, and the hill that hides it. */
  probe: (Named & { hill: Named | null }) | null;
}

/** Dashes of a ring and the drawn share of each. */
export const DETECTION_DASHES = { count: 60, share: 0.7 };
export const ENGAGEMENT_DASHES = { count: 110, share: 0.55 };
const RING_RANK = 1e6;
const POINT_RANK = 1e7;
export const BATTERY_PX = 38;

export function sceneOf(backdrop: Backdrop, asked: Asked): Scene {
  const { ladder, moved, probe } = asked;
  const place = moved ?? ladder.place;
  const drawn: Drawn[] = [...backdrop.drawn];
  if (asked.sight) drawn.push(asked.sight);
  if (!moved) drawn.push(...(asked.beside ? differenceOf(asked, asked.beside) : reachOf(asked)));
  const beside = moved ? null : asked.beside;
  if (beside) drawn.push(...ringsOf(place, beside.ladder, "other-", colours.OTHER_RING));
  drawn.push(...ringsOf(place, ladder, "", colours.RING));
  const labels: Label[] = [
    ...ringLabels(place, ladder, asked.rings),
    ...(beside ? ringLabels(place, beside.ladder, beside.rings) : []),
    siteLabel(place, moved ? "" : ladder.site.name),
    ...backdrop.labels.filter((label) => moved || label.text !== ladder.site.name),
  ];
  const marks: Mark[] = [{ symbol: "battery", place, size_px: BATTERY_PX }];
  if (probe) {
    drawn.push(line("probe-line", [[place, probe.place]], colours.PROBE, 1.4));
    labels.push(pointLabel(probe.place, probe.words));
    if (probe.hill) labels.push(pointLabel(probe.hill.place, probe.hill.words));
  }
  return { drawn, labels, marks };
}

function ringsOf(place: LonLat, { system }: Ladder, name: string, colour: Colour): Line[] {
  const { detection, engagement } = system.rings;
  return [
    ring(`${name}detection-ring`, place, detection.radius_m, DETECTION_DASHES, colour),
    ring(`${name}engagement-ring`, place, engagement.radius_m, ENGAGEMENT_DASHES, colour),
  ];
}

function ringLabels(place: LonLat, { system }: Ladder, words: RingWords): Label[] {
  const { detection, engagement } = system.rings;
  return [
    ringLabel(place, detection.radius_m, 0.0, words.detection),
    ringLabel(place, engagement.radius_m, Math.PI, words.engagement),
  ];
}

/** What is seen, light, and engageable, dark; with the edges that public figures allow. */
function reachOf({ ladder, height_agl_m, showEdges }: Asked): Drawn[] {
  const seen = outline(ladder.place, ladder.ranges_m("seen", height_agl_m));
  const met = outline(ladder.place, ladder.ranges_m("met", height_agl_m));
  const edges = showEdges ? ladder.edges_m(height_agl_m).map((ranges) => outline(ladder.place, ranges)) : [];
  return [
    { kind: "area", id: "seen", polygons: [[seen]], fill: colours.SEEN },
    line("seen-edge", [seen], colours.SEEN_EDGE, 1.6),
    { kind: "area", id: "met", polygons: [[met]], fill: colours.ENGAGEABLE },
    line("met-edge", [met], colours.ENGAGEABLE_EDGE, 1.6),
    line("edges", edges, colours.EDGE_IN_DOUBT, 0.8),
  ];
}

/** What one system reaches and another does not, both ways; the grey is reached by both. */
function differenceOf(asked: Asked, beside: Beside): Drawn[] {
  const { ladder, height_agl_m } = asked;
  const place = ladder.place;
  const mine = ladder.ranges_m(beside.quantity, height_agl_m);
  const other = beside.ladder.ranges_m(beside.quantity, height_agl_m);
  const farther = mine.map((range, bearing) => Math.max(range, other[bearing]));
  const nearer = mine.map((range, bearing) => Math.min(range, other[bearing]));
  return [
    { kind: "area", id: "both", polygons: [[outline(place, nearer)]], fill: colours.BOTH },
    { kind: "area", id: "only-first", polygons: slices(place, other, farther), fill: colours.ONLY_FIRST },
    { kind: "area", id: "only-other", polygons: slices(place, mine, farther), fill: colours.ONLY_OTHER },
    line("first-edge", [outline(place, mine)], colours.COMPARED_EDGE, 1.8),
    line("other-edge", dashed(outline(place, other), 2), colours.COMPARED_EDGE, 1.8),
  ];
}

/** Return outlines of what lies between two ranges, one for each run of bearings where the second is farther. */
function slices(place: LonLat, from_m: Float64Array, to_m: Float64Array): LonLat[][][] {
  const beyond = Array.from({ length: DEGREES }, (_, bearing) => to_m[bearing] > from_m[bearing]);
  const start = beyond.indexOf(false);
  if (start < 0) return [[outline(place, to_m), outline(place, from_m)]];
  const found: LonLat[][][] = [];
  let run: number[] = [];
  for (let step = 1; step <= DEGREES; step++) {
    const bearing = (start + step) % DEGREES;
    if (beyond[bearing]) {
      run.push(bearing);
    } else if (run.length) {
      found.push([slice(place, run, from_m, to_m)]);
      run = [];
    }
  }
  return found;
}

function slice(place: LonLat, run: number[], from_m: Float64Array, to_m: Float64Array): LonLat[] {
  const at = (bearing: number, range_m: number): LonLat =>
    destination(place, (bearing * 2.0 * Math.PI) / DEGREES, range_m);
  const first = (run[0] + DEGREES - 1) % DEGREES;
  const last = (run[run.length - 1] + 1) % DEGREES;
  const whole = [first, ...run, last];
  const out = whole.map((bearing) => at(bearing, Math.max(to_m[bearing], from_m[bearing])));
  const back = whole.map((bearing) => at(bearing, from_m[bearing])).reverse();
  return [...out, ...back, out[0]];
}

export function line(id: string, paths: LonLat[][], colour: Colour, width_px: number): Line {
  return { kind: "line", id, paths, colour, width_px };
}

export function ring(
  id: string,
  place: LonLat,
  radius_m: number,
  dashes: { count: number; share: number },
  colour: Colour,
): Line {
  const paths = Array.from({ length: radius_m > 0.0 ? dashes.count : 0 }, (_, dash) => {
    const from = (2.0 * Math.PI * dash) / dashes.count;
    const over = (2.0 * Math.PI * dashes.share) / dashes.count;
    return [0.0, 0.25, 0.5, 0.75, 1.0].map((part) => destination(place, from + part * over, radius_m));
  });
  return line(id, paths, colour, 1.7);
}

/** The name of the place under the battery that stands on it. */
function siteLabel(place: LonLat, text: string): Label {
  return {
    text,
    place,
    side: "middle",
    offset_px: [0, BATTERY_PX / 2.0 + 9.0],
    size_px: 13.5,
    weight: 700,
    colour: colours.INK,
    dot_px: 0,
    rank: POINT_RANK,
  };
}

export function pointLabel(place: LonLat, text: string): Label {
  return {
    text,
    place,
    side: "right",
    offset_px: [9, 0],
    size_px: 12.5,
    weight: 600,
    colour: colours.INK,
    dot_px: 4.5,
    rank: POINT_RANK,
  };
}

/** Every second run of so many pieces of a line. */
function dashed(path: LonLat[], pieces: number): LonLat[][] {
  const found: LonLat[][] = [];
  for (let at = 0; at + 1 < path.length; at += 2 * pieces) found.push(path.slice(at, at + pieces + 1));
  return found;
}

export function ringLabel(place: LonLat, radius_m: number, bearing_rad: number, text: string): Label {
  return {
    text: radius_m > 0.0 ? text : "",
    place: destination(place, bearing_rad, radius_m),
    side: "middle",
    offset_px: [0, 0],
    size_px: 13,
    weight: 600,
    colour: colours.INK,
    dot_px: 0,
    rank: RING_RANK,
  };
}
