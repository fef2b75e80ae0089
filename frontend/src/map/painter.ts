/** Who paints pictures, areas and lines: the graphics card through deck.gl, or a plain 2-D canvas. */

import type { Scene } from "./scene";
import type { View } from "./mercator";

export interface Painter {
  readonly name: "deck" | "canvas";
  /** Paint a scene; resolves when it stands on the screen. */
  paint(scene: Scene, view: View): Promise<void>;
  remove(): void;
}
