/** Play, stop, the slider with its marks, and the speed. */

import { el } from "../dom";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import { SPEEDS, type Clock } from "./clock";

export class Transport {
  readonly element: HTMLElement;
  private readonly words: Words["replay"];
  private readonly numbers: Numbers;
  private readonly button: HTMLButtonElement;
  private readonly slider: HTMLInputElement;
  private readonly ticks: HTMLElement;
  private readonly said: HTMLOutputElement;
  private readonly speed: HTMLSelectElement;
  private clock: Clock | null = null;

  constructor(words: Words["replay"], numbers: Numbers) {
    this.words = words;
    this.numbers = numbers;
    this.button = el("button", { type: "button", class: "transport-play", click: () => this.clock?.toggle() });
    this.slider = el("input", {
      type: "range",
      min: 0,
      step: 0.1,
      class: "transport-time",
      "aria-label": words.time,
      input: () => this.clock?.set(Number(this.slider.value)),
    });
    this.ticks = el("span", { class: "transport-ticks", "aria-hidden": "true" });
    this.said = el("output", { class: "transport-said" });
    const options = SPEEDS.map((speed) => el("option", { value: speed }, words.times(numbers.plain(speed))));
    this.speed = el(
      "select",
      { "aria-label": words.speed, class: "transport-speed", change: () => this.clock?.setSpeed(Number(this.speed.value)) },
      ...options,
    );
    this.element = el(
      "div",
      { class: "transport" },
      this.button,
      el("span", { class: "transport-bar" }, this.slider, this.ticks),
      this.said,
      el("label", {}, el("span", {}, words.speed), this.speed),
    );
  }

  /** Serve another clock, with marks at some of its times. */
  serve(clock: Clock, marks_s: number[]): void {
    this.clock = clock;
    this.slider.max = String(clock.ends_s);
    this.ticks.replaceChildren(
      ...marks_s.map((time_s) =>
        el("i", { style: `inset-inline-start: ${((100.0 * time_s) / Math.max(clock.ends_s, 1e-9)).toFixed(2)}%` }),
      ),
    );
    this.show();
  }

  show(): void {
    const { clock, words, numbers } = this;
    if (!clock) return;
    this.button.textContent = clock.isRunning ? words.pause : words.play;
    this.slider.value = String(clock.time_s);
    const said = `${numbers.clock(clock.time_s)} · ${words.second(numbers.plain(clock.time_s, 1))}`;
    this.slider.setAttribute("aria-valuetext", said);
    this.said.textContent = said;
    this.speed.value = String(clock.speed);
  }
}
