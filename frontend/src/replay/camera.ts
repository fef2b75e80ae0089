/** Where the eye is: over which place, how near, how steep, turned how far; it flies from one view to another. */

import { WebMercatorViewport } from "@deck.gl/core";
import type { LonLat } from "../earth/geodesic";
import { EARTH_ROUND_M, WORLD_PX } from "../map/mercator";
import type { Position } from "./raid";

export interface Eye {
  lon_deg: number;
  lat_deg: number;
  /** Height that the eye looks at, as it is drawn, m. */
  up_m: number;
  zoom: number;
  pitch_deg: number;
  bearing_deg: number;
}

export interface Size {
  width_px: number;
  height_px: number;
}

const ZOOM_LEAST = 2.0;
const ZOOM_MOST = 13.0;
const PITCH_MOST_DEG = 75.0;
const FLIGHT_MS = 1200.0;
/** A view shows this much more than what it is to hold. */
const ROOM = 1.35;
const METRES_PER_DEGREE = 111195.0;

export class Camera {
  /** Whether the browser asks for no motion that is not needed: the eye then jumps. */
  still = false;
  /** Without a graphics card the eye looks straight down, with north on top. */
  flat = false;
  private eye: Eye = { lon_deg: 0, lat_deg: 0, up_m: 0, zoom: 5, pitch_deg: 50, bearing_deg: 0 };
  private flight: { from: Eye; to: Eye; begins_ms: number } | null = null;

  get view(): Eye {
    return this.flat ? fromAbove(this.eye) : this.eye;
  }

  get isFlying(): boolean {
    return this.flight !== null;
  }

  viewport({ width_px, height_px }: Size, view = this.view): WebMercatorViewport {
    const { lon_deg, lat_deg, up_m, zoom, pitch_deg, bearing_deg } = view;
    return new WebMercatorViewport({
      width: width_px,
      height: height_px,
      longitude: lon_deg,
      latitude: lat_deg,
      zoom,
      pitch: pitch_deg,
      bearing: bearing_deg,
      position: [0, 0, up_m],
    });
  }

  /** Change the view at once; a flight ends. */
  look(changes: Partial<Eye>): void {
    this.flight = null;
    this.eye = within({ ...this.eye, ...changes });
  }

  /** Fly to another view. */
  fly(changes: Partial<Eye>): void {
    const to = within({ ...this.eye, ...changes });
    if (this.still) this.look(to);
    else this.flight = { from: this.eye, to, begins_ms: performance.now() };
  }

  /** Go on with a flight; return whether the view moved. */
  tick(now_ms: number): boolean {
    if (!this.flight) return false;
    const { from, to, begins_ms } = this.flight;
    const gone = Math.min(Math.max((now_ms - begins_ms) / FLIGHT_MS, 0.0), 1.0);
    const share = gone * gone * (3.0 - 2.0 * gone);
    const turn = ((to.bearing_deg - from.bearing_deg + 540.0) % 360.0) - 180.0;
    const between = (name: keyof Eye): number => from[name] + share * (to[name] - from[name]);
    this.eye = {
      lon_deg: between("lon_deg"),
      lat_deg: between("lat_deg"),
      up_m: between("up_m"),
      zoom: between("zoom"),
      pitch_deg: between("pitch_deg"),
      bearing_deg: from.bearing_deg + share * turn,
    };
    if (gone >= 1.0) this.flight = null;
    return true;
  }

  panBy(x_px: number, y_px: number, size: Size): void {
    const viewport = this.viewport(size);
    const middle = [size.width_px / 2.0, size.height_px / 2.0];
    const pixel = [middle[0] + x_px, middle[1] + y_px];
    const [lon_deg, lat_deg] = viewport.unproject(pixel, { targetZ: this.view.up_m });
    this.look({ lon_deg, lat_deg });
  }

  zoomBy(steps: number): void {
    this.look({ zoom: this.eye.zoom + steps });
  }

