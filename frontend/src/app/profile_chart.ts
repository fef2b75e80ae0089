/** The ground between battery and point, the line of sight, and what hides the point; with keys, and saved as it stands. */

import type { Probe } from "../coverage/probe";
import { el, svg } from "../dom";
import type { FigureNumbers } from "../figures/numbers_file";
import { css, ENGAGEABLE_EDGE, INK, SEEN_EDGE } from "../map/colours";
import type { Context } from "./context";
import { swatch } from "./legend";

const GROUND = "#b9b2a3";
const GRID = "#e3e5e7";
const HIGH = 230;
const LEAST_WIDE = 240;
const EDGES = { left: 58, right: 14, top: 10, bottom: 38 };
const HEAD_ROOM = 1.1;
const SIZE = 12;
/** Room for a number on each axis. */
const TICK_X = 70;
const TICK_Y = 40;
const LINE = 2;
const DASHES = "6 4";
const DOT = 5;
/** Words at a dot keep so far from the sides, letters being about so wide. */
const LETTER = 0.5;

/** Return the chart, so many pixels wide. */
export function profileDrawn(context: Context, probe: Probe, height_agl_m: number, width_px: number): SVGSVGElement {
  const { words, numbers } = context;
  const wide = Math.max(Math.round(width_px), LEAST_WIDE);
  const target_msl_m = probe.ground_msl_m + height_agl_m;
  const far_m = probe.range_m[probe.range_m.length - 1];
  const floor = Math.min(0.0, ...probe.profile_msl_m);
  const top = HEAD_ROOM * Math.max(target_msl_m, ...probe.profile_msl_m, ...probe.ray_msl_m);
  const [right, low] = [wide - EDGES.right, HIGH - EDGES.bottom];
  const x = (range_m: number): number => EDGES.left + (range_m / far_m) * (right - EDGES.left);
  const y = (alt_msl_m: number): number => low - ((alt_msl_m - floor) / (top - floor)) * (low - EDGES.top);
  const path = (alts: ArrayLike<number>): string => {
    const points = Array.from(probe.range_m, (range, at) => `L${x(range).toFixed(1)} ${y(alts[at]).toFixed(1)}`);
    return `M${EDGES.left} ${y(alts[0]).toFixed(1)}${points.join("")}`;
  };
  const dot = (range_m: number, alt: number): SVGElement => svg("circle", { cx: x(range_m), cy: y(alt), r: DOT, fill: INK });
  const ticks = (most: number, room: number, least = 0.0): number[] => {
    const step = roundStep((most - least) / Math.max(Math.floor(room), 1));
    const first = Math.ceil(least / step);
    return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, at) => (first + at) * step);
  };
  const grid = { stroke: GRID, "stroke-width": 1, fill: "none" };
  const parts = [
    ...ticks(far_m / 1000.0, (right - EDGES.left) / TICK_X).flatMap((km) => [
      svg("path", { d: `M${x(1000.0 * km)} ${EDGES.top}V${low}`, ...grid }),
      text(numbers.plain(km), x(1000.0 * km), low + 15),
    ]),
    ...ticks(top, (low - EDGES.top) / TICK_Y, floor).flatMap((alt) => [
      svg("path", { d: `M${EDGES.left} ${y(alt)}H${right}`, ...grid }),
      text(numbers.plain(alt), EDGES.left - 5, y(alt) + 4, { "text-anchor": "end" }),
    ]),
    svg("path", { d: `${path(probe.profile_msl_m)}V${low}H${EDGES.left}Z`, fill: GROUND, stroke: INK }),
    svg("path", { d: path(probe.ray_msl_m), ...lineLook(probe) }),
    dot(0.0, probe.ray_msl_m[0]),
    dot(far_m, target_msl_m),
    ...(probe.hiding ? hider(context, probe.hiding, dot, x, y, right) : []),
    text(words.chart_distance, 0.5 * (EDGES.left + right), HIGH - 5),
    text(words.chart_height, 0, 0, { transform: `translate(13 ${0.5 * (EDGES.top + low)}) rotate(-90)` }),
  ];
  const look = { viewBox: `0 0 ${wide} ${HIGH}`, "font-family": "sans-serif", direction: "ltr", "aria-hidden": "true" };
  return svg("svg", look, ...parts) as SVGSVGElement;
}

function hider(
  { words }: Context,
  hiding: NonNullable<Probe["hiding"]>,
  dot: (range_m: number, alt: number) => SVGElement,
  x: (range_m: number) => number,
  y: (alt: number) => number,
  right: number,
): SVGElement[] {
  const said = { earth: words.earth_hides_it, hill: words.hides_it, both: words.both_hide_it }[hiding.by];
  const half = 0.5 * LETTER * SIZE * said.length;
  const middle = Math.min(Math.max(x(hiding.range_m), EDGES.left + half), right - half);
  const over = Math.max(y(hiding.ground_msl_m) - 10, EDGES.top + SIZE);
  const halo = { stroke: "#fff", "stroke-width": 3, "paint-order": "stroke", "font-weight": 600 };
  return [dot(hiding.range_m, hiding.ground_msl_m), text(said, middle, over, halo)];
}

function lineLook({ hiding }: Probe): Record<string, string | number> {
  const colour = css(hiding ? ENGAGEABLE_EDGE : SEEN_EDGE);
  return { fill: "none", stroke: colour, "stroke-width": LINE, "stroke-dasharray": hiding ? DASHES : "none" };
}

function text(words: string, x: number, y: number, look: Record<string, string | number> = {}): SVGElement {
  const made = svg("text", { x, y, "font-size": SIZE, fill: INK, "text-anchor": "middle", ...look });
  made.textContent = words;
  return made;
}

/** Return the least of 1, 2 and 5 times a power of ten that is no less. */
function roundStep(least: number): number {
  const power = 10.0 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((each) => each * power >= least) ?? 10) * power;
}

/** Return what the tone, the line and the dots of the chart mean. */
export function profileKeys({ words }: Context, probe: Probe): HTMLElement {
  const entries: [SVGElement, string][] = [
    [swatch(svg("rect", { x: 1, y: 1, width: 30, height: 12, fill: GROUND, stroke: INK })), words.chart_ground],
    [
      swatch(svg("path", { d: "M0 7H32", ...lineLook(probe) })),
      probe.hiding ? words.chart_blocked : words.chart_clear,
    ],
    [swatch(svg("circle", { cx: 16, cy: 7, r: DOT, fill: INK })), words.chart_ends(probe.hiding !== null)],
  ];
  return el("ul", { class: "legend" }, ...entries.map(([sample, said]) => el("li", {}, sample, said)));
}

/** Return ground and line of sight along the way. */
export function profileNumbers(title: string, { range_m, profile_msl_m, ray_msl_m }: Probe): FigureNumbers {
  return {
    title,
    columns: ["range_m", "ground_msl_m", "line_of_sight_msl_m"],
    rows: Array.from(range_m, (range, at) => [range, profile_msl_m[at], ray_msl_m[at]].map(Math.round)),
  };
}
