/** The ring against the ground: what is left of the printed rings of every system at every place, by height, drawn
 * from the rows of the payload above the table that has the same numbers. */

import type { App } from "../app/app";
import { swatch, tone } from "../app/legend";
import { el, svg } from "../dom";
import * as colours from "../map/colours";
import type { Colour } from "../map/scene";
import type { CoverageEntry, Share, SystemEntry, TableRow } from "../payload/header";
import type { Words } from "../words/en";
import type { FigureNumbers } from "./numbers_file";
import { saves } from "./saves";
import { toldBy } from "./told";

/** Sizes of the figure in its own units: systems side by side, and one below the other on a phone, where it is drawn
 * about as large as it is. */
interface Layout {
  width: number;
  left: number;
  columns: number;
  text: number;
  small: number;
}
const PHONE = "(max-width: 40rem)";
const GAP = 14;
/** Height of the bars of a place, and room above them for names and below them for heights. */
const BARS = 84;
const ABOVE = 22;
const BELOW = 18;
/** Widths of bars in slots. */
const SEEN_WIDE = 0.72;
const MET_WIDE = 0.34;

/** Put the figure above the table of rings; `source` says whose numbers it shows. */
export function offerRings(app: App, source: string, words: Words): void {
  const table = document.querySelector("table[data-rings]");
  if (!table?.parentElement || !source) return;
  const drawn = ringsDrawn(app, words);
  const legend = ringsLegend(words);
  const says = el("span", {}, words.rings_says);
  const saved = {
    title: words.rings_title,
    picture: () => drawn,
    told: () => toldBy(words.rings_title, [...legend.children, says]),
    numbers: () => ringsNumbers(app, words),
  };
  table.parentElement.before(
    el(
      "figure",
      { class: "rings-figure", "data-figure": "rings" },
      drawn,
      saves(saved, source, words),
      legend,
      el("figcaption", {}, says, ` ${words.rings_press}`),
    ),
  );
}

function ringsLegend(words: Words): HTMLElement {
  const line = (shape: string, look: Record<string, string | number>): SVGElement =>
    swatch(svg("path", { d: shape, fill: "none", stroke: colours.INK, "stroke-width": 1.2, ...look }));
  const entries: [SVGElement, string][] = [
    [tone(colours.SEEN, colours.SEEN_EDGE), words.rings_seen],
    [tone(colours.ENGAGEABLE, colours.ENGAGEABLE_EDGE), words.rings_met],
    [line("M16 1V13", { "stroke-width": 2 }), words.rings_limits],
    [line("M0 7H32", { "stroke-dasharray": "4 3" }), words.rings_printed],
  ];
  return el("ul", { class: "legend" }, ...entries.map(([sample, said]) => el("li", {}, sample, said)));
}

function ringsDrawn({ context }: App, words: Words): SVGSVGElement {
  const { sites, coverage } = context.header;
  const systems = ofTables(context);
  const { width, left, columns, text: size, small } = layoutOf(systems.length);
  const wide = (width - left - GAP * (columns - 1)) / columns;
  const bands = systems.length / columns;
  const text = (told: string, x: number, y: number, look: Look): SVGElement => textOf(told, x, y, { "font-size": size, ...look });
  const said: string[] = [];
  const marks: string[] = [];
  let length = words.rings_title.length + 2;
  const parts = sites.flatMap((site, row) => {
    const panels = systems.flatMap((system, place) => {
      const top = (row * bands + Math.floor(place / columns)) * (ABOVE + BARS + BELOW);
      const entry = coverage.find((each) => each.system === system.id && each.site === site.id);
      if (!entry) return [];
      const x = left + (place % columns) * (wide + GAP);
      const slot = wide / entry.rows.length;
      entry.rows.forEach((each, at) => {
        const words_of = markWords(context, words, entry, each);
        const box = [x + at * slot, top + ABOVE, slot, BARS + BELOW].map(Math.round);
        marks.push([system.id, site.id, each.height_agl_m, ...box, length, length + words_of.length].join(" "));
        said.push(words_of);
        length += words_of.length + 2;
      });
      const heights = entry.rows.map(({ height_agl_m }, at) =>
        text(context.numbers.height(height_agl_m), x + (at + 0.5) * slot, top + ABOVE + BARS + 10, { "text-anchor": "middle", "font-size": small }),
      );
      const ends = ([1.0, 0.0] as const).map((share) =>
        text(context.numbers.percent(share), left - 3, top + ABOVE + (1.0 - share) * BARS + 3, { "text-anchor": "end", "font-size": small }),
      );
      return [
        text(words.pair(system.short, site.name), x, top + 9, { "font-weight": 700 }),
        ...panel(entry.rows, x, top + ABOVE, wide),
        ...heights,
        ...(place % columns === 0 ? ends : []),
      ];
    });
    return panels;
  });
  const high = sites.length * bands * (ABOVE + BARS + BELOW);
  const label = `${words.rings_title}: ${said.join("; ")}`;
  const look = { viewBox: `0 0 ${width} ${high}`, role: "img", "font-family": "sans-serif", direction: "ltr" };
  return svg("svg", { ...look, "aria-label": label, "data-marks": marks.join(";") }, ...parts) as SVGSVGElement;
}

