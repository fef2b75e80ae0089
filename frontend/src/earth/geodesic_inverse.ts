/** Bearing and distance between two places on WGS84. Vincenty (1975), Survey Review 23, 88-93: the inverse formula. */

import { FLATTENING, radians, SEMI_MAJOR_M, type LonLat } from "./geodesic";

const SEMI_MINOR_M = SEMI_MAJOR_M * (1.0 - FLATTENING);
const CLOSE_ENOUGH_RAD = 1e-12;
const ROUNDS_MOST = 100;

export interface Course {
  /** Clockwise from north, 0 to 2 pi. */
  bearing_rad: number;
  distance_m: number;
}

export function course(from: LonLat, to: LonLat): Course {
  const apart = radians(to[0] - from[0]);
  const [sin1, cos1] = reduced(from[1]);
  const [sin2, cos2] = reduced(to[1]);
  let lambda = apart;
  let [sinSigma, cosSigma, sigma, cosAlpha2, cos2m] = [0.0, 1.0, 0.0, 1.0, 0.0];
  for (let round = 0; round < ROUNDS_MOST; round++) {
    const [sin, cos] = [Math.sin(lambda), Math.cos(lambda)];
    sinSigma = Math.hypot(cos2 * sin, cos1 * sin2 - sin1 * cos2 * cos);
    if (sinSigma === 0.0) return { bearing_rad: 0.0, distance_m: 0.0 };
    cosSigma = sin1 * sin2 + cos1 * cos2 * cos;
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sin) / sinSigma;
    cosAlpha2 = 1.0 - sinAlpha * sinAlpha;
    cos2m = cosAlpha2 === 0.0 ? 0.0 : cosSigma - (2.0 * sin1 * sin2) / cosAlpha2;
    const c = (FLATTENING / 16.0) * cosAlpha2 * (4.0 + FLATTENING * (4.0 - 3.0 * cosAlpha2));
    const inner = cos2m + c * cosSigma * (2.0 * cos2m * cos2m - 1.0);
    const next = apart + (1.0 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * inner);
    const moved = Math.abs(next - lambda);
    lambda = next;
    if (moved < CLOSE_ENOUGH_RAD) break;
  }
  const u2 = (cosAlpha2 * (SEMI_MAJOR_M ** 2 - SEMI_MINOR_M ** 2)) / SEMI_MINOR_M ** 2;
  const a = 1.0 + (u2 / 16384.0) * (4096.0 + u2 * (-768.0 + u2 * (320.0 - 175.0 * u2)));
  const b = (u2 / 1024.0) * (256.0 + u2 * (-128.0 + u2 * (74.0 - 47.0 * u2)));
  const inner = cosSigma * (2.0 * cos2m * cos2m - 1.0);
  const outer = (b / 6.0) * cos2m * (4.0 * sinSigma * sinSigma - 3.0) * (4.0 * cos2m * cos2m - 3.0);
  const bent = b * sinSigma * (cos2m + (b / 4.0) * (inner - outer));
  const [sin, cos] = [Math.sin(lambda), Math.cos(lambda)];
  const bearing = Math.atan2(cos2 * sin, cos1 * sin2 - sin1 * cos2 * cos);
  return {
    bearing_rad: (bearing + 2.0 * Math.PI) % (2.0 * Math.PI),
    distance_m: SEMI_MINOR_M * a * (sigma - bent),
  };
}

/** Return sine and cosine of the reduced latitude. */
function reduced(lat_deg: number): [number, number] {
  const tan = (1.0 - FLATTENING) * Math.tan(radians(lat_deg));
  const cos = 1.0 / Math.sqrt(1.0 + tan * tan);
  return [tan * cos, cos];
}
