/** The estimates of a run with their doubts, as numbers and as bars that narrow. */

import { el, svg } from "../dom";
import type { Estimate, Interval } from "./answers";
import { isResolved } from "./raids_so_far";

export interface DoubtWords {
  mc_error: string;
  luck: string;
  ignorance: string;
  total: string;
  not_resolved: string;
  range: (low: string, high: string) => string;
  not_yet: string;
}

const WIDE = 200;
const TALL = 12;
const MEAN_PX = 3;

/** Return one estimate between the ends of what it can be; `write` gives its numbers. */
export function doubtRows(
  name: string,
  estimate: Estimate,
  [least, most]: Interval,
  write: (value: number) => string,
  words: DoubtWords,
): HTMLElement {
  const at = (value: number): number => (WIDE * (Math.min(Math.max(value, least), most) - least)) / (most - least || 1.0);
  const row = (kind: "mc_error" | "luck" | "ignorance" | "total", interval: Interval | null, none: string): HTMLElement => {
    const text = interval ? words.range(write(interval[0]), write(interval[1])) : none;
    return el(
      "div",
      { class: `plan-doubt ${kind}`, "data-doubt": kind },
      el("span", { class: "plan-doubt-name" }, words[kind]),
      bar(interval ? [at(interval[0]), at(interval[1])] : null, at(estimate.mean), kind),
      el("span", { class: "plan-doubt-range" }, text),
    );
  };
  const why = (note: string): string => `${words.not_yet}${note ? `: ${note}` : ""}`;
  return el(
    "div",
    { class: "plan-estimate" },
    el("p", { class: "plan-estimate-head" }, name, " ", el("strong", {}, write(estimate.mean))),
    row("mc_error", estimate.mc_error_90, words.not_yet),
    isResolved(estimate)
      ? row("ignorance", estimate.ignorance_90, why(estimate.ignorance_note))
      : row("ignorance", null, words.not_resolved),
    row("luck", estimate.luck_90, why(estimate.luck_note)),
    estimate.total_90 ? row("total", estimate.total_90, words.not_yet) : "",
  );
}

function bar(span: Interval | null, mean: number, kind: string): SVGElement {
  const parts = [svg("path", { class: "track", d: `M0 ${TALL / 2}H${WIDE}` })];
  if (span) {
    const wide = Math.max(span[1] - span[0], 1.0);
    parts.push(svg("rect", { class: kind, x: span[0].toFixed(1), y: 2, width: wide.toFixed(1), height: TALL - 4 }));
  }
  parts.push(svg("circle", { class: "mean", cx: mean.toFixed(1), cy: TALL / 2, r: MEAN_PX }));
  const view = `-${MEAN_PX} 0 ${WIDE + 2 * MEAN_PX} ${TALL}`;
  return svg("svg", { viewBox: view, class: "plan-bar", "aria-hidden": "true" }, ...parts);
}
