/** Ground along geodesics round a place: src/skykeep/terrain/profiles.py on the ground of the page. */

import { destination, type LonLat } from "./geodesic";
import { NO_HEIGHT_M, type Ground } from "./ground";

export interface Rays {
  bearing_rad: Float64Array;
  /** Even, the first one step out. */
  range_m: Float64Array;
  /** [ray, range], NaN where there is no ground. */
  ground_alt_msl_m: Float32Array;
}

/** Chebyshev nodes of a ray. */
const NODES = 8;
/** Points between two evaluations of the polynomials; places between are linear. */
const BLOCK = 8;
const EDGE = 1e-6;

/** Return bearings from north: every whole degree, split evenly so that the ends of rays are a post apart. */
export function evenBearings(ground: Ground, reach_m: number): Float64Array {
  const per_degree = Math.max(1, Math.ceil((2.0 * Math.PI * reach_m) / ground.step_m / 360.0));
  const count = 360 * per_degree;
  return Float64Array.from({ length: count }, (_, ray) => (ray * 2.0 * Math.PI) / count);
}

/** Return the ground under rays from a place, half a post between samples. */
export function sampleRays(ground: Ground, place: LonLat, bearing_rad: Float64Array, reach_m: number): Rays {
  const step_m = ground.step_m / 2.0;
  const points = Math.max(2, Math.ceil(reach_m / step_m));
  const range_m = Float64Array.from({ length: points }, (_, at) => (at + 1) * step_m);
  const end_m = range_m[points - 1];
  const position = range_m.map((range) => (2.0 * range) / end_m - 1.0);
  const ground_alt_msl_m = new Float32Array(bearing_rad.length * points);
  bearing_rad.forEach((bearing, ray) => {
    const [row, column] = polynomials(ground, place, bearing, end_m);
    fillRay(ground, row, column, position, ground_alt_msl_m.subarray(ray * points, (ray + 1) * points));
  });
  return { bearing_rad, range_m, ground_alt_msl_m };
}

/** Return row and column of the posts along a ray as polynomials of 2 range / end - 1, lowest order first. */
function polynomials(
  ground: Ground,
  place: LonLat,
  bearing_rad: number,
  end_m: number,
): [Float64Array, Float64Array] {
  const rows = new Float64Array(NODES);
  const columns = new Float64Array(NODES);
  for (let node = 0; node < NODES; node++) {
    const [lon_deg, lat_deg] = destination(place, bearing_rad, ((NODE_AT[node] + 1.0) / 2.0) * end_m);
    rows[node] = (ground.north_deg - lat_deg) / ground.lat_step_deg;
    columns[node] = (lon_deg - ground.west_deg) / ground.lon_step_deg;
  }
  return [coefficients(rows), coefficients(columns)];
}

function fillRay(
  ground: Ground,
  row_of: Float64Array,
  column_of: Float64Array,
  position: Float64Array,
  out: Float32Array,
): void {
  const points = position.length;
  let row_next = valueAt(row_of, position[0]);
  let column_next = valueAt(column_of, position[0]);
  for (let start = 0; start < points; start += BLOCK) {
    const stop = Math.min(start + BLOCK, points - 1);
    const row_here = row_next;
    const column_here = column_next;
    row_next = valueAt(row_of, position[stop]);
    column_next = valueAt(column_of, position[stop]);
    const share = 1.0 / Math.max(stop - start, 1);
    const row_step = (row_next - row_here) * share;
    const column_step = (column_next - column_here) * share;
    for (let point = start; point < Math.min(start + BLOCK, points); point++) {
      out[point] = heightAt(ground, row_here + row_step * (point - start), column_here + column_step * (point - start));
    }
  }
}

/** Return the height between the four posts around a place given as row and column; NaN outside and at voids. */
export function heightAt(ground: Ground, row: number, column: number): number {
  const { rows, columns, alt_msl_m: alt } = ground;
  if (!(row >= -EDGE && row <= rows - 1 + EDGE && column >= -EDGE && column <= columns - 1 + EDGE)) return NaN;
  const inside_row = Math.min(Math.max(row, 0.0), rows - 1.0);
  const inside_column = Math.min(Math.max(column, 0.0), columns - 1.0);
  const r = Math.min(Math.floor(inside_row), rows - 2);
  const c = Math.min(Math.floor(inside_column), columns - 2);
  const south = inside_row - r;
  const east = inside_column - c;
  const at = r * columns + c;
  const [nw, ne, sw, se] = [alt[at], alt[at + 1], alt[at + columns], alt[at + columns + 1]];
  if (nw === NO_HEIGHT_M || ne === NO_HEIGHT_M || sw === NO_HEIGHT_M || se === NO_HEIGHT_M) return NaN;
  return (1.0 - south) * ((1.0 - east) * nw + east * ne) + south * ((1.0 - east) * sw + east * se);
}

/** Return the height of the ground at a place, NaN where there is none. */
export function groundAt(ground: Ground, place: LonLat): number {
  const row = (ground.north_deg - place[1]) / ground.lat_step_deg;
  return heightAt(ground, row, (place[0] - ground.west_deg) / ground.lon_step_deg);
}

const NODE_AT = Float64Array.from({ length: NODES }, (_, node) => Math.cos((Math.PI * (node + 0.5)) / NODES));

/** Rows of the inverse of the Vandermonde matrix of the nodes: values to coefficients, lowest order first. */
const TO_COEFFICIENTS = Array.from({ length: NODES }, (_, node) => {
  let basis = [1.0];
  for (let other = 0; other < NODES; other++) {
    if (other === node) continue;
    const apart = NODE_AT[node] - NODE_AT[other];
    const next = new Array<number>(basis.length + 1).fill(0.0);
    basis.forEach((part, order) => {
      next[order + 1] += part / apart;
      next[order] -= (part * NODE_AT[other]) / apart;
    });
    basis = next;
  }
  return basis;
});

function coefficients(values: Float64Array): Float64Array {
  const found = new Float64Array(NODES);
  for (let node = 0; node < NODES; node++) {
    for (let order = 0; order < NODES; order++) found[order] += values[node] * TO_COEFFICIENTS[node][order];
  }
  return found;
}

function valueAt(polynomial: Float64Array, x: number): number {
  let value = 0.0;
  for (let order = polynomial.length - 1; order >= 0; order--) value = value * x + polynomial[order];
  return value;
}
