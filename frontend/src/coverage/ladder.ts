/** Ranges by height and whole degree of bearing: computed heights, and between them in the logarithm of height. */

import { destination, radians, type LonLat } from "../earth/geodesic";
import type { CoverageEntry, Header, SiteEntry, SystemEntry } from "../payload/header";
import type { Payload } from "../payload/payload";

export const DEGREES = 360;

/** From this height above ground the target is a fighter, below a cruise missile: nothing lies between. */
export type Quantity = "seen" | "solid" | "met";

export interface Rungs {
  /** The computed height at or below, and the one above; the same where the height is computed. */
  below: number;
  above: number;
  /** How far from the lower to the upper, 0 to 1. */
  share: number;
}

export class Ladder {
  readonly entry: CoverageEntry;
  readonly system: SystemEntry;
  readonly site: SiteEntry;
  private readonly payload: Payload;
  private readonly name: string;

  constructor(payload: Payload, entry: CoverageEntry) {
    const header: Header = payload.header;
    this.payload = payload;
    this.entry = entry;
    this.name = `${entry.system}/${entry.site}`;
    this.system = header.systems.find((each) => each.id === entry.system)!;
    this.site = header.sites.find((each) => each.id === entry.site)!;
  }

  get place(): LonLat {
    return [this.site.lon_deg, this.site.lat_deg];
  }

  get least_agl_m(): number {
    return this.entry.heights_agl_m[0];
  }

  get most_agl_m(): number {
    return this.entry.heights_agl_m[this.entry.heights_agl_m.length - 1];
  }

  rungs(height_agl_m: number): Rungs {
    const heights = this.entry.heights_agl_m;
    let above = heights.findIndex((each) => each >= height_agl_m);
    if (above < 0) above = heights.length - 1;
    if (above === 0 || heights[above] <= height_agl_m) return { below: above, above, share: 0.0 };
    const below = above - 1;
    const share = Math.log(height_agl_m / heights[below]) / Math.log(heights[above] / heights[below]);
    return { below, above, share };
  }

  isComputed(height_agl_m: number): boolean {
    return this.entry.heights_agl_m.includes(height_agl_m);
  }

  /** Return ranges by whole degree of bearing, m. */
  ranges_m(quantity: Quantity, height_agl_m: number): Float64Array {
    const { below, above, share } = this.rungs(height_agl_m);
    const step_m = this.payload.header.range_step_m;
    const values = this.payload.array(`${this.name}/${quantity}`);
    const found = new Float64Array(DEGREES);
    for (let bearing = 0; bearing < DEGREES; bearing++) {
      const low = values[below * DEGREES + bearing];
      const high = values[above * DEGREES + bearing];
      found[bearing] = step_m * (low + share * (high - low));
    }
    return found;
  }

  /** Return what ends a range on each bearing at the nearer computed height, as numbers of the header's limits. */
  limits(quantity: "seen" | "met", height_agl_m: number): Uint8Array {
    const { below, above, share } = this.rungs(height_agl_m);
    const row = share < 0.5 ? below : above;
    const codes = this.payload.array(`${this.name}/${quantity}_limit`) as Uint8Array;
    return codes.subarray(row * DEGREES, (row + 1) * DEGREES);
  }

  /** Return the edges that joint draws of the figures allow, by world and bearing, at a height of the tables. */
  edges_m(height_agl_m: number): Float64Array[] {
    const level = this.payload.header.case.table_heights_agl_m.indexOf(height_agl_m);
    if (level < 0 || !this.entry.has_edges) return [];
    const [, worlds, bearings] = this.payload.header.arrays[`${this.name}/edges`].shape;
    const values = this.payload.array(`${this.name}/edges`);
    const step_m = this.payload.header.range_step_m;
    return Array.from({ length: worlds }, (_, world) =>
      Float64Array.from({ length: bearings }, (_, bearing) => {
        return step_m * values[(level * worlds + world) * bearings + bearing];
      }),
    );
  }
}

/** Return the closed outline through ranges at even bearings from north. */
export function outline(place: LonLat, ranges_m: ArrayLike<number>): LonLat[] {
  const count = ranges_m.length;
  return Array.from({ length: count + 1 }, (_, at) => {
    const bearing = at % count;
    return destination(place, radians((360.0 * bearing) / count), ranges_m[bearing]);
  });
}
