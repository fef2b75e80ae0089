/** Countries, disputed lines and cities of the payload as places. */

import type { LonLat } from "../earth/geodesic";
import type { Land } from "./country_names";
import type { BordersEntry, ContainerHeader } from "../payload/header";
import type { Payload } from "../payload/payload";

/** Points lie on steps of 0.002 degrees; nearer than one to a side is on it. */
const ON_SIDE_DEG = 0.0021;

export interface Borders {
  lands: Land[];
  own: LonLat[][];
  others: LonLat[][];
  disputed: LonLat[][];
}

/** What the header of a payload says of borders, and which country's are its own. */
export type BordersHeader = ContainerHeader & { borders: BordersEntry; case: { country_code: string } };

export function bordersOf(payload: Payload<BordersHeader>): Borders {
  const { borders, case: asked } = payload.header;
  const east = payload.array("borders/east");
  const north = payload.array("borders/north");
  const [south, west, box_north, box_east] = borders.box_deg;
  let at = 0;
  const take = (points: number): Float64Array => {
    const line = new Float64Array(2 * points);
    for (let point = 0; point < points; point++, at++) {
      line[2 * point] = west + east[at] * borders.step_deg;
      line[2 * point + 1] = south + north[at] * borders.step_deg;
    }
    return line;
  };
  const found: Borders = { lands: [], own: [], others: [], disputed: [] };
  const sides: Sides = [west, box_east, south, box_north];
  for (const country of borders.countries) {
    const edges: Float64Array[] = [];
    for (const points of country.points) {
      const edge = take(points);
      edges.push(edge);
      (country.code === asked.country_code ? found.own : found.others).push(...withoutSides(edge, sides));
    }
    found.lands.push({ country, edges });
  }
  for (const points of borders.disputed) found.disputed.push(pairs(take(points)));
  return found;
}

/** West, east, south and north side of the box, degrees. */
type Sides = [number, number, number, number];

/** Return the parts of a closed edge that do not run along a side of the box, where it was only cut. */
function withoutSides(edge: Float64Array, sides: Sides): LonLat[][] {
  const [west, east, south, north] = sides;
  const on = (place: LonLat): number[] => [
    Math.abs(place[0] - west),
    Math.abs(place[0] - east),
    Math.abs(place[1] - south),
    Math.abs(place[1] - north),
  ];
  const parts: LonLat[][] = [];
  let part: LonLat[] = [];
  for (const place of pairs(edge)) {
    const before = part[part.length - 1];
    const here = on(place);
    const along = before && on(before).some((away, side) => away < ON_SIDE_DEG && here[side] < ON_SIDE_DEG);
    if (along) {
      if (part.length > 1) parts.push(part);
      part = [];
    }
    part.push(place);
  }
  if (part.length > 1) parts.push(part);
  return parts;
}

function pairs(flat: Float64Array): LonLat[] {
  return Array.from({ length: flat.length / 2 }, (_, at): LonLat => [flat[2 * at], flat[2 * at + 1]]);
}
