/** A film of what the stage shows, recorded by the browser itself and saved as WebM. */

import { withDuration } from "./webm";

const FRAMES_A_S = 25;
const BITS_A_S = 6_000_000;
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

export function canFilm(): boolean {
  return (
    typeof MediaRecorder !== "undefined" &&
    typeof HTMLCanvasElement.prototype.captureStream === "function" &&
    TYPES.some((type) => MediaRecorder.isTypeSupported(type))
  );
}

export class Film {
  private readonly canvas: HTMLCanvasElement;
  private readonly recorder: MediaRecorder;
  private readonly parts: Blob[] = [];
  private began_ms = performance.now();

  /** The film is as large as the stage, in whole even pixels, as encoders want it. */
  constructor(width_px: number, height_px: number) {
    this.canvas = document.createElement("canvas");
    this.canvas.width = width_px - (width_px % 2);
    this.canvas.height = height_px - (height_px % 2);
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (!mimeType) throw new Error("no WebM");
    this.recorder = new MediaRecorder(this.canvas.captureStream(FRAMES_A_S), {
      mimeType,
      videoBitsPerSecond: BITS_A_S,
    });
    this.recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size > 0) this.parts.push(data);
    });
    this.recorder.addEventListener("start", () => {
      this.began_ms = performance.now();
    });
    this.recorder.start(1000);
  }

  /** Take a frame: canvases one over another, and a line of words at the foot. */
  frame(layers: HTMLCanvasElement[], foot: string): void {
    const paint = this.canvas.getContext("2d");
    if (!paint) return;
    const { width, height } = this.canvas;
    paint.fillStyle = "#dfe7ec";
    paint.fillRect(0, 0, width, height);
    for (const layer of layers) paint.drawImage(layer, 0, 0, width, height);
    paint.font = "11px system-ui, sans-serif";
    paint.textAlign = "right";
    paint.lineWidth = 3;
    paint.strokeStyle = "rgba(255,255,255,0.9)";
    paint.strokeText(foot, width - 8, height - 8);
    paint.fillStyle = "#1c1c1c";
    paint.fillText(foot, width - 8, height - 8);
  }

  /** End the film and return it, with its length. */
  async end(): Promise<Blob> {
    const stopped = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
    const length_ms = performance.now() - this.began_ms;
    this.recorder.stop();
    await stopped;
    const recorded = new Uint8Array(await new Blob(this.parts).arrayBuffer());
    return new Blob([withDuration(recorded, length_ms)], { type: "video/webm" });
  }
}