  turnBy(bearing_deg: number, pitch_deg: number): void {
    this.look({ bearing_deg: this.eye.bearing_deg + bearing_deg, pitch_deg: this.eye.pitch_deg + pitch_deg });
  }

  /** Return the view that holds some places where nothing else stands on the stage. */
  holding(places: Position[], size: Size, { least_m, lift, from }: Held): Partial<Eye> {
    const lons = places.map(([lon_deg]) => lon_deg);
    const lats = places.map(([, lat_deg]) => lat_deg);
    const middle: LonLat = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
    const squeeze = Math.cos((middle[1] * Math.PI) / 180.0);
    const wide_m = (Math.max(...lons) - Math.min(...lons)) * METRES_PER_DEGREE * squeeze;
    const tall_m = (Math.max(...lats) - Math.min(...lats)) * METRES_PER_DEGREE;
    const zoomOf = (wide: number, tall: number): number => {
      const across = (metres: number, pixels: number): number => Math.max(metres, least_m) / Math.max(pixels, 1);
      const metres_a_px = ROOM * Math.max(across(wide, size.width_px), across(tall, size.height_px));
      return Math.log2((EARTH_ROUND_M * squeeze) / WORLD_PX / metres_a_px);
    };
    const [lon_deg, lat_deg] = middle;
    const first = within({ ...this.eye, ...from, lon_deg, lat_deg, zoom: zoomOf(wide_m, tall_m), up_m: 0 });
    const found = this.fitted(first, places, size, lift, zoomOf(0, 0));
    return { ...from, lon_deg: found.lon_deg, lat_deg: found.lat_deg, zoom: found.zoom, up_m: 0 };
  }

  /** Return a view that was moved and brought nearer until what it shows of some places fills the free stage. */
  private fitted(eye: Eye, places: Position[], size: Size, lift: number, nearest: number): Eye {
    const free = freeOf(size);
    let found = eye;
    for (let step = 0; step < FIT_STEPS; step++) {
      const viewport = this.viewport(size, this.flat ? fromAbove(found) : found);
      const rise = this.flat ? 0.0 : lift;
      const seen = places.map(([lon, lat, alt_msl_m]) => viewport.project([lon, lat, alt_msl_m * rise]));
      const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const away = [(left + right - free.left - free.right) / 2.0, (top + bottom - free.top - free.bottom) / 2.0];
      const middle = [size.width_px / 2.0 + away[0], size.height_px / 2.0 + away[1]];
      const [lon_deg, lat_deg] = viewport.unproject(middle, { targetZ: 0 });
      const room = Math.min((free.right - free.left) / (right - left + 1), (free.bottom - free.top) / (bottom - top + 1));
      const zoom = found.zoom + Math.min(Math.max(Math.log2(Math.max(room, 0.5)), -1.0), 1.0);
      found = within({ ...found, lon_deg, lat_deg, zoom: Math.min(zoom, nearest) });
    }
    return found;
  }
}

/** What a view of some places is to be: at least so many metres across, with heights raised, from where. */
export interface Held {
  least_m: number;
  lift: number;
  from: Partial<Eye>;
}

/** Room at each edge of the stage for words and buttons over it, pixels. */
const EDGES_PX = { left: 34, right: 78, top: 64, bottom: 62 };
const FIT_STEPS = 5;

function freeOf({ width_px, height_px }: Size): { left: number; right: number; top: number; bottom: number } {
  const { left, right, top, bottom } = EDGES_PX;
  return { left, right: Math.max(width_px - right, left + 1), top, bottom: Math.max(height_px - bottom, top + 1) };
}

function fromAbove(eye: Eye): Eye {
  return { ...eye, pitch_deg: 0, bearing_deg: 0, up_m: 0 };
}

function within(eye: Eye): Eye {
  return {
    ...eye,
    lat_deg: Math.min(Math.max(eye.lat_deg, -84.0), 84.0),
    zoom: Math.min(Math.max(eye.zoom, ZOOM_LEAST), ZOOM_MOST),
    pitch_deg: Math.min(Math.max(eye.pitch_deg, 0.0), PITCH_MOST_DEG),
  };
}
