/** One point at one height: the line of sight to it over the page's own ground, and what hides it. */

import { destination, type LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import { groundAt, sampleRays } from "../earth/rays";
import { lineOfSight, NEVER_IN_SIGHT_MSL_M, polarSweep } from "../earth/sight";
import type { Ground } from "../earth/ground";

/** A point nearer than this to the battery has no bearing worth the name, m. */
export const LEAST_DISTANCE_M = 1000.0;

/** What hides a point: the round earth alone, hills alone, or either by itself. */
export type Hider = "earth" | "hill" | "both";

export interface Hiding {
  by: Hider;
  place: LonLat;
  range_m: number;
  ground_msl_m: number;
  above_ray_m: number;
}

export interface Probe {
  place: LonLat;
  bearing_rad: number;
  distance_m: number;
  ground_msl_m: number;
  /** Lowest height above ground that is in sight there; null where none is. */
  lowest_agl_m: number | null;
  hiding: Hiding | null;
  /** The way to the point, m. */
  range_m: Float64Array;
  profile_msl_m: Float32Array;
  ray_msl_m: Float64Array;
}

/** Return the answer for a point, null where the page holds no ground on the whole way. */
export function probe(
  ground: Ground,
  from: LonLat,
  antenna_agl_m: number,
  k: number,
  place: LonLat,
  height_agl_m: number,
): Probe | null {
  const { bearing_rad, distance_m } = course(from, place);
  const site_alt = groundAt(ground, from);
  const rays = sampleRays(ground, from, Float64Array.of(bearing_rad), distance_m);
  const points = Math.max(2, Math.round(distance_m / rays.range_m[0]));
  const range_m = rays.range_m.slice(0, points);
  const profile_msl_m = rays.ground_alt_msl_m.slice(0, points);
  const antenna = site_alt + antenna_agl_m;
  const ground_msl_m = profile_msl_m[points - 1];
  const lowest = polarSweep(profile_msl_m, range_m, antenna, k)[points - 1];
  if (Number.isNaN(lowest) || Number.isNaN(antenna)) return null;
  const target = ground_msl_m + height_agl_m;
  const { ray_msl_m, hidden_by } = lineOfSight(profile_msl_m, range_m, antenna, target, k);
  return {
    place,
    bearing_rad,
    distance_m,
    ground_msl_m,
    lowest_agl_m: lowest >= NEVER_IN_SIGHT_MSL_M ? null : Math.max(lowest - ground_msl_m, 0.0),
    hiding: hidden_by < 0 ? null : hidingAt(hidden_by),
    range_m,
    profile_msl_m,
    ray_msl_m,
  };

  function hidingAt(point: number): Hiding {
    return {
      by: hiderAt(point),
      place: destination(from, bearing_rad, range_m[point]),
      range_m: range_m[point],
      ground_msl_m: profile_msl_m[point],
      above_ray_m: profile_msl_m[point] - ray_msl_m[point],
    };
  }

  /** Return what hides the point behind some ground: the earth if it would, smooth and as low as the lowest ground on
   * the way; hills if it would not, or if that ground stands above the straight line of an earth that is not round. */
  function hiderAt(point: number): Hider {
    const smooth = new Float32Array(points).fill(profile_msl_m.reduce((least, alt) => Math.min(least, alt), site_alt));
    if (lineOfSight(smooth, range_m, antenna, target, k).hidden_by < 0) return "hill";
    const straight_msl_m = antenna + ((target - antenna) * range_m[point]) / range_m[points - 1];
    return profile_msl_m[point] > straight_msl_m ? "both" : "earth";
  }
}
