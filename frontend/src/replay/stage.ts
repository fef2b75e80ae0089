/** Who shows the ground, the ways and the sectors of a raid: the graphics card, or a plain canvas. */

import type { Camera, Size } from "./camera";
import type { Sector, Way } from "./scenery";

export interface Moment {
  time_s: number;
  ways: Way[];
  sectors: Sector[];
  /** A trail fades out behind its head over so long. */
  fade_s: number;
  /** Whether ways are shown whole, past and to come, under their trails. */
  wholeWays: boolean;
}

export interface Stage {
  readonly name: "deck" | "canvas";
  /** The canvas that holds what was shown last. */
  readonly canvas: HTMLCanvasElement | null;
  /** Heights are shown so many times as high as they are. */
  setLift(lift: number): void;
  /** Show a moment; resolves when it stands on the screen. */
  show(moment: Moment, camera: Camera, size: Size): Promise<void>;
  remove(): void;
}
