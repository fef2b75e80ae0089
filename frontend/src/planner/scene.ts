/** What the map of a plan shows: every battery with its rings, what is in sight of one, and the axis. */

import type { Backdrop } from "../map/backdrop";
import * as colours from "../map/colours";
import { destination, radians, type LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import {
  BATTERY_PX,
  DETECTION_DASHES,
  ENGAGEMENT_DASHES,
  line,
  pointLabel,
  ring,
  ringLabel,
} from "../map/scene_of";
import type { Drawn, Label, Mark, Picture, Scene } from "../map/scene";
import { outline } from "../coverage/ladder";
import type { HeightTold, SystemOnMap } from "./answers";
import type { Asset, Unit } from "./scenario";
import type { Spot } from "./spots";

export interface Battery {
  unit: Unit;
  system: SystemOnMap | null;
}

export interface Shown {
  batteries: Battery[];
  chosen: number;
  assets: Asset[];
  /** What stands or flies beside the batteries, with its words. */
  spots: { spot: Spot; words: string }[];
  aim: Asset | null;
  bearing_deg: number | null;
  /** The first of two clicks for an axis. */
  axis_from: { place: LonLat; words: string } | null;
  sight: Picture | null;
  /** What a battery sees and can engage; null while that is not known. */
  reachOf: (unit: string) => HeightTold | null;
  ringWords: (ring: { range_m: number; kind: string }) => string;
}

const AXIS_M = 260e3;
const ARROW_M = 22e3;
const ARROW_RAD = 0.35;
const NEAR_AIM_M = 9e3;
const OTHER_PX = 28;
const SPOT_PX = 24;
const TRAFFIC_ARROW_M = 15e3;

export function planScene(backdrop: Backdrop, shown: Shown): Scene {
  const drawn: Drawn[] = [...backdrop.drawn];
  if (shown.sight) drawn.push(shown.sight);
  drawn.push(...reachAreas(shown));
  drawn.push(...commandLinks(shown), ...trafficLines(shown));
  const labels: Label[] = [];
  const marks: Mark[] = [];
  const others = shown.batteries.filter((_, at) => at !== shown.chosen);
  const chosen = shown.batteries[shown.chosen];
  for (const { unit, system } of others) {
    drawn.push(...ringsOf(unit, system, colours.OTHER_RING));
    if (!beside(unit, chosen?.unit) && others.find((other) => beside(other.unit, unit))?.unit === unit) {
      labels.push(nameOf(unit, shown.batteries));
    }
  }
  if (chosen) {
    drawn.push(...ringsOf(chosen.unit, chosen.system, colours.RING));
    labels.push(nameOf(chosen.unit, shown.batteries), ...ringLabels(chosen, shown));
    marks.push({ symbol: "battery", place: chosen.unit.place, size_px: BATTERY_PX });
  }
  for (const { unit } of others) marks.push({ symbol: "battery", place: unit.place, size_px: OTHER_PX });
  for (const { spot, words } of shown.spots) {
    labels.push({ ...pointLabel(spot.place, words), dot_px: spot.end === "to" ? 3 : 0, offset_px: [SPOT_PX / 2.0 + 4.0, 8] });
    if (spot.end !== "to") marks.push({ symbol: spot.symbol, place: spot.place, size_px: SPOT_PX });
  }
  for (const { name, place } of shown.assets) labels.push(pointLabel(place, name));
  if (shown.aim && shown.bearing_deg !== null) drawn.push(arrow(shown.aim.place, radians(shown.bearing_deg)));
  if (shown.axis_from) labels.push(pointLabel(shown.axis_from.place, shown.axis_from.words));
  const names = new Set(shown.assets.map(({ name }) => name));
  labels.push(...backdrop.labels.filter(({ text }) => !names.has(text)));
  return { drawn, labels, marks };
}

/** What is seen, light, and on top of it what is engageable, dark. */
function reachAreas({ batteries, reachOf }: Shown): Drawn[] {
  const seen: Drawn[] = [];
  const met: Drawn[] = [];
  for (const { unit } of batteries) {
    const reach = reachOf(unit.id);
    if (!reach) continue;
    const outer = outline(unit.place, reach.seen_range_m);
    const inner = outline(unit.place, reach.engageable_range_m);
    seen.push({ kind: "area", id: `seen ${unit.id}`, polygons: [[outer]], fill: colours.SEEN });
    seen.push(line(`seen-edge ${unit.id}`, [outer], colours.SEEN_EDGE, 1.6));
    met.push({ kind: "area", id: `met ${unit.id}`, polygons: [[inner]], fill: colours.ENGAGEABLE });
    met.push(line(`met-edge ${unit.id}`, [inner], colours.ENGAGEABLE_EDGE, 1.6));
  }
  return [...seen, ...met];
}

function ringsOf(unit: Unit, system: SystemOnMap | null, colour: typeof colours.RING): Drawn[] {
  if (!system) return [];
  const { detection, engagement } = system;
  return [
    ring(`detection-ring ${unit.id}`, unit.place, detection.range_m, DETECTION_DASHES, colour),
    ring(`engagement-ring ${unit.id}`, unit.place, engagement?.range_m ?? 0.0, ENGAGEMENT_DASHES, colour),
  ];
}

function ringLabels({ unit, system }: Battery, { ringWords }: Shown): Label[] {
  if (!system) return [];
  const { detection, engagement } = system;
  const labels = [ringLabel(unit.place, detection.range_m, 0.0, ringWords(detection))];
  if (engagement) labels.push(ringLabel(unit.place, engagement.range_m, Math.PI, ringWords(engagement)));
  return labels;
}

/** Whether two batteries stand at one place, where one label names both. */
function beside(unit: Unit, other?: Unit): boolean {
  return other !== undefined && unit.place[0] === other.place[0] && unit.place[1] === other.place[1];
}

/** The names of all that stand where a battery stands. */
function nameOf(unit: Unit, batteries: Battery[]): Label {
  const names = batteries.filter((each) => beside(each.unit, unit)).map((each) => each.unit.id);
  return { ...pointLabel(unit.place, names.join(", ")), dot_px: 0, side: "left", offset_px: [BATTERY_PX / 2.0 + 4.0, 0] };
}

/** From each command post to the batteries under it. */
function commandLinks({ batteries, spots }: Shown): Drawn[] {
  return spots.flatMap(({ spot: { kind, id, place } }) => {
    const under = kind === "formations" ? batteries.filter(({ unit }) => unit.under === id) : [];
    return under.length ? [line(`command ${id}`, under.map(({ unit }) => [place, unit.place]), colours.OTHER_RING, 1.2)] : [];
  });
}

/** The way of each stream of traffic, with a head where it ends. */
function trafficLines({ spots }: Shown): Drawn[] {
  return spots.flatMap(({ spot }) => {
    const to = spots.find(({ spot: each }) => each.kind === spot.kind && each.at === spot.at && each.end === "to");
    if (spot.end !== "from" || !to) return [];
    const { bearing_rad } = course(to.spot.place, spot.place);
    const barbs = [-ARROW_RAD, ARROW_RAD].map((turn) => destination(to.spot.place, bearing_rad + turn, TRAFFIC_ARROW_M));
    const paths = [[spot.place, to.spot.place], [barbs[0], to.spot.place, barbs[1]]];
    return [line(`traffic ${spot.id}`, paths, colours.SEEN_EDGE, 2)];
  });
}

/** A line from where they come to what they fly at, with its head there. */
function arrow(aim: LonLat, from_rad: number): Drawn {
  const tip = destination(aim, from_rad, NEAR_AIM_M);
  const barbs = [-ARROW_RAD, ARROW_RAD].map((turn) => destination(tip, from_rad + turn, ARROW_M));
  return line("axis", [[destination(aim, from_rad, AXIS_M), tip], [barbs[0], tip, barbs[1]]], colours.ENGAGEABLE_EDGE, 3);
}
