/** Countries, disputed lines and cities of the payload as places. */

import type { LonLat } from "../earth/geodesic";
import type { Payload } from "../payload/payload";

export interface Borders {
  /** Outer edges of all countries, longitude and latitude one after the other. */
  land: Float64Array[];
  own: LonLat[][];
  others: LonLat[][];
  disputed: LonLat[][];
}

export function bordersOf(payload: Payload): Borders {
  const { borders, case: asked } = payload.header;
  const east = payload.array("borders/east");
  const north = payload.array("borders/north");
  let at = 0;
  const take = (points: number): Float64Array => {
    const line = new Float64Array(2 * points);
    for (let point = 0; point < points; point++, at++) {
      line[2 * point] = borders.west_deg + east[at] * borders.step_deg;
      line[2 * point + 1] = borders.south_deg + north[at] * borders.step_deg;
    }
    return line;
  };
  const found: Borders = { land: [], own: [], others: [], disputed: [] };
  const limits = sidesOf(payload);
  for (const country of borders.countries) {
    for (const points of country.points) {
      const edge = take(points);
      found.land.push(edge);
      (country.code === asked.country_code ? found.own : found.others).push(...withoutSides(edge, limits));
    }
  }
  for (const points of borders.disputed) found.disputed.push(pairs(take(points)));
  return found;
}

/** West, east, south and north side of the box, degrees. */
function sidesOf(payload: Payload): [number, number, number, number] {
  const { ground, borders } = payload.header;
  const [, columns] = payload.header.arrays["ground"].shape;
  return [ground.west_deg, ground.west_deg + (columns - 1) * ground.lon_step_deg, borders.south_deg, ground.north_deg];
}

/** Return the parts of a closed edge that do not run along a side of the box, where it was only cut. */
function withoutSides(edge: Float64Array, sides: [number, number, number, number]): LonLat[][] {
  const [west, east, south, north] = sides;
  const near = 0.0021;
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
    const along = before && on(before).some((away, side) => away < near && here[side] < near);
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
