/** What a map shows, in numbers and words beside it. */

import { DEGREES, shareOfRing, type Ladder, type Quantity } from "../coverage/ladder";
import { shareInSight, type Sight } from "../coverage/live_sight";
import { el } from "../dom";
import { course } from "../earth/geodesic_inverse";
import type { LonLat } from "../earth/geodesic";
import type { Context } from "./context";
import type { State } from "./state";

/** Ends of ranges on fewer bearings than this are not worth a word. */
const WORTH_A_WORD = 0.03;
const KM2 = 1e6;

/** Return the lines about what is shown; `sight` is what was swept for it, if anything was. */
export function readout(context: Context, state: State, sight: Sight | null): HTMLElement[] {
  const lines = state.moved ? ofMoved(context, state, state.moved) : ofSite(context, state);
  const alone = context.aloneAt(state.system);
  if (alone) lines.push(note(alone));
  if (sight) {
    const share = context.numbers.percent(shareInSight(sight, state.height_agl_m));
    lines.push(note(context.words.sight_says(share, context.steps.here, context.steps.tables)));
  }
  return lines;
}

/** Return the system that is compared with the chosen one at its place, if any. */
export function besideOf(context: Context, { beside, site, moved }: State): Ladder | null {
  return beside && !moved ? context.ladder(beside, site) : null;
}

/** Return which systems stand where, and against what, at what height. */
export function headOf(context: Context, state: State): string {
  const { words, numbers } = context;
  const ladder = context.ladderOf(state);
  const beside = besideOf(context, state);
  const height = numbers.height(state.height_agl_m);
  const threat = words.threat(ladder.threat(state.height_agl_m).id);
  const systems = numbers.list([ladder.system.name, ...(beside ? [beside.system.name] : [])]);
  const head = words.head(systems, ladder.site.name, threat, height);
  if (!beside) return head;
  return `${head}: ${state.compared === "met" ? words.compare_met : words.compare_seen}`;
}

function ofSite(context: Context, state: State): HTMLElement[] {
  const { words } = context;
  const ladder = context.ladderOf(state);
  const head = el("h3", {}, headOf(context, state));
  const beside = besideOf(context, state);
  if (beside) return [head, ...difference(context, state, beside)];
  return [
    head,
    el("p", { class: "says" }, `${words.says(ladder.system.short, ...shares(context, ladder, state.height_agl_m))} ${twoRings(context, ladder)}`.trim()),
    note(doubt(context, ladder, state.height_agl_m)),
    why(context, ladder, state.height_agl_m),
  ];
}

/** Say that shares are not of the same ring, where they are not. */
function twoRings({ words }: Context, { system }: Ladder): string {
  return system.rings.detection.radius_m === system.rings.engagement.radius_m ? "" : words.two_rings;
}

/** Return what is seen and engageable of the rings: from the tables where they have the height. */
function shares(context: Context, ladder: Ladder, height_agl_m: number): [string, string] {
  const { words, numbers } = context;
  const { detection, engagement } = ladder.system.rings;
  const row = ladder.row(height_agl_m);
  const share = (quantity: Quantity, radius_m: number): string =>
    numbers.percent(shareOfRing(ladder.ranges_m(quantity, height_agl_m), radius_m));
  const seen = row ? numbers.shareWithLimits(row.seen_share, words.to) : share("seen", detection.radius_m);
  const met = row ? numbers.shareWithLimits(row.engageable_share, words.to) : share("met", engagement.radius_m);
  return [
    words.seen(seen, numbers.kilometres(detection.radius_m)),
    words.engageable(met, numbers.kilometres(engagement.radius_m)),
  ];
}

function doubt(context: Context, ladder: Ladder, height_agl_m: number): string {
  if (ladder.row(height_agl_m)) return context.words.with_limits;
  return ladder.isComputed(height_agl_m) ? context.words.at_best : context.words.between;
}

/** Return why the shape is what it is: what ends both ranges, and on how many bearings. */
function why(context: Context, ladder: Ladder, height_agl_m: number): HTMLElement {
  const { words, numbers } = context;
  const list = (quantity: Quantity, name: (limit: string) => string): [string, number] => {
    const counted = new Map<string, number>();
    for (const limit of ladder.limits(quantity, height_agl_m)) counted.set(limit, (counted.get(limit) ?? 0) + 1);
    const common = [...counted].sort((a, b) => b[1] - a[1]).filter(([, count]) => count / DEGREES >= WORTH_A_WORD);
    const told = common.map(([limit, count]) =>
      counted.size === 1 ? name(limit) : words.on_bearings(name(limit), numbers.percent(count / DEGREES)),
    );
    return [numbers.list(told), counted.size];
  };
  const [seen, seenKinds] = list("seen", words.seen_end);
  const [met] = list("met", words.met_end);
  return el(
    "p",
    {},
    el("strong", {}, seenKinds === 1 ? words.why_circle : words.why_no_circle),
    ` ${words.seen_ends(seen)} ${words.met_ends(met)}`,
  );
}

/** Return how much more one system reaches than another, both ways. */
function difference(context: Context, state: State, other: Ladder): HTMLElement[] {
  const { words, numbers } = context;
  const ladder = context.ladderOf(state);
  const mine = ladder.ranges_m(state.compared, state.height_agl_m);
  const its = other.ranges_m(state.compared, state.height_agl_m);
  const beyond = (ranges: Float64Array, than: Float64Array): string => {
    const area_m2 = ranges.reduce(
      (sum, range, bearing) => sum + (Math.PI / DEGREES) * Math.max(range ** 2 - than[bearing] ** 2, 0.0),
      0.0,
    );
    return area_m2 < KM2 ? words.nothing : words.area(numbers.plain(roundedTo2(area_m2 / KM2)));
  };
  const names: [string, string] = [ladder.system.short, other.system.short];
  return [el("p", { class: "says" }, words.compared(...names, beyond(mine, its), beyond(its, mine), state.compared))];
}

function ofMoved(context: Context, state: State, place: LonLat): HTMLElement[] {
  const { words, numbers } = context;
  const ladder = context.ladderOf(state);
  const away = numbers.kilometres(course(ladder.place, place).distance_m);
  const height = numbers.height(state.height_agl_m);
  return [
    el("h3", {}, words.moved_head(ladder.system.name, away, ladder.site.name, height)),
    note(words.moved_says),
    el("p", {}, el("code", {}, command(state, place))),
  ];
}

/** The call of the program that answers for a place of one's own. */
function command(state: State, [lon_deg, lat_deg]: LonLat): string {
  const place = `${lat_deg.toFixed(4)},${lon_deg.toFixed(4)}`;
  return `skykeep coverage --system ${state.system} --site ${place} --heights ${state.height_agl_m}`;
}

/** Areas are told to two digits. */
function roundedTo2(value: number): number {
  if (value === 0.0) return 0.0;
  const scale = 10.0 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / scale) * scale;
}

function note(text: string): HTMLElement {
  return el("p", { class: "note" }, text);
}
