/** Shaded relief of the ground as a picture, made in the page: light from the north-west, water flat. */

import { radians } from "../earth/geodesic";
import { NO_HEIGHT_M, type Ground } from "../earth/ground";
import { css, WATER } from "./colours";
import { latitudeOf, worldX, worldY } from "./mercator";
import type { Bounds, Picture } from "./scene";

const SUN_AZIMUTH_RAD = radians(315.0);
const SUN_ELEVATION_RAD = radians(45.0);
/** Slopes are shown so many times as steep as they are, on posts so far apart; coarser ground is smoother. */
const EXAGGERATION = 7.0;
const EXAGGERATION_STEP_M = 2800.0;
const SMOOTHING = 0.4;
const FEATHER_SHARE = 0.03;
const PALEST = [251, 249, 244];
const DARKEST = [148, 146, 140];
const METRES_PER_DEGREE = 111195.0;
/** The picture has so many pixels a post, for crisp coasts. */
const PIXELS_A_POST = 2;

/** `land` are outer edges of countries, longitude and latitude one after the other. */
export function reliefPicture(id: string, ground: Ground, land: Float64Array[]): Picture {
  const { rows, columns } = ground;
  const bounds: Bounds = [ground.west_deg, ground.south_deg, ground.east_deg, ground.north_deg];
  const top = worldY(ground.north_deg);
  const tall = worldY(ground.south_deg) - top;
  const left = worldX(ground.west_deg);
  const wide = worldX(ground.east_deg) - left;
  const height = Math.round((columns * tall) / wide);
  const shaded = document.createElement("canvas");
  shaded.width = columns;
  shaded.height = height;
  const pixels = new ImageData(columns, height);
  for (let y = 0; y < height; y++) {
    const lat_deg = latitudeOf(top + ((y + 0.5) / height) * tall);
    const row = Math.min(Math.max(Math.round((ground.north_deg - lat_deg) / ground.lat_step_deg), 0), rows - 1);
    shadeRow(ground, row, pixels.data.subarray(4 * y * columns, 4 * (y + 1) * columns));
  }
  context(shaded).putImageData(pixels, 0, 0);
  const image = document.createElement("canvas");
  image.width = columns * PIXELS_A_POST;
  image.height = height * PIXELS_A_POST;
  const paint = context(image);
  paint.fillStyle = css(WATER);
  paint.fillRect(0, 0, image.width, image.height);
  paint.beginPath();
  for (const edge of land) {
    for (let at = 0; at < edge.length; at += 2) {
      const x = ((worldX(edge[at]) - left) / wide) * image.width;
      const y = ((worldY(edge[at + 1]) - top) / tall) * image.height;
      if (at === 0) paint.moveTo(x, y);
      else paint.lineTo(x, y);
    }
    paint.closePath();
  }
  paint.save();
  paint.clip();
  paint.imageSmoothingEnabled = true;
  paint.imageSmoothingQuality = "high";
  paint.drawImage(shaded, 0, 0, image.width, image.height);
  paint.restore();
  feather(paint, image.width, image.height);
  return { kind: "picture", id, image, bounds };
}

/** Let the picture fade out at its sides, so that no seam shows over the coarser ground beside. */
function feather(paint: CanvasRenderingContext2D, width: number, height: number): void {
  const room = FEATHER_SHARE * width;
  paint.globalCompositeOperation = "destination-out";
  for (const [x, y, dx, dy] of [
    [0, 0, 1, 0],
    [width, 0, -1, 0],
    [0, 0, 0, 1],
    [0, height, 0, -1],
  ]) {
    const fade = paint.createLinearGradient(x, y, x + dx * room, y + dy * room);
    fade.addColorStop(0.0, "rgba(0,0,0,1)");
    fade.addColorStop(1.0, "rgba(0,0,0,0)");
    paint.fillStyle = fade;
    paint.fillRect(0, 0, width, height);
  }
}

/** Lambert shading of one row of posts into RGBA. */
function shadeRow(ground: Ground, row: number, rgba: Uint8ClampedArray): void {
  const { rows, columns, alt_msl_m: alt } = ground;
  const north_m = ground.lat_step_deg * METRES_PER_DEGREE;
  const lat_rad = radians(ground.north_deg - row * ground.lat_step_deg);
  const east_m = ground.lon_step_deg * METRES_PER_DEGREE * Math.cos(lat_rad);
  const above = Math.max(row - 1, 0);
  const below = Math.min(row + 1, rows - 1);
  const flat = Math.sin(SUN_ELEVATION_RAD);
  const stretch = EXAGGERATION * (ground.step_m / EXAGGERATION_STEP_M) ** SMOOTHING;
  const height = (at: number): number => (alt[at] === NO_HEIGHT_M ? 0 : alt[at]);
  for (let column = 0; column < columns; column++) {
    const west = Math.max(column - 1, 0);
    const east = Math.min(column + 1, columns - 1);
    const rise_east =
      (stretch * (height(row * columns + east) - height(row * columns + west))) / (east_m * (east - west));
    const rise_north =
      (stretch * (height(above * columns + column) - height(below * columns + column))) /
      (north_m * (below - above));
    const slope = Math.atan(Math.hypot(rise_north, rise_east));
    const aspect = Math.atan2(-rise_east, -rise_north);
    const light =
      Math.sin(SUN_ELEVATION_RAD) * Math.cos(slope) +
      Math.cos(SUN_ELEVATION_RAD) * Math.sin(slope) * Math.cos(SUN_AZIMUTH_RAD - aspect);
    const shade = Math.min(Math.max(light / flat, 0.0), 1.15) / 1.15;
    for (let part = 0; part < 3; part++) {
      rgba[4 * column + part] = DARKEST[part] + (PALEST[part] - DARKEST[part]) * shade;
    }
    rgba[4 * column + 3] = 255;
  }
}

export function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const found = canvas.getContext("2d");
  if (!found) throw new Error("this browser gives no 2-D canvas");
  return found;
}
