/** What tones and lines of the map mean; only those that are shown. */

import { dashes, tone } from "../app/legend";
import { el } from "../dom";
import * as colours from "../map/colours";
import type { PlannerWords } from "../words/en_planner";

export function planLegend(words: PlannerWords, shown: { sight: boolean; reach: boolean }): HTMLElement[] {
  const entries: [SVGElement, string][] = [];
  if (shown.sight) entries.push([tone(colours.IN_SIGHT), words.legend_sight]);
  if (shown.reach) {
    entries.push([tone(colours.SEEN, colours.SEEN_EDGE), words.legend_seen]);
    entries.push([tone(colours.ENGAGEABLE, colours.ENGAGEABLE_EDGE), words.legend_met]);
  }
  entries.push([dashes("9 4"), words.legend_detection], [dashes("4 3"), words.legend_engagement]);
  return entries.map(([swatch, text]) => el("li", {}, swatch, text));
}
