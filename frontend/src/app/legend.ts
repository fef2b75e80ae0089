/** What tones and lines of the map mean; only those that are shown. */

import { el, svg } from "../dom";
import * as colours from "../map/colours";
import type { Colour } from "../map/scene";
import type { Context } from "./context";
import type { State } from "./state";

export function legend(context: Context, state: State, hasSight: boolean): HTMLElement[] {
  const { words } = context;
  const ladder = context.ladderOf(state);
  const entries: [SVGElement, string][] = [];
  if (hasSight) entries.push([tone(colours.IN_SIGHT), words.legend_sight]);
  if (!state.moved && state.beside) {
    const other = context.ladder(state.beside, state.site);
    entries.push(
      [tone(colours.ONLY_FIRST, colours.COMPARED_EDGE), words.only(ladder.system.short)],
      [tone(colours.ONLY_OTHER, colours.COMPARED_EDGE, "3 2"), words.only(other.system.short)],
      [tone(colours.BOTH), words.both],
    );
  } else if (!state.moved) {
    entries.push(
      [tone(colours.SEEN, colours.SEEN_EDGE), words.legend_seen],
      [tone(colours.ENGAGEABLE, colours.ENGAGEABLE_EDGE), words.legend_met],
    );
    const edges = state.showEdges ? ladder.edges_m(state.height_agl_m).length : 0;
    if (edges) entries.push([thinLines(), words.legend_edges(context.numbers.plain(edges))]);
  }
  const { detection, engagement } = ladder.system.rings;
  const source = (kind: string, claimant: string): string => `(${words.ring_source(kind, claimant)})`;
  entries.push([
    dashes("9 4"),
    `${words.detection_ring(context.numbers.kilometres(detection.radius_m))} ${source(detection.kind, detection.claimant)}`,
  ]);
  if (engagement.radius_m > 0.0) {
    entries.push([
      dashes("4 3"),
      `${words.engagement_ring(context.numbers.kilometres(engagement.radius_m))} ${source(engagement.kind, engagement.claimant)}`,
    ]);
  }
  return entries.map(([swatch, text]) => el("li", {}, swatch, text));
}

function swatch(...shapes: SVGElement[]): SVGElement {
  return svg("svg", { viewBox: "0 0 32 14", width: 32, height: 14, "aria-hidden": "true" }, ...shapes);
}

export function tone(fill: Colour, edge: Colour | null = null, dash = ""): SVGElement {
  const lines = edge ? { stroke: colours.css(edge), "stroke-width": 1.4, "stroke-dasharray": dash } : {};
  return swatch(svg("rect", { x: 1, y: 1, width: 30, height: 12, fill: colours.css(fill), ...lines }));
}

export function dashes(pattern: string): SVGElement {
  const stroke = { stroke: colours.css(colours.RING), "stroke-width": 1.8, "stroke-dasharray": pattern };
  return swatch(svg("path", { d: "M0 7H32", fill: "none", ...stroke }));
}

function thinLines(): SVGElement {
  const stroke = { stroke: colours.css(colours.EDGE_IN_DOUBT), "stroke-width": 0.9, fill: "none" };
  return swatch(svg("path", { d: "M0 4C10 1 22 8 32 3M0 8C11 11 21 4 32 8M0 11C8 8 24 14 32 12", ...stroke }));
}
