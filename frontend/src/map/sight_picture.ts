/** What is in sight as a picture, even in Mercator: each pixel asks the nearest sample of the nearest ray. */

import type { Sight } from "../coverage/live_sight";
import { degrees, FLATTENING, radians, SEMI_MAJOR_M, type LonLat } from "../earth/geodesic";
import { IN_SIGHT } from "./colours";
import { latitudeOf, longitudeOf, worldX, worldY } from "./mercator";
import { context } from "./relief";
import type { Bounds, Picture } from "./scene";

/** Pixels along a side: a sample of the ground is about as wide. */
const SIDE_MOST = 448;
const SIDE_LEAST = 192;
/** A box of the circle is wider than its radius in degrees by this, for Mercator and the ellipsoid. */
const ROOM = 1.01;
const METRES_PER_DEGREE = 110540.0;

interface Surface {
  x: number;
  z: number;
}

export class SightPainter {
  /** Two canvases in turn: a picture on the screen is never drawn over. */
  private readonly canvases = [document.createElement("canvas"), document.createElement("canvas")];
  private turn = 0;

  picture(sight: Sight, height_agl_m: number): Picture {
    const bounds = boundsAround(sight.place, sight.reach_m);
    const step_m = sight.rays.range_m[0];
    const side = Math.round(Math.min(Math.max(sight.reach_m / step_m, SIDE_LEAST), SIDE_MOST));
    const pixels = new ImageData(side, side);
    fill(new Uint32Array(pixels.data.buffer), side, bounds, sight, height_agl_m);
    this.turn = 1 - this.turn;
    const image = this.canvases[this.turn];
    image.width = side;
    image.height = side;
    context(image).putImageData(pixels, 0, 0);
    return { kind: "picture", id: "in-sight", image, bounds };
  }
}

function boundsAround([lon_deg, lat_deg]: LonLat, reach_m: number): Bounds {
  const up = (ROOM * reach_m) / METRES_PER_DEGREE;
  const widest = Math.cos(radians(Math.min(Math.abs(lat_deg) + up, 89.0)));
  const across = degrees(Math.asin(Math.min(1.0, Math.sin(radians(up)) / widest)));
  return [lon_deg - across, lat_deg - up, lon_deg + across, lat_deg + up];
}

function fill(out: Uint32Array, side: number, bounds: Bounds, sight: Sight, height_agl_m: number): void {
  const { range_m, bearing_rad, ground_alt_msl_m } = sight.rays;
  const points = range_m.length;
  const rays = bearing_rad.length;
  const per_step = 1.0 / range_m[0];
  const per_ray = rays / (2.0 * Math.PI);
  const [red, green, blue, alpha] = IN_SIGHT;
  const colour = (alpha << 24) | (blue << 16) | (green << 8) | red;
  const [west, south, east, north] = bounds;
  const [left, wide] = [worldX(west), worldX(east) - worldX(west)];
  const [top, tall] = [worldY(north), worldY(south) - worldY(north)];
  const columns = Array.from({ length: side }, (_, x) => {
    return radians(longitudeOf(left + ((x + 0.5) / side) * wide) - sight.place[0]);
  });
  const [cosLon, sinLon] = [columns.map(Math.cos), columns.map(Math.sin)];
  const [sinSite, cosSite] = [Math.sin(radians(sight.place[1])), Math.cos(radians(sight.place[1]))];
  const site = surface(sinSite, cosSite);
  const radius = Math.hypot(site.x, site.z);
  for (let y = 0; y < side; y++) {
    const lat = radians(latitudeOf(top + ((y + 0.5) / side) * tall));
    const row = surface(Math.sin(lat), Math.cos(lat));
    const dz = row.z - site.z;
    for (let x = 0; x < side; x++) {
      const dx = row.x * cosLon[x] - site.x;
      const dy = row.x * sinLon[x];
      const north_m = cosSite * dz - sinSite * dx;
      const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
      const distance = 2.0 * radius * Math.asin(chord / (2.0 * radius));
      if (distance > sight.reach_m) continue;
      const bearing = Math.atan2(dy, north_m);
      const point = Math.min(Math.max(Math.round(distance * per_step) - 1, 0), points - 1);
      const ray = (Math.round(bearing * per_ray) + rays) % rays;
      const at = ray * points + point;
      if (ground_alt_msl_m[at] + height_agl_m >= sight.lowest_alt_msl_m[at]) out[y * side + x] = colour;
    }
  }
}

/** Return a place of the ellipsoid in the plane of its meridian: x from the axis, z along it, m. */
function surface(sinLat: number, cosLat: number): Surface {
  const e2 = FLATTENING * (2.0 - FLATTENING);
  const normal = SEMI_MAJOR_M / Math.sqrt(1.0 - e2 * sinLat * sinLat);
  return { x: normal * cosLat, z: normal * (1.0 - e2) * sinLat };
}
