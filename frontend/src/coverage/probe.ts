/** One point at one height: the line of sight to it over the page's own ground, and what hides it. */

import { destination, MEAN_EARTH_RADIUS_M, type LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import { groundAt, sampleRays } from "../earth/rays";
import { lineOfSight, NEVER_IN_SIGHT_MSL_M, polarSweep } from "../earth/sight";
import type { Ground } from "../earth/ground";

/** A point nearer than this to the battery has no bearing worth the name, m. */
export const LEAST_DISTANCE_M = 1000.0;

/** Sight that ends within these shares of the horizon of a smooth earth is ended by it, otherwise by hills: the rule of
 * src/skykeep/coverage/limits.py. */
const HORIZON_SHARE: [number, number] = [0.9, 1.15];

export type Hider = "earth" | "hill";

export interface Hiding {
  by: Hider;
  /** Whether flat ground would hide the point as well. */
  alsoFlat: boolean;
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

/** Return how far apart two heights may be on a smooth earth and still see each other, m. */
function horizonM(one_m: number, other_m: number, k: number): number {
  const radius = k * MEAN_EARTH_RADIUS_M;
  const away = (height: number): number => Math.atan(Math.sqrt(height * (2.0 * radius + height)) / radius);
  return radius * (away(one_m) + away(other_m));
}

/** Return the answer for a point, null where the page holds no ground on the whole way; `told` is what the tables name
 * as what ends sight on the bearing, null where they name nothing of the kind: it is then found within `reach_m`. */
export function probe(
  ground: Ground,
  from: LonLat,
  antenna_agl_m: number,
  k: number,
  place: LonLat,
  height_agl_m: number,
  told: Hider | null,
  reach_m: number,
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
    const flat = new Float32Array(points).fill(profile_msl_m.reduce((least, alt) => Math.min(least, alt)));
    const alsoFlat = lineOfSight(flat, range_m, antenna, target, k).hidden_by >= 0;
    return {
      by: told ?? sightEndsBy(),
      alsoFlat,
      place: destination(from, bearing_rad, range_m[point]),
      range_m: range_m[point],
      ground_msl_m: profile_msl_m[point],
      above_ray_m: profile_msl_m[point] - ray_msl_m[point],
    };
  }

  /** Return what ends sight on the bearing, by the farthest place in sight at the height. */
  function sightEndsBy(): Hider {
    const whole = sampleRays(ground, from, Float64Array.of(bearing_rad), Math.max(reach_m, distance_m));
    const alt = whole.ground_alt_msl_m;
    const sweep = polarSweep(alt, whole.range_m, antenna, k);
    let end = 0;
    sweep.forEach((least, at) => {
      if (alt[at] + height_agl_m >= least) end = at;
    });
    const level = alt[Math.min(end + 1, alt.length - 1)];
    const above = Math.max(antenna - (Number.isNaN(level) ? site_alt : level), antenna_agl_m);
    const share = whole.range_m[end] / horizonM(above, height_agl_m, k);
    return share >= HORIZON_SHARE[0] && share <= HORIZON_SHARE[1] ? "earth" : "hill";
  }
}
