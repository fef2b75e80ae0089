/** The buttons that film: the whole raid at the speed that is chosen, or the story. */

import { el } from "../dom";
import { keepFile } from "../file";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import type { ReplayApp } from "./app";
import { SKY } from "./colours";
import { Film, canFilm } from "./film";

/** A film goes on for so long after the last thing has happened. */
const TAIL_MS = 800;

export class Filming {
  readonly element: HTMLElement;
  private readonly words: Words["replay"];
  private readonly numbers: Numbers;
  private readonly app: ReplayApp;
  private readonly raid: HTMLButtonElement;
  private readonly story: HTMLButtonElement;
  private readonly said = el("span", { class: "note", role: "status" });
  private film: Film | null = null;
  private shots: (() => void)[] = [];

  constructor(words: Words["replay"], numbers: Numbers, app: ReplayApp) {
    this.words = words;
    this.numbers = numbers;
    this.app = app;
    this.raid = el("button", { type: "button", class: "film-raid", click: () => void this.ofRaid() });
    this.story = el("button", { type: "button", class: "film-story", click: () => void this.ofStory() });
    this.element = el("span", { class: "replay-film" }, this.raid, this.story, this.said);
    if (!canFilm()) {
      this.raid.disabled = this.story.disabled = true;
      this.said.textContent = words.film_missing;
    }
  }

  get isFilming(): boolean {
    return this.film !== null;
  }

  /** Say how long each film will be. */
  show(): void {
    const { words, numbers, app } = this;
    if (this.film || !app.story) return; // the first clock comes before the first story
    const length = (seconds: number): string => words.seconds(numbers.plain(Math.ceil(seconds)));
    this.raid.textContent = words.film_raid(length(app.clock.ends_s / app.clock.speed));
    this.story.textContent = words.film_story(length(app.story.length_s));
  }

  /** Return what the stage shows next as one picture: a graphics card keeps it no longer than until it stands there. */
  shot(): Promise<HTMLCanvasElement> {
    return new Promise((resolve) => {
      this.shots.push(() => resolve(composed(this.app.canvases)));
      this.app.wake();
    });
  }

  /** Take a frame of what has just been drawn. */
  frame(): void {
    for (const shoot of this.shots.splice(0)) shoot();
    if (!this.film) return;
    const { header } = this.app;
    const { world, replication } = this.app.raid.entry;
    this.film.frame(this.app.canvases, this.words.film_foot(header.scenario.title, world, replication, header.version));
  }

  private async ofRaid(): Promise<void> {
    if (this.film) return this.stop();
    this.app.story.stop();
    await this.shoot(this.raid, "raid", () => {
      this.app.clock.set(0);
      this.app.clock.play();
      return () => this.app.clock.time_s >= this.app.clock.ends_s || !this.app.clock.isRunning;
    });
  }

  private async ofStory(): Promise<void> {
    if (this.film) return this.stop();
    await this.shoot(this.story, "story", () => {
      this.app.story.play();
      return () => !this.app.story.isPlaying;
    });
  }

  private stop(): void {
    this.app.story.stop();
    this.app.clock.pause();
  }

  /** Film from when `begin` has begun until what it returns says that it is over. */
  private async shoot(button: HTMLButtonElement, name: string, begin: () => () => boolean): Promise<void> {
    const { words, numbers, app } = this;
    const ratio = Math.min(window.devicePixelRatio || 1.0, 2.0);
    const { width_px, height_px } = app.size;
    try {
      this.film = new Film(Math.round(width_px * ratio), Math.round(height_px * ratio));
      const isOver = begin();
      button.textContent = words.film_stop;
      while (!isOver()) {
        this.said.textContent = words.filming(numbers.clock(app.clock.time_s), numbers.clock(app.clock.ends_s));
        await wait(200);
        app.wake();
      }
      await wait(TAIL_MS);
      const made = await this.film.end();
      const { world, replication } = app.raid.entry;
      keepFile(made, `skykeep-${name}-${world}-${replication}.webm`);
      this.said.textContent = words.film_done(words.megabytes(numbers.plain(made.size / 1e6, 1)));
    } catch (error) {
      this.said.textContent = words.film_failed((error as Error).message);
    } finally {
      this.film = null;
      this.show();
    }
  }
}

/** Return canvases as one, as sharp as the sharpest of them. */
function composed(layers: HTMLCanvasElement[]): HTMLCanvasElement {
  const made = document.createElement("canvas");
  made.width = Math.max(...layers.map(({ width }) => width));
  made.height = Math.max(...layers.map(({ height }) => height));
  const paint = made.getContext("2d")!;
  paint.fillStyle = SKY;
  paint.fillRect(0, 0, made.width, made.height);
  for (const layer of layers) paint.drawImage(layer, 0, 0, made.width, made.height);
  return made;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, milliseconds));
