/** The ground as a mesh of triangles, and how high it is anywhere. */

import type { Ground } from "../earth/ground";
import { NO_HEIGHT_M } from "../earth/ground";
import { worldY } from "../map/mercator";

export interface GroundMesh {
  vertexCount: number;
  /** Longitude, latitude, height as it is drawn, one after another. */
  positions: Float64Array<ArrayBuffer>;
  texCoords: Float32Array<ArrayBuffer>;
  indices: Uint32Array<ArrayBuffer>;
}

/** Return the ground with heights `lift` times as high, with at most so many points along a side; its picture
 * has rows that are even in Mercator. */
export function groundMesh(ground: Ground, lift: number, sideMost: number): GroundMesh {
  const rows = posts(ground.rows, sideMost);
  const columns = posts(ground.columns, sideMost);
  const count = rows.length * columns.length;
  const positions = new Float64Array(3 * count);
  const texCoords = new Float32Array(2 * count);
  const top = worldY(ground.north_deg);
  const tall = worldY(ground.south_deg) - top;
  let at = 0;
  for (const row of rows) {
    const lat_deg = ground.north_deg - row * ground.lat_step_deg;
    for (const column of columns) {
      const alt = ground.alt_msl_m[row * ground.columns + column];
      positions[3 * at] = ground.west_deg + column * ground.lon_step_deg;
      positions[3 * at + 1] = lat_deg;
      positions[3 * at + 2] = alt === NO_HEIGHT_M ? 0.0 : alt * lift;
      texCoords[2 * at] = column / (ground.columns - 1);
      texCoords[2 * at + 1] = (worldY(lat_deg) - top) / tall;
      at++;
    }
  }
  const indices = triangles(rows.length, columns.length);
  return { vertexCount: indices.length, positions, texCoords, indices };
}

/** Return the ground's height at a place, m; 0 beyond it and where it is not known. */
export function heightAt(ground: Ground, lon_deg: number, lat_deg: number): number {
  const y = (ground.north_deg - lat_deg) / ground.lat_step_deg;
  const x = (lon_deg - ground.west_deg) / ground.lon_step_deg;
  if (!(y >= 0 && x >= 0 && y <= ground.rows - 1 && x <= ground.columns - 1)) return 0.0;
  const row = Math.min(Math.floor(y), ground.rows - 2);
  const column = Math.min(Math.floor(x), ground.columns - 2);
  const [down, across] = [y - row, x - column];
  const height = (r: number, c: number): number => {
    const alt = ground.alt_msl_m[r * ground.columns + c];
    return alt === NO_HEIGHT_M ? 0.0 : alt;
  };
  const upper = height(row, column) * (1 - across) + height(row, column + 1) * across;
  const lower = height(row + 1, column) * (1 - across) + height(row + 1, column + 1) * across;
  return upper * (1 - down) + lower * down;
}

/** Return which posts of a side the mesh takes: evenly, both ends among them. */
function posts(count: number, sideMost: number): number[] {
  const taken = Math.min(count, sideMost);
  return Array.from({ length: taken }, (_, at) => Math.round((at * (count - 1)) / (taken - 1)));
}

function triangles(rows: number, columns: number): Uint32Array<ArrayBuffer> {
  const indices = new Uint32Array(6 * (rows - 1) * (columns - 1));
  let at = 0;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corner = row * columns + column;
      indices.set([corner, corner + columns, corner + 1, corner + 1, corner + columns, corner + columns + 1], at);
      at += 6;
    }
  }
  return indices;
}
