/** What a map shows, whoever paints it: pictures, areas and lines in the order of their layers, then text and
 * symbols. */

import type { LonLat } from "../earth/geodesic";

export type Colour = [number, number, number, number];

/** West, south, east, north, degrees; the picture's rows are even in Mercator. */
export type Bounds = [number, number, number, number];

export interface Picture {
  kind: "picture";
  id: string;
  image: HTMLCanvasElement;
  bounds: Bounds;
}

export interface Area {
  kind: "area";
  id: string;
  /** Each an outer ring and its holes. */
  polygons: LonLat[][][];
  fill: Colour;
}

export interface Line {
  kind: "line";
  id: string;
  paths: LonLat[][];
  colour: Colour;
  width_px: number;
}

export type Drawn = Picture | Area | Line;

export interface Label {
  text: string;
  /** Where it is; null for text that lies at its offset from the corner of the map. */
  place: LonLat | null;
  /** Where the text lies from its place, and how far, in pixels. */
  side: "right" | "left" | "middle";
  offset_px: [number, number];
  size_px: number;
  weight: number;
  colour: string;
  /** A dot of this radius marks the place; 0 for none. */
  dot_px: number;
  /** Shown from this zoom on. */
  zoom_least?: number;
  /** Room between letters, for names of countries. */
  spacing_px?: number;
  /** Labels of lower rank give way to those of higher. */
  rank: number;
}

export interface Mark {
  symbol: string;
  place: LonLat;
  size_px: number;
}

export interface Scene {
  drawn: Drawn[];
  labels: Label[];
  marks: Mark[];
}
