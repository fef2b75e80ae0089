/** What tones and lines of the map mean; only those that are shown. */

import type { Ladder } from "../coverage/ladder";
import { el, svg } from "../dom";
import * as colours from "../map/colours";
import type { Colour } from "../map/scene";
import type { BrochureRing } from "../payload/header";
import type { Context } from "./context";
import { besideOf } from "./readout";
import type { State } from "./state";

export function legend(context: Context, state: State, hasSight: boolean): HTMLElement[] {
  const { words } = context;
  const ladder = context.ladderOf(state);
  const entries: [SVGElement, string][] = [];
  if (hasSight) entries.push([tone(colours.IN_SIGHT), words.legend_sight]);
  const other = besideOf(context, state);
  if (other) {
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
  entries.push(...ringKeys(context, ladder, colours.RING, other !== null));
  if (other) entries.push(...ringKeys(context, other, colours.OTHER_RING, true));
  if (state.probe) entries.push([swatch(stroke(colours.PROBE, 1.4)), words.legend_probe]);
  entries.push(
    [swatch(stroke(colours.OWN_BORDER, 2.0, 4), stroke(colours.BORDER, 0.9, 10)), words.legend_borders],
    [swatch(stroke(colours.BORDER, 2.6), stroke(colours.DISPUTED, 2.0, 7, "4 4")), words.legend_disputed],
  );
  return entries.map(([swatch, text]) => el("li", {}, swatch, text));
}

/** The rings of a system, and whose claims they are; of two systems each is named. */
function ringKeys({ words, numbers }: Context, { system }: Ladder, colour: Colour, named: boolean): [SVGElement, string][] {
  const { detection, engagement } = system.rings;
  const key = (pattern: string, ring: BrochureRing, said: (radius: string) => string): [SVGElement, string] => {
    const text = `${said(numbers.kilometres(ring.radius_m))} (${words.ring_source(ring.kind, ring.claimant)})`;
    return [dashes(pattern, colour), named ? words.whose_ring(system.short, text) : text];
  };
  const keys = [key("9 4", detection, words.detection_ring)];
  if (engagement.radius_m > 0.0) keys.push(key("4 3", engagement, words.engagement_ring));
  return keys;
}

function stroke(colour: Colour, width: number, y = 7, pattern = "none"): SVGElement {
  const look = { stroke: colours.css(colour), "stroke-width": width, "stroke-dasharray": pattern };
  return svg("path", { d: `M0 ${y}H32`, fill: "none", ...look });
}

export function swatch(...shapes: SVGElement[]): SVGElement {
  return svg("svg", { viewBox: "0 0 32 14", width: 32, height: 14, "aria-hidden": "true" }, ...shapes);
}

export function tone(fill: Colour, edge: Colour | null = null, dash = ""): SVGElement {
  const lines = edge ? { stroke: colours.css(edge), "stroke-width": 1.4, "stroke-dasharray": dash } : {};
  return swatch(svg("rect", { x: 1, y: 1, width: 30, height: 12, fill: colours.css(fill), ...lines }));
}

export function dashes(pattern: string, colour: Colour = colours.RING): SVGElement {
  return swatch(stroke(colour, 1.8, 7, pattern));
}

function thinLines(): SVGElement {
  const stroke = { stroke: colours.css(colours.EDGE_IN_DOUBT), "stroke-width": 0.9, fill: "none" };
  return swatch(svg("path", { d: "M0 4C10 1 22 8 32 3M0 8C11 11 21 4 32 8M0 11C8 8 24 14 32 12", ...stroke }));
}
