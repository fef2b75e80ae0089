/** Paints a scene on a 2-D canvas: what there is where WebGL is missing, and for pictures to be saved. */

import type { LonLat } from "../earth/geodesic";
import { css } from "./colours";
import { toScreen, type View } from "./mercator";
import type { Painter } from "./painter";
import { context } from "./relief";
import type { Scene } from "./scene";

export class CanvasPainter implements Painter {
  readonly name = "canvas";
  private readonly canvas: HTMLCanvasElement;

  constructor(parent: HTMLElement) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-ground";
    parent.prepend(this.canvas);
  }

  paint(scene: Scene, view: View): Promise<void> {
    paintScene(fitted(this.canvas, view), scene, view);
    return Promise.resolve();
  }

  remove(): void {
    this.canvas.remove();
  }
}

/** Make a canvas as sharp as the screen, and return how to paint on it in pixels of the page; nothing is on it. */
export function fitted(canvas: HTMLCanvasElement, view: { width_px: number; height_px: number }): CanvasRenderingContext2D {
  const ratio = Math.min(window.devicePixelRatio || 1.0, 2.0);
  const [width, height] = [Math.round(view.width_px * ratio), Math.round(view.height_px * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const paint = context(canvas);
  paint.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint.clearRect(0, 0, view.width_px, view.height_px);
  return paint;
}

function paintScene(paint: CanvasRenderingContext2D, scene: Scene, view: View): void {
  paint.lineJoin = "round";
  for (const each of scene.drawn) {
    if (each.kind === "picture") {
      const [west, south, east, north] = each.bounds;
      const [left, top] = toScreen(view, [west, north]);
      const [right, bottom] = toScreen(view, [east, south]);
      paint.imageSmoothingEnabled = true;
      paint.drawImage(each.image, left, top, right - left, bottom - top);
    } else if (each.kind === "area") {
      trace(paint, each.polygons.flat(), view);
      paint.fillStyle = css(each.fill);
      paint.fill("evenodd");
    } else {
      trace(paint, each.paths, view);
      paint.strokeStyle = css(each.colour);
      paint.lineWidth = each.width_px;
      paint.stroke();
    }
  }
}

function trace(paint: CanvasRenderingContext2D, paths: LonLat[][], view: View): void {
  paint.beginPath();
  for (const path of paths) {
    path.forEach((place, at) => {
      const [x, y] = toScreen(view, place);
      if (at === 0) paint.moveTo(x, y);
      else paint.lineTo(x, y);
    });
  }
}
