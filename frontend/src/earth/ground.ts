/** Heights of posts in latitude and longitude, row 0 north, column 0 west. */

import type { ContainerHeader, GroundEntry } from "../payload/header";
import type { Payload } from "../payload/payload";

export const NO_HEIGHT_M = -32768;

export interface Ground {
  alt_msl_m: Int16Array;
  rows: number;
  columns: number;
  north_deg: number;
  west_deg: number;
  south_deg: number;
  east_deg: number;
  lat_step_deg: number;
  lon_step_deg: number;
  step_m: number;
}

export function groundOf(payload: Payload<ContainerHeader>, entry: GroundEntry): Ground {
  const [rows, columns] = payload.header.arrays[entry.array].shape;
  const steps = payload.array(entry.array) as Int16Array;
  return {
    alt_msl_m: steps.map((step) => (step === NO_HEIGHT_M ? step : step * entry.height_step_m)),
    rows,
    columns,
    north_deg: entry.north_deg,
    west_deg: entry.west_deg,
    south_deg: entry.north_deg - (rows - 1) * entry.lat_step_deg,
    east_deg: entry.west_deg + (columns - 1) * entry.lon_step_deg,
    lat_step_deg: entry.lat_step_deg,
    lon_step_deg: entry.lon_step_deg,
    step_m: entry.step_m,
  };
}
