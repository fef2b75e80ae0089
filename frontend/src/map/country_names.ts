/** Names of neighbouring countries, each where most of its own land in the view lies round it. */

import type { CountryEntry } from "../payload/header";
import { QUIET_INK } from "./colours";
import { toScreen, type View } from "./mercator";
import type { LonLat } from "../earth/geodesic";
import type { Label } from "./scene";

/** A view is looked at in cells of so many pixels. */
const CELL_PX = 22;
/** A name needs so much room to every side, cells. */
const ROOM_CELLS = 2;
const RANK = 500;
const NOBODY = 0;

/** A country with its outer edges, longitude and latitude one after the other. */
export interface Land {
  country: CountryEntry;
  edges: Float64Array[];
}

export function countryNames(lands: Land[], view: View): Label[] {
  const columns = Math.max(1, Math.floor(view.width_px / CELL_PX));
  const rows = Math.max(1, Math.floor(view.height_px / CELL_PX));
  const cells = whose(lands, view, columns, rows);
  const room = roomOf(cells, columns, rows);
  return lands.flatMap(({ country }, at) => {
    let best = -1;
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells[cell] === at + 1 && (best < 0 || room[cell] > room[best])) best = cell;
    }
    if (best < 0 || room[best] < ROOM_CELLS) return [];
    const x_px = ((best % columns) + 0.5) * CELL_PX;
    const y_px = (Math.floor(best / columns) + 0.5) * CELL_PX;
    return [name(country.name, x_px, y_px)];
  });
}

/** Return whose land each cell is, as a place in the list counted from one; nobody's is 0. */
function whose(lands: Land[], view: View, columns: number, rows: number): Uint8Array {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  const found = new Uint8Array(columns * rows);
  if (!paint) return found;
  lands.forEach(({ edges }, at) => {
    paint.fillStyle = `rgb(${at + 1},0,0)`;
    paint.beginPath();
    for (const edge of edges) {
      for (let point = 0; point < edge.length; point += 2) {
        const place: LonLat = [edge[point], edge[point + 1]];
        const [x, y] = toScreen(view, place);
        if (point === 0) paint.moveTo(x / CELL_PX, y / CELL_PX);
        else paint.lineTo(x / CELL_PX, y / CELL_PX);
      }
      paint.closePath();
    }
    paint.fill();
  });
  const { data } = paint.getImageData(0, 0, columns, rows);
  for (let cell = 0; cell < found.length; cell++) found[cell] = data[4 * cell + 3] === 255 ? data[4 * cell] : NOBODY;
  return found;
}

/** Return how far each cell lies from one of another country or the edge of the view, cells. */
function roomOf(cells: Uint8Array, columns: number, rows: number): Float32Array {
  const room = new Float32Array(cells.length);
  const other = (cell: number, x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= columns || y >= rows || cells[y * columns + x] !== cells[cell];
  const look = (cell: number, steps: [number, number][]): number => {
    const [x, y] = [cell % columns, Math.floor(cell / columns)];
    return steps.reduce(
      (least, [dx, dy]) => Math.min(least, 1 + (other(cell, x + dx, y + dy) ? 0 : room[cell + dy * columns + dx])),
      Infinity,
    );
  };
  for (let cell = 0; cell < cells.length; cell++) room[cell] = look(cell, [[-1, 0], [0, -1]]);
  for (let cell = cells.length - 1; cell >= 0; cell--) room[cell] = Math.min(room[cell], look(cell, [[1, 0], [0, 1]]));
  return room;
}

function name(text: string, x_px: number, y_px: number): Label {
  return {
    text: text.toUpperCase(),
    place: null,
    side: "middle",
    offset_px: [x_px, y_px],
    size_px: 12,
    weight: 600,
    colour: QUIET_INK,
    dot_px: 0,
    spacing_px: 4,
    rank: RANK,
  };
}
