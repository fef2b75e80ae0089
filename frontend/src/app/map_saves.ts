/** Buttons that save the live map as it stands, and its ranges by bearing. */

import { DEGREES } from "../coverage/ladder";
import type { Cell, FigureNumbers } from "../figures/numbers_file";
import { saves } from "../figures/saves";
import type { LiveMap } from "../map/live_map";
import type { Context } from "./context";
import type { State } from "./state";

export function mapSaves(context: Context, map: LiveMap, state: () => State): HTMLElement {
  const { words, header, steps } = context;
  const { ground } = header;
  const source = words.sources(header.version, ground.name, ground.licence, steps.here, steps.tables, header.attribution, header.case.places);
  const saved = {
    title: words.save_map,
    picture: () => map.picture(),
    numbers: () => rangesOf(context, state()),
  };
  return saves(saved, source, words);
}

/** Return the ranges of the chosen system at the chosen place and height, by whole degree of bearing. */
function rangesOf(context: Context, state: State): FigureNumbers {
  const { words, numbers } = context;
  const ladder = context.ladderOf(state);
  const height_agl_m = state.height_agl_m;
  const threat = words.threat(ladder.threat(height_agl_m).id);
  const title = words.head(ladder.system.name, ladder.site.name, threat, numbers.height(height_agl_m));
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
