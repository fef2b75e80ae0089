/** Fills of marks that differ by more than their colour: a hatch over it, by letters that look like it. */

import { svg } from "../dom";

const SIDE = 5;
const STROKES: Record<string, string> = {
  "-": "M0 2.5H5",
  "|": "M2.5 0V5",
  "/": "M0 5L5 0",
  "\\": "M0 0L5 5",
  "+": "M0 2.5H5M2.5 0V5",
  x: "M0 5L5 0M0 0L5 5",
  ".": "M2 2.5H3",
  o: "M1.5 2.5a1 1 0 1 0 2 0a1 1 0 1 0 -2 0",
};

/** Return a pattern of a colour and a hatch. */
export function hatchOf(id: string, colour: string, hatch: string): SVGElement {
  return svg(
    "pattern",
    { id, width: SIDE, height: SIDE, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: SIDE, height: SIDE, fill: colour }),
    svg("path", { d: STROKES[hatch.charAt(0)] ?? "", stroke: "#1c1c1c", "stroke-width": 0.7, fill: "none" }),
  );
}
