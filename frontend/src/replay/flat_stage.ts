/** Shows a raid from above on a 2-D canvas: what there is where WebGL is missing. */

import type { WebMercatorViewport } from "@deck.gl/core";
import { fitted } from "../map/canvas_painter";
import { css } from "../map/colours";
import type { Colour } from "../map/scene";
import type { Camera, Size } from "./camera";
import { BORDER, PAST, SKY } from "./colours";
import type { Position } from "./raid";
import type { Land, Way } from "./scenery";
import type { Moment, Stage } from "./stage";

/** A fading trail is drawn in so many pieces. */
const PIECES = 6;

export class FlatStage implements Stage {
  readonly name = "canvas";
  readonly canvas: HTMLCanvasElement;
  private readonly land: Land;

  constructor(parent: HTMLElement, land: Land) {
    this.land = land;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "stage-ground";
    parent.prepend(this.canvas);
  }

  setLift(): void {
    // from above heights are not seen
  }

  show(moment: Moment, camera: Camera, size: Size): Promise<void> {
    const paint = fitted(this.canvas, size);
    const viewport = camera.viewport(size);
    paint.fillStyle = SKY;
    paint.fillRect(0, 0, size.width_px, size.height_px);
    const [west, south, east, north] = this.land.relief.bounds;
    const [left, top] = viewport.project([west, north]);
    const [right, bottom] = viewport.project([east, south]);
    paint.drawImage(this.land.relief.image, left, top, right - left, bottom - top);
    for (const line of this.land.borders) stroke(paint, viewport, line, BORDER, 1.0);
    for (const sector of moment.sectors) {
      trace(paint, viewport, sector.ring);
      paint.fillStyle = css(sector.fill);
      paint.fill();
      stroke(paint, viewport, sector.ring, sector.line, 1.2);
    }
    for (const way of moment.ways) {
      if (moment.wholeWays) stroke(paint, viewport, pointsOf(way), PAST, 1.2);
      trail(paint, viewport, way, moment);
    }
    return Promise.resolve();
  }

  remove(): void {
    this.canvas.remove();
  }
}

function trail(paint: CanvasRenderingContext2D, viewport: WebMercatorViewport, way: Way, moment: Moment): void {
  const { course } = way;
  const first_s = Math.max(course.time_s[0], moment.time_s - moment.fade_s);
  const last_s = Math.min(course.time_s[course.length - 1], moment.time_s);
  for (let piece = 0; piece < PIECES && first_s < last_s; piece++) {
    const [from_s, until_s] = [piece, piece + 1].map((at) => first_s + ((last_s - first_s) * at) / PIECES);
    const [red, green, blue] = way.colour;
    const age = (moment.time_s - until_s) / moment.fade_s;
    const colour: Colour = [red, green, blue, 255 * (1.0 - 0.85 * age)];
    stroke(paint, viewport, [course.at(from_s), course.at(until_s)], colour, way.width_px);
  }
}

function pointsOf(way: Way): Position[] {
  return Array.from({ length: way.course.length }, (_, at) => way.course.point(at));
}

function trace(paint: CanvasRenderingContext2D, viewport: WebMercatorViewport, path: Position[]): void {
  paint.beginPath();
  path.forEach(([lon_deg, lat_deg], at) => {
    const [x, y] = viewport.project([lon_deg, lat_deg]);
    if (at === 0) paint.moveTo(x, y);
    else paint.lineTo(x, y);
  });
}

function stroke(
  paint: CanvasRenderingContext2D,
  viewport: WebMercatorViewport,
  path: Position[],
  colour: Colour,
  width_px: number,
): void {
  trace(paint, viewport, path);
  paint.strokeStyle = css(colour);
  paint.lineWidth = width_px;
  paint.stroke();
}
