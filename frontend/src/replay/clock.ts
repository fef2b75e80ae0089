/** The clock of a replay: it runs, stands, and goes up to 256 times as fast as the raid. */

import { onGrid } from "./raid";

export const SPEEDS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** A raid takes about so long at the speed that is chosen first. */
const USUAL_SHOW_S = 40.0;
/** After a pause of the browser the clock goes on where it was. */
const LONGEST_STEP_S = 1.0;

export class Clock {
  readonly ends_s: number;
  private shown_s = 0.0;
  private rate: number;
  private running = false;
  private last_ms = 0.0;
  private errand: { until_s: number; rate: number; done: () => void } | null = null;
  private readonly told: () => void;

  /** `told` is called whenever the clock was set, started, stopped or made faster. */
  constructor(ends_s: number, told: () => void) {
    this.ends_s = ends_s;
    this.rate = usualSpeed(ends_s);
    this.told = told;
  }

  get time_s(): number {
    return this.shown_s;
  }

  get speed(): number {
    return this.rate;
  }

  get isRunning(): boolean {
    return this.running;
  }

  set(time_s: number): void {
    this.errand = null;
    this.shown_s = Math.min(Math.max(onGrid(time_s), 0.0), this.ends_s);
    this.told();
  }

  setSpeed(speed: number): void {
    this.rate = Math.min(Math.max(speed, SPEEDS[0]), SPEEDS[SPEEDS.length - 1]);
    this.told();
  }

  /** Go so many steps faster, or slower. */
  change(steps: number): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.rate);
    this.setSpeed(SPEEDS[Math.min(Math.max(at + steps, 0), SPEEDS.length - 1)]);
  }

  /** Start; from the beginning where it stands at the end. */
  play(): void {
    if (this.shown_s >= this.ends_s) this.shown_s = 0.0;
    this.running = true;
    this.last_ms = performance.now();
    this.told();
  }

  /** Run on to a time within so many seconds of the browser, stop there and call back. */
  runTo(until_s: number, within_s: number, done: () => void): void {
    const gap_s = Math.max(until_s - this.shown_s, 0.0);
    this.errand = { until_s, rate: Math.max(gap_s / within_s, 1e-6), done };
    this.running = true;
    this.last_ms = performance.now();
    this.told();
  }

  pause(): void {
    this.running = false;
    this.errand = null;
    this.told();
  }

  toggle(): void {
    if (this.running) this.pause();
    else this.play();
  }

  /** Go on to a time of the browser; return whether it moved. */
  tick(now_ms: number): boolean {
    if (!this.running) return false;
    const step_s = Math.min(Math.max(now_ms - this.last_ms, 0.0) / 1000.0, LONGEST_STEP_S);
    this.last_ms = now_ms;
    const until_s = this.errand?.until_s ?? this.ends_s;
    this.shown_s = Math.min(this.shown_s + step_s * (this.errand?.rate ?? this.rate), until_s);
    if (this.shown_s >= until_s) {
      const done = this.errand?.done;
      this.pause();
      done?.();
    }
    return true;
  }
}

function usualSpeed(ends_s: number): number {
  return SPEEDS.find((speed) => ends_s / speed <= USUAL_SHOW_S) ?? SPEEDS[SPEEDS.length - 1];
}
