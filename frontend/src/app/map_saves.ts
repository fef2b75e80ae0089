/** Buttons that save the live map as it stands, and its ranges by bearing. */

import { DEGREES } from "../coverage/ladder";
import { course } from "../earth/geodesic_inverse";
import type { Cell, FigureNumbers } from "../figures/numbers_file";
import { saves } from "../figures/saves";
import type { LiveMap } from "../map/live_map";
import type { Context } from "./context";
import type { State } from "./state";

export function mapSaves(context: Context, map: LiveMap, legend: Element, state: () => State): HTMLElement {
  const { words, header, steps } = context;
  const { ground } = header;
  const source = words.sources(header.version, ground.name, ground.licence, steps.here, steps.tables, header.attribution, header.case.places);
  const saved = {
    title: words.save_map,
    heading: () => headOf(context, state()),
    legend: () => legend,
    picture: () => map.picture(),
    numbers: () => rangesOf(context, state()),
  };
  return saves(saved, source, words);
}

/** Return what the map shows: whose reach against what, or what is in sight from another place. */
function headOf(context: Context, state: State): string {
  const { words, numbers } = context;
  const { system, site, place } = context.ladderOf(state);
  const height = numbers.height(state.height_agl_m);
  if (state.moved) {
    return words.moved_head(system.name, numbers.kilometres(course(place, state.moved).distance_m), site.name, height);
  }
  const threat = words.threat(context.ladderOf(state).threat(state.height_agl_m).id);
  return words.head(system.name, site.name, threat, height);
}

/** Return the ranges of the chosen system at the chosen place and height, by whole degree of bearing. */
function rangesOf(context: Context, state: State): FigureNumbers {
  const { words } = context;
  const ladder = context.ladderOf(state);
  const height_agl_m = state.height_agl_m;
  const title = headOf(context, { ...state, moved: null });
  const rows = Array.from({ length: DEGREES }, (_, bearing): Cell[] => {
    const cells: Cell[] = [bearing];
    for (const quantity of ["seen", "met"] as const) {
      const { best_m, limits_m } = ladder.rangeAt(quantity, height_agl_m, (bearing * Math.PI) / 180.0);
      cells.push(Math.round(best_m), limits_m ? Math.round(limits_m[0]) : null, limits_m ? Math.round(limits_m[1]) : null);
    }
    return cells;
  });
  const columns = ["bearing_deg", "seen_range_m", "seen_low_m", "seen_high_m", "first_met_range_m", "met_low_m", "met_high_m"];
  return { title: words.save_ranges(title), columns, rows };
}
