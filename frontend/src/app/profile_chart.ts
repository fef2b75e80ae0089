/** The ground between battery and point, the line of sight, and the hill that hides. */

import uPlot from "uplot";
import type { Probe } from "../coverage/probe";
import { el } from "../dom";
import { css, ENGAGEABLE_EDGE, SEEN_EDGE } from "../map/colours";
import type { Context } from "./context";

const GROUND = "#b9b2a3";
const INK = "#1c1c1c";
const HEIGHT_PX = 210;
const HEAD_ROOM = 1.1;
const FONT = "12px system-ui, sans-serif";

export class ProfileChart {
  readonly element = el("div", { class: "live-profile", role: "img" });
  private drawn: uPlot | null = null;

  /** Draw the chart in place of what is there; the element stands in the page already, and has its width. */
  draw(context: Context, probe: Probe, height_agl_m: number): void {
    this.clear();
    this.drawn = drawProfile(context, probe, height_agl_m, this.element);
  }

  /** Take away what is drawn, and let go of the window to which it listens. */
  clear(): void {
    this.drawn?.destroy();
    this.drawn = null;
  }
}

function drawProfile(context: Context, probe: Probe, height_agl_m: number, holder: HTMLElement): uPlot {
  const { words, numbers } = context;
  const kilometres = [0.0, ...Array.from(probe.range_m, (range) => range / 1000.0)];
  const ground = [probe.profile_msl_m[0], ...probe.profile_msl_m];
  const ray = [probe.ray_msl_m[0], ...probe.ray_msl_m];
  const target_msl_m = probe.ground_msl_m + height_agl_m;
  const top = HEAD_ROOM * Math.max(target_msl_m, ...ground, ...ray);
  const floor = Math.min(0.0, ...ground);
  const hidden = probe.hiding !== null;
  const tick = (_: uPlot, values: number[]): string[] => values.map((value) => numbers.plain(value));
  const axis = { font: FONT, labelFont: FONT, stroke: INK, values: tick, grid: { stroke: "#e3e5e7" } };
  return new uPlot(
    {
      width: Math.max(holder.clientWidth, 240),
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: [floor, top] } },
      axes: [
        { ...axis, label: words.chart_distance },
        { ...axis, label: words.chart_height, size: 58 },
      ],
      series: [
        {},
        { label: words.chart_ground, stroke: INK, fill: GROUND, width: 1, points: { show: false } },
        {
          label: words.chart_line,
          stroke: css(hidden ? ENGAGEABLE_EDGE : SEEN_EDGE),
          width: 2,
          ...(hidden ? { dash: [6, 4] } : {}),
          points: { show: false },
        },
      ],
      hooks: { draw: [(plot) => marks(plot, probe, target_msl_m, words)] },
    },
    [kilometres, ground, ray],
    holder,
  );
}

function marks(plot: uPlot, probe: Probe, target_msl_m: number, words: Context["words"]): void {
  const at = (range_m: number, alt_msl_m: number): [number, number] => [
    plot.valToPos(range_m / 1000.0, "x", true),
    plot.valToPos(alt_msl_m, "y", true),
  ];
  const dot = ([x, y]: [number, number]): void => {
    plot.ctx.beginPath();
    plot.ctx.arc(x, y, 5.0 * devicePixelRatio, 0.0, 2.0 * Math.PI);
    plot.ctx.fillStyle = INK;
    plot.ctx.fill();
  };
  const last = probe.range_m[probe.range_m.length - 1];
  dot(at(0.0, probe.ray_msl_m[0]));
  dot(at(last, target_msl_m));
  if (!probe.hiding) return;
  const [x, y] = at(probe.hiding.range_m, probe.hiding.ground_msl_m);
  dot([x, y]);
  plot.ctx.fillStyle = INK;
  plot.ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  plot.ctx.textAlign = "center";
  plot.ctx.fillText(words.hides_it, x, y - 10.0 * devicePixelRatio);
}
