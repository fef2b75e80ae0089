/** What is in sight from a place at any height, swept in the page over its own ground. */

import type { LonLat } from "../earth/geodesic";
import type { Ground } from "../earth/ground";
import { evenBearings, groundAt, sampleRays, type Rays } from "../earth/rays";
import { polarSweep } from "../earth/sight";

export interface Sight {
  place: LonLat;
  reach_m: number;
  rays: Rays;
  lowest_alt_msl_m: Float32Array;
}

/** Return what an antenna has in sight out to some reach; null where the page holds no ground under it. */
export function sightFrom(
  ground: Ground,
  place: LonLat,
  antenna_agl_m: number,
  k: number,
  reach_m: number,
): Sight | null {
  const site_alt = groundAt(ground, place);
  if (Number.isNaN(site_alt)) return null;
  const rays = sampleRays(ground, place, evenBearings(ground, reach_m), reach_m);
  const lowest_alt_msl_m = polarSweep(rays.ground_alt_msl_m, rays.range_m, site_alt + antenna_agl_m, k);
  return { place, reach_m, rays, lowest_alt_msl_m };
}

/** Return the share of the circle of the reach that is in sight at a height, by area. */
export function shareInSight(sight: Sight, height_agl_m: number): number {
  const { range_m, ground_alt_msl_m, bearing_rad } = sight.rays;
  const points = range_m.length;
  let seen = 0.0;
  let all = 0.0;
  for (let point = 0; point < points && range_m[point] <= sight.reach_m; point++) {
    let inSight = 0;
    for (let ray = 0; ray < bearing_rad.length; ray++) {
      const at = ray * points + point;
      if (ground_alt_msl_m[at] + height_agl_m >= sight.lowest_alt_msl_m[at]) inSight++;
    }
    seen += (inSight / bearing_rad.length) * range_m[point];
    all += range_m[point];
  }
  return all > 0.0 ? seen / all : 0.0;
}
