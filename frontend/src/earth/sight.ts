/** Line of sight from one antenna by a radial sweep: src/skykeep/core/earth/sight.py, number by number.
 *
 * Ground at distance r_g from the centre of an earth of radius k R blocks every ray below the tangent
 * t_g = (cos(theta) - r_a / r_g) / sin(theta); behind it a ray with tangent t is at r_a / (cos(theta) - t sin(theta)).
 * Exact on the sphere; one sweep serves every target height. */

import { MEAN_EARTH_RADIUS_M } from "./geodesic";

/** Above everything that flies: nothing there is in sight at any height. */
export const NEVER_IN_SIGHT_MSL_M = 1.0e9;

/** Return the lowest visible height above mean sea level [ray, range], NaN from the first missing ground outwards. */
export function polarSweep(
  ground_alt_msl_m: Float32Array,
  range_m: Float64Array,
  antenna_alt_msl_m: number,
  k: number,
): Float32Array {
  const points = range_m.length;
  const lowest = new Float32Array(ground_alt_msl_m.length);
  const radius = k * MEAN_EARTH_RADIUS_M;
  const antenna = radius + antenna_alt_msl_m;
  const cosine = range_m.map((range) => Math.cos(range / radius));
  const sine = range_m.map((range) => Math.sin(range / radius));
  for (let start = 0; start < ground_alt_msl_m.length; start += points) {
    let steepest = -Infinity;
    for (let point = 0; point < points; point++) {
      const ground = ground_alt_msl_m[start + point];
      if (Number.isNaN(ground)) {
        lowest.fill(NaN, start + point, start + points);
        break;
      }
      const tangent = (cosine[point] - antenna / (radius + ground)) / sine[point];
      if (tangent >= steepest) {
        steepest = tangent;
        lowest[start + point] = ground;
        continue;
      }
      const rising = cosine[point] - steepest * sine[point];
      const clears = rising * (radius + NEVER_IN_SIGHT_MSL_M) > antenna;
      lowest[start + point] = clears ? antenna / rising - radius : NEVER_IN_SIGHT_MSL_M;
    }
  }
  return lowest;
}

/** Return the height of the ray from an antenna to a target over the last of some ranges, and which ground hides
 * that target: the sample that the antenna sees at the steepest angle, or -1. */
export function lineOfSight(
  ground_alt_msl_m: Float32Array,
  range_m: Float64Array,
  antenna_alt_msl_m: number,
  target_alt_msl_m: number,
  k: number,
): { ray_msl_m: Float64Array; hidden_by: number } {
  const radius = k * MEAN_EARTH_RADIUS_M;
  const antenna = radius + antenna_alt_msl_m;
  const last = range_m.length - 1;
  const slope = (range: number, alt: number): number =>
    (Math.cos(range / radius) - antenna / (radius + alt)) / Math.sin(range / radius);
  const tangent = slope(range_m[last], target_alt_msl_m);
  const ray_msl_m = range_m.map(
    (range) => antenna / (Math.cos(range / radius) - tangent * Math.sin(range / radius)) - radius,
  );
  let hidden_by = -1;
  let steepest = tangent;
  for (let point = 0; point < last; point++) {
    const here = slope(range_m[point], ground_alt_msl_m[point]);
    if (here > steepest) {
      steepest = here;
      hidden_by = point;
    }
  }
  return { ray_msl_m, hidden_by };
}
