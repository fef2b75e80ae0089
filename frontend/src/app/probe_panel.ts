/** The answer about one point: line of sight and profile, then who sees and who can meet what flies in over it. */

import type { Ladder, Spread } from "../coverage/ladder";
import { LEAST_DISTANCE_M, probe, type Probe } from "../coverage/probe";
import { el } from "../dom";
import { saves } from "../figures/saves";
import { toldBy } from "../figures/told";
import type { LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import type { Named } from "../map/scene_of";
import type { Context } from "./context";
import { sourceOf } from "./map_saves";
import { profileDrawn, profileKeys, profileNumbers } from "./profile_chart";
import type { State } from "./state";

export interface ProbePanel {
  /** Show the answer for the state; return what the map marks. */
  show(state: State): (Named & { hill: Named | null }) | null;
}

export function probePanel(context: Context, holder: HTMLElement): ProbePanel {
  const { words } = context;
  const hint = (text: string): null => {
    holder.replaceChildren(el("h3", {}, words.ask), el("p", { class: "note" }, text));
    return null;
  };
  return {
    show: (state) => {
      if (!state.probe) return hint(words.ask_hint);
      const ladder = context.ladderOf(state);
      const from = state.moved ?? ladder.place;
      if (course(from, state.probe).distance_m < LEAST_DISTANCE_M) return hint(words.too_near);
      const { antenna_agl_m } = ladder.entry;
      const { k } = ladder.site;
      const found = probe(context.ground, from, antenna_agl_m, k, state.probe, state.height_agl_m);
      const sentences = found
        ? [inSight(context, found), words.sight_ground(ladder.system.short, context.steps.here, context.steps.tables)]
        : [words.in_sight_unknown];
      const chart = el("div", { class: "live-profile" });
      holder.replaceChildren(
        el("h3", {}, heading(context, ladder, from, state.probe)),
        chart,
        el("p", { class: "says" }, sentences[0]),
        ...sentences.slice(1).map((text) => el("p", { class: "note" }, text)),
        ...(state.moved ? [] : [systemsTable(context, state, state.probe)]),
      );
      if (found) chart.append(...profile(context, state, found, chart.clientWidth));
      return { place: state.probe, words: words.the_point, hill: found ? hillOf(context, found) : null };
    },
  };
}

/** Return the profile with its keys, and what saves it; its place stands in the page already, and has its width. */
function profile(context: Context, state: State, found: Probe, width_px: number): Element[] {
  const { words, numbers } = context;
  const ladder = context.ladderOf(state);
  const drawn = profileDrawn(context, found, state.height_agl_m, width_px);
  const keys = profileKeys(context, found);
  const said = inSight(context, found);
  const head = heading(context, ladder, state.moved ?? ladder.place, found.place);
  const title = words.save_chart(`${ladder.system.name}, ${head}`, numbers.height(state.height_agl_m));
  const of = el("p", {}, `${said} ${words.sight_ground(ladder.system.short, context.steps.here, context.steps.tables)}`);
  const saved = {
    title: words.chart,
    picture: () => drawn,
    told: () => toldBy(title, [of, ...keys.children]),
    numbers: () => profileNumbers(`${title}. ${said.replace(/\.$/, "")}`, found),
  };
  const figure = el("div", { role: "img", "aria-label": `${words.chart}. ${said}` });
  figure.append(drawn);
  return [figure, keys, saves(saved, sourceOf(context), words)];
}

function heading(context: Context, ladder: Ladder, from: LonLat, place: LonLat): string {
  const { bearing_rad, distance_m } = course(from, place);
  const { numbers, words } = context;
  return words.point_head(
    numbers.place(place),
    numbers.kilometres(distance_m),
    numbers.bearing(bearing_rad),
    ladder.site.name,
  );
}

function inSight(context: Context, found: Probe): string {
  const { words, numbers } = context;
  if (found.lowest_agl_m === null) return words.in_sight_never;
  const lowest = numbers.height(found.lowest_agl_m);
  const { hiding } = found;
  if (!hiding) return words.in_sight_yes(lowest);
  const ground = numbers.metres(hiding.ground_msl_m);
  const [away, above] = [numbers.kilometres(hiding.range_m), numbers.metres(hiding.above_ray_m)];
  if (hiding.by === "earth") return words.in_sight_earth(ground, away, above, lowest);
  return words.in_sight_hill(ground, away, above, lowest, hiding.by === "both");
}

function hillOf(context: Context, found: Probe): Named | null {
  if (!found.hiding || found.hiding.by === "earth") return null;
  return {
    place: found.hiding.place,
    words: context.words.hill(context.numbers.metres(found.hiding.ground_msl_m)),
  };
}

/** Who sees what flies straight in over the point, and who can meet it there: a row for each system at the place. */
function systemsTable(context: Context, state: State, place: LonLat): HTMLElement {
  const { words, numbers, header } = context;
  const here = header.systems.filter(({ id }) => context.has(id, state.site));
  const ladders = here.map(({ id }) => context.ladder(id, state.site));
  const threat = words.threat(ladders[0].threat(state.height_agl_m).id);
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": words.ask },
    el(
      "table",
      {},
      el("caption", {}, el("span", {}, words.point_table(threat, numbers.height(state.height_agl_m)))),
      el(
        "thead",
        {},
        el("tr", {}, ...[words.column_system, words.column_seen, words.column_met].map((text) => el("th", { scope: "col" }, text))),
      ),
      el("tbody", {}, ...ladders.map((ladder) => systemRow(context, ladder, state.height_agl_m, place))),
    ),
  );
}

