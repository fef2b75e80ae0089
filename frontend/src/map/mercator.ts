/** Web Mercator, as deck.gl's map view has it: the world is 512 px wide at zoom 0. */

import { radians, degrees, type LonLat } from "../earth/geodesic";

export const WORLD_PX = 512;
export const EARTH_ROUND_M = 40075016.686;

export interface View {
  lon_deg: number;
  lat_deg: number;
  zoom: number;
  width_px: number;
  height_px: number;
}

export function worldX(lon_deg: number): number {
  return ((lon_deg + 180.0) / 360.0) * WORLD_PX;
}

/** Southwards from the north edge of the world. */
export function worldY(lat_deg: number): number {
  const stretched = Math.log(Math.tan(Math.PI / 4.0 + radians(lat_deg) / 2.0));
  return (0.5 - stretched / (2.0 * Math.PI)) * WORLD_PX;
}

export function latitudeOf(world_y: number): number {
  const stretched = (0.5 - world_y / WORLD_PX) * 2.0 * Math.PI;
  return degrees(2.0 * Math.atan(Math.exp(stretched)) - Math.PI / 2.0);
}

export function longitudeOf(world_x: number): number {
  return (world_x / WORLD_PX) * 360.0 - 180.0;
}

export function toScreen(view: View, place: LonLat): [number, number] {
  const scale = 2.0 ** view.zoom;
  return [
    (worldX(place[0]) - worldX(view.lon_deg)) * scale + view.width_px / 2.0,
    (worldY(place[1]) - worldY(view.lat_deg)) * scale + view.height_px / 2.0,
  ];
}

export function fromScreen(view: View, x_px: number, y_px: number): LonLat {
  const scale = 2.0 ** view.zoom;
  return [
    longitudeOf(worldX(view.lon_deg) + (x_px - view.width_px / 2.0) / scale),
    latitudeOf(worldY(view.lat_deg) + (y_px - view.height_px / 2.0) / scale),
  ];
}

/** Metres that a pixel is wide at the middle of the view. */
export function metresPerPixel(view: Pick<View, "lat_deg" | "zoom">): number {
  return (EARTH_ROUND_M * Math.cos(radians(view.lat_deg))) / (WORLD_PX * 2.0 ** view.zoom);
}

/** Return the view of a window in which a circle round a place just fits. */
export function viewAround(place: LonLat, radius_m: number, width_px: number, height_px: number): View {
  const [lon_deg, lat_deg] = place;
  const across_px = Math.min(width_px, height_px) / 2.0;
  const metres_at_zoom_0 = (EARTH_ROUND_M * Math.cos(radians(lat_deg))) / WORLD_PX;
  return { lon_deg, lat_deg, zoom: Math.log2((across_px * metres_at_zoom_0) / radius_m), width_px, height_px };
}
