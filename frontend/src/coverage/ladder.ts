/** Ranges by height and whole degree of bearing: computed heights, and between them in the logarithm of height. */

import { degrees, destination, radians, type LonLat } from "../earth/geodesic";
import type { CoverageEntry, SiteEntry, SystemEntry, TableRow } from "../payload/header";
import type { Payload, Values } from "../payload/payload";

export const DEGREES = 360;

export type Quantity = "seen" | "met";

interface Rungs {
  /** The computed height at or below, and the one above; the same where the height is computed. */
  below: number;
  above: number;
  /** How far from the lower to the upper, 0 to 1. */
  share: number;
}

export interface Spread {
  best_m: number;
  /** The least and the greatest that public figures allow; null between the heights of the tables. */
  limits_m: [number, number] | null;
}

export class Ladder {
  readonly entry: CoverageEntry;
  readonly system: SystemEntry;
  readonly site: SiteEntry;
  private readonly payload: Payload;
  private readonly name: string;

  constructor(payload: Payload, entry: CoverageEntry) {
    this.payload = payload;
    this.entry = entry;
    this.name = `${entry.system}/${entry.site}`;
    this.system = byId(payload.header.systems, entry.system);
    this.site = byId(payload.header.sites, entry.site);
  }

  get place(): LonLat {
    return [this.site.lon_deg, this.site.lat_deg];
  }

  get antenna_alt_msl_m(): number {
    return this.entry.site_alt_msl_m + this.entry.antenna_agl_m;
  }

  isComputed(height_agl_m: number): boolean {
    return this.entry.heights_agl_m.includes(height_agl_m);
  }

  /** Return the row of the tables at a height, or null at the heights between. */
  row(height_agl_m: number): TableRow | null {
    return this.entry.rows.find((row) => row.height_agl_m === height_agl_m) ?? null;
  }

  threat(height_agl_m: number): { id: string; speed_mps: number } {
    const { below } = this.rungs(height_agl_m);
    return { id: this.entry.threat_classes[below], speed_mps: this.entry.speeds_mps[below] };
  }

  /** Return ranges by whole degree of bearing, m. */
  ranges_m(quantity: Quantity, height_agl_m: number): Float64Array {
    const { below, above, share } = this.rungs(height_agl_m);
    const step_m = this.payload.header.steps_m.ranges;
    const values = this.values(quantity);
    return Float64Array.from({ length: DEGREES }, (_, bearing) => {
      const low = values[below * DEGREES + bearing];
      const high = values[above * DEGREES + bearing];
      return step_m * (low + share * (high - low));
    });
  }

  /** Return a range on the nearest whole degree, with limits at the heights of the tables. */
  rangeAt(quantity: Quantity, height_agl_m: number, bearing_rad: number): Spread {
    const bearing = wholeDegree(bearing_rad);
    const best_m = this.ranges_m(quantity, height_agl_m)[bearing];
    const level = this.entry.limit_heights_agl_m.indexOf(height_agl_m);
    if (level < 0) return { best_m, limits_m: null };
    const step_m = this.payload.header.steps_m.limits;
    const limits = this.values(`${quantity}_limits`); // all least ranges, then all greatest
    const low_m = step_m * limits[level * DEGREES + bearing];
    const high_m = step_m * limits[limits.length / 2 + level * DEGREES + bearing];
    return { best_m, limits_m: [Math.min(low_m, best_m), Math.max(high_m, best_m)] };
  }

  /** Return what ends a range on each bearing at the nearer computed height, by name. */
  limits(quantity: Quantity, height_agl_m: number): string[] {
    const { below, above, share } = this.rungs(height_agl_m);
    const row = share < 0.5 ? below : above;
    const codes = this.values(`${quantity}_limit`);
    const names = this.payload.header.limits[quantity];
    return Array.from({ length: DEGREES }, (_, bearing) => names[codes[row * DEGREES + bearing]]);
  }

  limitAt(quantity: Quantity, height_agl_m: number, bearing_rad: number): string {
    return this.limits(quantity, height_agl_m)[wholeDegree(bearing_rad)];
  }

  /** Return the edges that joint draws of the figures allow, by world and bearing, at a height of the tables. */
  edges_m(height_agl_m: number): Float64Array[] {
    const level = this.payload.header.case.table_heights_agl_m.indexOf(height_agl_m);
    if (level < 0 || !this.entry.has_edges) return [];
    const [, worlds, bearings] = this.payload.header.arrays[`${this.name}/edges`].shape;
    const values = this.values("edges");
    const step_m = this.payload.header.steps_m.edges;
    return Array.from({ length: worlds }, (_, world) =>
      Float64Array.from({ length: bearings }, (_, bearing) => {
        return step_m * values[(level * worlds + world) * bearings + bearing];
      }),
    );
  }

  private values(name: string): Values {
    return this.payload.array(`${this.name}/${name}`);
  }

  private rungs(height_agl_m: number): Rungs {
    const heights = this.entry.heights_agl_m;
    let above = heights.findIndex((each) => each >= height_agl_m);
    if (above < 0) above = heights.length - 1;
    if (above === 0 || heights[above] <= height_agl_m) return { below: above, above, share: 0.0 };
    const below = above - 1;
    const share = Math.log(height_agl_m / heights[below]) / Math.log(heights[above] / heights[below]);
    return { below, above, share };
  }
}

/** Return the share of a ring's area inside ranges at even bearings. */
export function shareOfRing(ranges_m: Float64Array, radius_m: number): number {
  if (radius_m <= 0.0) return 0.0;
  const inside = ranges_m.reduce((sum, range) => sum + (Math.min(range, radius_m) / radius_m) ** 2, 0.0);
  return inside / ranges_m.length;
}

/** Return the closed outline through ranges at even bearings from north. */
export function outline(place: LonLat, ranges_m: ArrayLike<number>): LonLat[] {
  const count = ranges_m.length;
  return Array.from({ length: count + 1 }, (_, at) => {
    const bearing = at % count;
    return destination(place, radians((360.0 * bearing) / count), ranges_m[bearing]);
  });
}

export function wholeDegree(bearing_rad: number): number {
  return Math.round(degrees(bearing_rad)) % DEGREES;
}

export function byId<Entry extends { id: string }>(entries: Entry[], id: string): Entry {
  const found = entries.find((each) => each.id === id);
  if (!found) throw new Error(`the payload has no ${id}`);
  return found;
}
