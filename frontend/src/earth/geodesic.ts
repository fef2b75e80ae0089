/** Geodesics on the WGS84 ellipsoid. Vincenty (1975), Survey Review 23, 88-93: the direct formula. */

export const SEMI_MAJOR_M = 6378137.0;
export const FLATTENING = 1.0 / 298.257223563;
export const MEAN_EARTH_RADIUS_M = 6371000.0;
const SEMI_MINOR_M = SEMI_MAJOR_M * (1.0 - FLATTENING);
const CLOSE_ENOUGH_RAD = 1e-13;
const ROUNDS_MOST = 20;

export type LonLat = [number, number];

export const radians = (degrees: number): number => (degrees * Math.PI) / 180.0;
export const degrees = (rad: number): number => (rad * 180.0) / Math.PI;

/** Return longitude and latitude, degrees, so far from a place along an azimuth; longitude is not wrapped. */
export function destination(place: LonLat, azimuth_rad: number, distance_m: number): LonLat {
  const [lon_deg, lat_deg] = place;
  const sinAzimuth = Math.sin(azimuth_rad);
  const cosAzimuth = Math.cos(azimuth_rad);
  const tanReduced = (1.0 - FLATTENING) * Math.tan(radians(lat_deg));
  const cosReduced = 1.0 / Math.sqrt(1.0 + tanReduced * tanReduced);
  const sinReduced = tanReduced * cosReduced;
  const start = Math.atan2(tanReduced, cosAzimuth);
  const sinAlpha = cosReduced * sinAzimuth;
  const cosAlpha2 = 1.0 - sinAlpha * sinAlpha;
  const u2 = (cosAlpha2 * (SEMI_MAJOR_M ** 2 - SEMI_MINOR_M ** 2)) / SEMI_MINOR_M ** 2;
  const a = 1.0 + (u2 / 16384.0) * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
  const b = (u2 / 1024.0) * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
  const first = distance_m / (SEMI_MINOR_M * a);
  let sigma = first;
  let cos2m = 0.0;
  for (let round = 0; round < ROUNDS_MOST; round++) {
    cos2m = Math.cos(2.0 * start + sigma);
    const sin = Math.sin(sigma);
    const inner = Math.cos(sigma) * (2.0 * cos2m * cos2m - 1.0);
    const outer = (b / 6.0) * cos2m * (4.0 * sin * sin - 3.0) * (4.0 * cos2m * cos2m - 3.0);
    const next = first + b * sin * (cos2m + (b / 4.0) * (inner - outer));
    const moved = Math.abs(next - sigma);
    sigma = next;
    if (moved < CLOSE_ENOUGH_RAD) break;
  }
  cos2m = Math.cos(2.0 * start + sigma);
  const sin = Math.sin(sigma);
  const cos = Math.cos(sigma);
  const across = sinReduced * sin - cosReduced * cos * cosAzimuth;
  const lat = Math.atan2(
    sinReduced * cos + cosReduced * sin * cosAzimuth,
    (1.0 - FLATTENING) * Math.sqrt(sinAlpha * sinAlpha + across * across),
  );
  const lambda = Math.atan2(sin * sinAzimuth, cosReduced * cos - sinReduced * sin * cosAzimuth);
  const c = (FLATTENING / 16.0) * cosAlpha2 * (4.0 + FLATTENING * (4.0 - 3.0 * cosAlpha2));
  const turned =
    lambda -
    (1.0 - c) * FLATTENING * sinAlpha * (sigma + c * sin * (cos2m + c * cos * (2.0 * cos2m * cos2m - 1.0)));
  return [lon_deg + degrees(turned), degrees(lat)];
}
