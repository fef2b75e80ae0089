/** Buttons that save the live map as it stands, and its ranges by bearing: of both systems where two are compared. */

import { DEGREES, type Ladder, type Quantity, type Spread } from "../coverage/ladder";
import type { Cell, FigureNumbers } from "../figures/numbers_file";
import { saves } from "../figures/saves";
import { toldBy } from "../figures/told";
import type { LiveMap } from "../map/live_map";
import type { Context } from "./context";
import { besideOf, headOf } from "./readout";
import type { State } from "./state";

const COLUMNS = ["seen_range_m", "seen_low_m", "seen_high_m", "first_met_range_m", "met_low_m", "met_high_m"];

/** `told` are the elements of the page that say what the map shows, its heading first. */
export function mapSaves(context: Context, map: LiveMap, state: () => State, told: () => Element[]): HTMLElement {
  const { words } = context;
  const saved = {
    title: words.save_map,
    picture: () => map.picture(),
    told: () => {
      const [heading, ...others] = told();
      return toldBy(heading?.textContent ?? words.save_map, others);
    },
    numbers: () => rangesOf(context, state()),
  };
  return saves(saved, sourceOf(context), words);
}

/** Return whose figures and ground the map and the profiles show. */
export function sourceOf({ words, header, steps }: Context): string {
  const { version, ground, attribution } = header;
  return words.sources(version, ground.name, ground.licence, steps.here, steps.tables, attribution, header.case.places);
}

/** Return the ranges at the chosen place and height, by whole degree of bearing, of each system that is shown; of two
 * also by how much the first one's is farther. */
function rangesOf(context: Context, state: State): FigureNumbers {
  const { words } = context;
  const { height_agl_m, compared } = state;
  const beside = besideOf(context, state);
  const ladders = [context.ladderOf(state), ...(beside ? [beside] : [])];
  const differs = (bearing: number): Cell[] => {
    const [first, other] = ladders.map((ladder) => rangeAt(ladder, compared, height_agl_m, bearing).best_m);
    return beside ? [Math.round(first - other)] : [];
  };
  const rows = Array.from({ length: DEGREES }, (_, bearing): Cell[] => [
    bearing,
    ...ladders.flatMap((ladder) => rangeCells(ladder, height_agl_m, bearing)),
    ...differs(bearing),
  ]);
  const ids = ladders.map(({ system }) => system.id.replace(/-/g, "_"));
  const named = ids.flatMap((id) => COLUMNS.map((column) => (beside ? `${id}_${column}` : column)));
  const quantity = compared === "met" ? "first_met" : "seen";
  const columns = ["bearing_deg", ...named, ...(beside ? [`${quantity}_${ids.join("_minus_")}_m`] : [])];
  return { title: words.save_ranges(headOf(context, state)), columns, rows };
}

function rangeAt(ladder: Ladder, quantity: Quantity, height_agl_m: number, bearing: number): Spread {
  return ladder.rangeAt(quantity, height_agl_m, (bearing * Math.PI) / 180.0);
}

function rangeCells(ladder: Ladder, height_agl_m: number, bearing: number): Cell[] {
  return (["seen", "met"] as const).flatMap((quantity): Cell[] => {
    const { best_m, limits_m } = rangeAt(ladder, quantity, height_agl_m, bearing);
    return [Math.round(best_m), ...(limits_m ? limits_m.map(Math.round) : [null, null])];
  });
}
