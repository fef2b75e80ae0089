/** The moments that decided a raid: their list, going to one, and going through all of them. */

import { el } from "../dom";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import { onGrid } from "./raid";

export interface StoryMoment {
  time_s: number;
  /** Rows of whom it is about, -1 for none. */
  actor: number;
  about: number;
  title: string;
  button: HTMLButtonElement;
}

/** What a story is told with. */
export interface Teller {
  goTo(moment: StoryMoment): void;
  /** Play on to a time within so many seconds, and call back when it is reached. */
  playOn(until_s: number, within_s: number, reached: () => void): void;
  stop(): void;
}

/** A moment is looked at for so long before the story goes on, and the way to the next one takes so long. */
const LOOK_MS = 3200;
const WAY_MOST_S = 5.0;
const WAY_SPEED = 8.0;

export class Story {
  readonly element: HTMLElement;
  readonly moments: StoryMoment[];
  private readonly words: Words["replay"];
  private readonly numbers: Numbers;
  private readonly stage: Teller;
  private readonly button: HTMLButtonElement;
  private readonly said = el("p", { class: "note story-said", role: "status" });
  private at = -1;
  private marked: StoryMoment | undefined;
  /** The moment that was gone to last. */
  private here: StoryMoment | undefined;
  private wait = 0;
  private ended: (() => void) | null = null;

  /** `section` holds the list of moments that the page was written with: it is taken over. */
  constructor(section: HTMLElement, words: Words["replay"], numbers: Numbers, stage: Teller) {
    this.words = words;
    this.numbers = numbers;
    this.stage = stage;
    this.moments = momentsOf(section, (moment) => this.go(this.moments.indexOf(moment)));
    this.button = el("button", { type: "button", class: "story-play", click: () => this.toggle() }, words.story);
    const list = el("ol", { class: "moments" }, ...this.moments.map((moment) => el("li", {}, moment.button)));
    this.element = el(
      "section",
      { class: "replay-story", "aria-label": words.moments },
      el("h3", {}, words.moments),
      el("p", {}, this.button),
      this.said,
      list,
    );
  }

  /** How long the story takes, s. */
  get length_s(): number {
    const ways = this.moments.slice(1).map((moment, at) => way_s(this.moments[at], moment));
    return (this.moments.length * LOOK_MS) / 1000.0 + ways.reduce((sum, each) => sum + each, 0.0);
  }

  get isPlaying(): boolean {
    return this.at >= 0;
  }

  /** Go to a moment by hand: the story stops. */
  go(number: number): void {
    if (number < 0 || number >= this.moments.length) return;
    this.stop();
    this.here = this.moments[number];
    this.stage.goTo(this.here);
  }

  /** Go to the next moment after a time, or the last one before it; from one that is shown to its neighbour. */
  step(time_s: number, forward: boolean): void {
    const shown = this.here?.time_s === time_s ? this.moments.indexOf(this.here) : -1;
    if (shown >= 0) return this.go(shown + (forward ? 1 : -1));
    const later = this.moments.findIndex((moment) => moment.time_s > time_s);
    const earlier = this.moments.filter((moment) => moment.time_s < time_s).length - 1;
    this.go(forward ? later : earlier);
  }

  toggle(): void {
    if (this.isPlaying) this.stop();
    else this.play();
  }

  /** Go through all moments, one after another; `ended` is called at the end. */
  play(ended: () => void = () => undefined): void {
    this.ended = ended;
    this.show(0);
  }

  stop(): void {
    window.clearTimeout(this.wait);
    if (!this.isPlaying) return;
    this.at = -1;
    this.stage.stop();
    this.button.textContent = this.words.story;
    this.said.textContent = "";
    this.ended?.();
    this.ended = null;
  }

  /** Mark the moment that was reached last; of several at one time that which was chosen. */
  mark(time_s: number): void {
    const past = this.moments.filter((moment) => moment.time_s <= time_s);
    const last = this.here?.time_s === time_s ? this.here : past[past.length - 1];
    if (last === this.marked) return;
    this.marked?.button.removeAttribute("aria-current");
    last?.button.setAttribute("aria-current", "true");
    this.marked = last;
    if (last) bringIntoView(last.button);
  }

  private show(number: number): void {
    const moment = this.moments[number];
    if (!moment) return this.stop();
    this.at = number;
    this.button.textContent = this.words.story_stop;
    const [at, of] = [number + 1, this.moments.length].map((each) => this.numbers.plain(each));
    this.said.textContent = this.words.story_at(at, of, moment.title);
    this.here = moment;
    this.stage.goTo(moment);
    this.wait = window.setTimeout(() => {
      const next = this.moments[number + 1];
      if (!next) return this.stop();
      this.stage.playOn(next.time_s, way_s(moment, next), () => this.show(number + 1));
    }, LOOK_MS);
  }
}

/** Scroll the list, not the page, until a button of it is seen. */
function bringIntoView(button: HTMLElement): void {
  const list = button.closest("ol");
  if (!list) return;
  const [box, frame] = [button.getBoundingClientRect(), list.getBoundingClientRect()];
  if (box.top < frame.top) list.scrollTop += box.top - frame.top;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
}

function way_s(from: StoryMoment, to: StoryMoment): number {
  return Math.min((to.time_s - from.time_s) / WAY_SPEED, WAY_MOST_S);
}

function momentsOf(section: HTMLElement, chosen: (moment: StoryMoment) => void): StoryMoment[] {
  return [...section.querySelectorAll<HTMLElement>(".moments > li")].map((item) => {
    const button = el("button", { type: "button", class: "moment" });
    button.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
    const moment: StoryMoment = {
      time_s: onGrid(Number(item.dataset.at)),
      actor: Number(item.dataset.actor),
      about: Number(item.dataset.about),
      title: item.querySelector("strong")?.textContent?.replace(/\.$/, "") ?? "",
      button,
    };
    button.addEventListener("click", () => chosen(moment));
    return moment;
  });
}