function systemRow(context: Context, ladder: Ladder, height_agl_m: number, place: LonLat): HTMLElement {
  const { words, numbers } = context;
  const { bearing_rad, distance_m } = course(ladder.place, place);
  const seen = ladder.rangeAt("seen", height_agl_m, bearing_rad);
  const met = ladder.rangeAt("met", height_agl_m, bearing_rad);
  const before = numbers.clock(seen.best_m / ladder.threat(height_agl_m).speed_mps);
  const seenWhy = words.seen_why(ladder.limitAt("seen", height_agl_m, bearing_rad));
  const metWhy = words.met_why(ladder.limitAt("met", height_agl_m, bearing_rad));
  const answer = (range: Spread, how: string): HTMLElement[] => {
    const word = range.best_m >= distance_m ? words.yes : words.no;
    const open = range.limits_m !== null && range.limits_m[0] < distance_m && range.limits_m[1] >= distance_m;
    return [el("strong", {}, open ? words.other_answer(word) : word), el("span", {}, `: ${how}`)];
  };
  const isSeen = seen.best_m >= distance_m;
  const isMet = met.best_m >= distance_m;
  const seenRange = ranged(context, seen);
  const metRange = ranged(context, met);
  const seenWords =
    seen.best_m <= 0.0
      ? words.never_seen(seenWhy)
      : isSeen
        ? words.from_out(seenRange, before)
        : words.only_from(seenRange, seenWhy);
  const metWords =
    met.best_m <= 0.0
      ? words.never_met(metWhy)
      : isMet
        ? words.met_out(metRange)
        : words.only_met(metRange, metWhy);
  return el(
    "tr",
    {},
    el("th", { scope: "row", class: "nb" }, ladder.system.short),
    el("td", { "data-label": words.column_seen }, ...answer(seen, seenWords)),
    el("td", { "data-label": words.column_met }, ...answer(met, metWords)),
  );
}

/** A range with what public figures allow, or called assumed between the heights of the tables. */
function ranged(context: Context, spread: Spread): string {
  const { words, numbers } = context;
  const best = numbers.kilometres(spread.best_m);
  if (!spread.limits_m) return words.range_assumed(best);
  const [low_m, high_m] = spread.limits_m;
  const low = numbers.plain(Math.floor(low_m / 1000.0));
  return words.range_limits(best, low, numbers.plain(Math.ceil(high_m / 1000.0)));
}
