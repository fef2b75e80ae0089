/** A map as SVG, to be saved: areas and lines as shapes, relief and names as pictures. */

import { svg } from "../dom";
import type { LonLat } from "../earth/geodesic";
import { css } from "./colours";
import { toScreen, type View } from "./mercator";
import type { Drawn, Scene } from "./scene";

/** Return what a view shows of a scene; `names` is the canvas that lies over it. */
export function sceneSvg(scene: Scene, view: View, names: HTMLCanvasElement): SVGSVGElement {
  const { width_px, height_px } = view;
  const whole = { x: 0, y: 0, width: width_px, height: height_px };
  const cut = svg("clipPath", { id: "map-cut" }, svg("rect", whole));
  const inside = svg("g", { "clip-path": "url(#map-cut)" }, ...scene.drawn.map((drawn) => shapeOf(drawn, view)));
  const over = svg("image", { ...whole, href: names.toDataURL() });
  const viewBox = `0 0 ${width_px} ${height_px}`;
  return svg("svg", { viewBox }, svg("defs", {}, cut), inside, over) as SVGSVGElement;
}

function shapeOf(drawn: Drawn, view: View): SVGElement {
  if (drawn.kind === "picture") {
    const [west, south, east, north] = drawn.bounds;
    const [left, top] = toScreen(view, [west, north]);
    const [right, bottom] = toScreen(view, [east, south]);
    const place = { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) };
    return svg("image", { ...place, preserveAspectRatio: "none", href: drawn.image.toDataURL() });
  }
  if (drawn.kind === "area") {
    const path = drawn.polygons.flat().map((ring) => `${lineOf(ring, view)}z`).join("");
    return svg("path", { d: path, fill: css(drawn.fill), "fill-rule": "evenodd" });
  }
  const path = drawn.paths.map((line) => lineOf(line, view)).join("");
  const look = { fill: "none", stroke: css(drawn.colour), "stroke-width": drawn.width_px, "stroke-linejoin": "round" };
  return svg("path", { d: path, ...look });
}

function lineOf(points: LonLat[], view: View): string {
  return points.map((place, at) => `${at ? "L" : "M"}${toScreen(view, place).map(round).join(" ")}`).join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;