/** Bars from the ground up to the ring, which is the dashed line, with what public figures allow. */
function panel(rows: TableRow[], x: number, top: number, wide: number): SVGElement[] {
  const slot = wide / rows.length;
  const bars = rows.flatMap(({ seen_share, engageable_share }, at) => {
    const middle = x + (at + 0.5) * slot;
    return [
      ...bar(seen_share, middle, SEEN_WIDE * slot, top, colours.SEEN, colours.SEEN_EDGE, 0.25 * (SEEN_WIDE + MET_WIDE) * slot),
      ...bar(engageable_share, middle, MET_WIDE * slot, top, colours.ENGAGEABLE, colours.ENGAGEABLE_EDGE, 0.0),
    ];
  });
  const line = (y: number, dashes: string): SVGElement =>
    svg("path", { d: `M${x} ${y}h${wide}`, stroke: colours.INK, "stroke-width": 0.7, "stroke-dasharray": dashes, fill: "none" });
  return [line(top, "4 3"), ...bars, line(top + BARS, "")];
}

function bar(share: Share, middle: number, wide: number, top: number, fill: Colour, edge: Colour, aside: number): SVGElement[] {
  const at = (value: number): number => top + (1.0 - value) * BARS;
  const box = { x: middle - 0.5 * wide, y: at(share.best), width: wide, height: BARS * share.best };
  return [
    svg("rect", { ...box, fill: colours.css(fill), stroke: colours.css(edge), "stroke-width": 0.6 }),
    svg("path", { d: `M${middle - aside} ${at(share.low)}V${at(share.high)}`, stroke: colours.css(edge), "stroke-width": 1.2 }),
  ];
}

type Look = Record<string, string | number>;

function textOf(words: string, x: number, y: number, look: Look): SVGElement {
  const made = svg("text", { fill: colours.INK, x, y, ...look });
  made.textContent = words;
  return made;
}

function layoutOf(systems: number): Layout {
  return matchMedia(PHONE).matches
    ? { width: 340, left: 40, columns: 1, text: 12, small: 11 }
    : { width: 700, left: 34, columns: systems, text: 10, small: 9 };
}

function markWords({ header, numbers }: App["context"], words: Words, { system, site }: CoverageEntry, row: TableRow): string {
  const short = header.systems.find(({ id }) => id === system)?.short ?? system;
  const place = header.sites.find(({ id }) => id === site)?.name ?? site;
  const share = (each: Share): string => numbers.shareWithLimits(each, words.to);
  return words.ring_mark(short, place, numbers.height(row.height_agl_m), share(row.seen_share), share(row.engageable_share));
}

/** The systems of the table; those of options alone are on the map alone. */
function ofTables({ header }: App["context"]): SystemEntry[] {
  return header.systems.filter(({ id }) => header.case.table_systems.includes(id));
}

function ringsNumbers({ context }: App, words: Words): FigureNumbers {
  const ends = ["best", "low", "high"] as const;
  return {
    title: words.rings_title,
    columns: ["system", "site", "height_agl_m", ...["seen", "engageable"].flatMap((what) => ends.map((end) => `${what}_share_${end}`))],
    rows: context.header.coverage.filter(({ system }) => context.header.case.table_systems.includes(system)).flatMap(({ system, site, rows }) =>
      rows.map(({ height_agl_m, seen_share, engageable_share }) => [
        ...[system, site, height_agl_m],
        ...[seen_share, engageable_share].flatMap((share) => ends.map((end) => share[end])),
      ]),
    ),
  };
}
