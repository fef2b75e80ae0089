/** The replay: stage, clock, eye, panel, threats and story of the chosen raid, put together. */

import { loadSymbols } from "../map/overlay";
import { Numbers } from "../numbers";
import type { Payload } from "../payload/payload";
import type { Words } from "../words/en";
import { wordsOf } from "../words/index";
import { Camera, type Eye, type Size } from "./camera";
import { Clock } from "./clock";
import { DeckStage } from "./deck_stage";
import { FlatStage } from "./flat_stage";
import { Filming } from "./filming";
import { listenToHands } from "./hands";
import type { ReplayHeader } from "./header";
import { keyDeeds } from "./keys";
import { layOut, type Parts } from "./layout";
import { Overlay } from "./overlay";
import { Panel } from "./panel";
import { Raid, type Position } from "./raid";
import { landOf, sectorsAt, waysOf, type Land, type Way } from "./scenery";
import { snapshotOf, type Snapshot } from "./snapshot";
import type { Stage } from "./stage";
import { Story, type StoryMoment } from "./story";
import { ThreatList } from "./threat_list";
import { Transport } from "./transport";
import { viewSaves } from "./view_saves";
import { theFight, usualLift, wholeRaid } from "./views";

const PITCH_DEG = 52.0;
const LEAST_VIEW_M = 16_000.0;
const PANEL_EVERY_MS = 100.0;
/** Where so many pictures took longer than this, the reader is told of the other view. */
const SLOW_FRAME_MS = 400.0;
const SLOW_FRAMES = 5;
const FADE_SHARE = 0.08;
const FADE_LEAST_S = 25.0;

export class ReplayApp {
  readonly words: Words["replay"];
  readonly numbers: Numbers;
  readonly camera = new Camera();
  readonly parts: Parts;
  clock: Clock;
  raid: Raid;
  story: Story;
  private readonly payload: Payload<ReplayHeader>;
  private readonly sections: HTMLElement[];
  private readonly land: Land;
  private readonly overlay: Overlay;
  private readonly transport: Transport;
  private readonly panel: Panel;
  private readonly threats: ThreatList;
  private readonly filming: Filming;
  private stage: Stage;
  private ways: Way[] = [];
  private followed = -1;
  private lift = 1;
  private dirty = true;
  private frame = 0;
  private panel_ms = -Infinity;
  private painted: Promise<void> = Promise.resolve();
  private slowFrames = 0;
  private toldSlow = false;
  private readonly resized = new ResizeObserver(() => this.wake());

  /** Return the replay once its first picture stands. */
  static async start(payload: Payload<ReplayHeader>, holder: HTMLElement, language: string): Promise<ReplayApp> {
    const symbols = await loadSymbols(payload.header.symbols);
    const land = landOf(payload);
    const app = new ReplayApp(payload, holder, language, land, (stage) =>
      new Overlay(stage, symbols, land.ground, payload.header.cities),
    );
    await app.drawn();
    return app;
  }

  private constructor(
    payload: Payload<ReplayHeader>,
    holder: HTMLElement,
    language: string,
    land: Land,
    overlayOn: (stage: HTMLElement) => Overlay,
  ) {
    this.payload = payload;
    this.land = land;
    this.words = wordsOf(language).replay;
    this.numbers = new Numbers(language);
    this.sections = [...document.querySelectorAll<HTMLElement>("[data-raid]")];
    this.transport = new Transport(this.words, this.numbers);
    this.panel = new Panel(this.words, this.numbers);
    this.threats = new ThreatList(this.words, this.numbers, (row) => this.follow(row));
    this.camera.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.parts = layOut(this, payload.header, {
      transport: this.transport.element,
      panel: this.panel.element,
      threats: this.threats.element,
    });
    holder.append(this.parts.frame);
    this.stage = this.firstStage();
    this.overlay = overlayOn(this.parts.stage);
    this.filming = new Filming(this.words, this.numbers, this);
    this.parts.tools.append(this.filming.element);
    this.parts.tools.after(viewSaves(this, this.filming, wordsOf(language)));
    this.raid = new Raid(payload, payload.header.raids[0]);
    this.clock = this.newClock();
    this.story = this.newStory(0);
    this.showRaid(0);
    this.listen();
  }

  get header(): ReplayHeader {
    return this.payload.header;
  }

  get paintedBy(): string {
    return this.stage.name;
  }

  /** The still picture of the raid. */
  get still(): HTMLElement {
    return this.sections[this.header.raids.indexOf(this.raid.entry)];
  }

  get followedRow(): number {
    return this.followed;
  }

  get snapshot(): Snapshot {
    return snapshotOf(this.raid, this.clock.time_s);
  }

  /** Canvases of the stage, the lowest first. */
  get canvases(): HTMLCanvasElement[] {
    return this.stage.canvas ? [this.stage.canvas, this.overlay.canvas] : [this.overlay.canvas];
  }

  get size(): Size {
    return { width_px: this.parts.stage.clientWidth, height_px: this.parts.stage.clientHeight };
  }

  /** Take the replay out of the page. */
  close(): void {
    this.story.stop();
    this.clock.pause();
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
    this.stage.remove();
    this.parts.frame.remove();
  }

  /** Show another raid, from its beginning. */
  showRaid(number: number): void {
    this.story.stop();
    this.clock.pause();
    this.raid = new Raid(this.payload, this.payload.header.raids[number]);
    this.ways = waysOf(this.raid);
    this.clock = this.newClock();
    this.story = this.newStory(number);
    this.sections.forEach((section, at) => section.classList.toggle("not-chosen", at !== number));
    this.parts.serve(this, number);
    this.threats.serve(this.raid);
    this.transport.serve(this.clock, this.story.moments.map((moment) => moment.time_s));
    this.follow(-1);
    this.setLift(usualLift(this.raid));
    this.camera.look(this.viewOf(theFight(this.raid)));
    this.filming.show();
  }

  setLift(lift: number): void {
    this.lift = lift;
    this.stage.setLift(lift);
    this.parts.lift.value = String(lift);
    this.wake();
  }

  /** Keep a threat in the middle, -1 for none. */
  follow(row: number): void {
    this.followed = row;
    this.parts.follow.value = String(row);
    if (row >= 0) this.camera.look({ zoom: Math.max(this.camera.view.zoom, 9.0) });
    else this.camera.look({ up_m: 0 });
    this.wake();
  }

  /** Follow the next threat that flies. */
  followNext(): void {
    const flying = this.raid.rowsOf("threat").filter((row) => this.raid.isThere(row, this.clock.time_s));
    const next = flying.find((row) => row > this.followed) ?? flying[0];
    if (next !== undefined) this.follow(next);
  }

  /** Look at the whole raid. */
  overview(): void {
    this.follow(-1);
    this.camera.fly(this.viewOf(wholeRaid(this.raid)));
    this.wake();
  }

  /** Return the view of some places from the south. */
  private viewOf(places: Position[]): Partial<Eye> {
    const from = { pitch_deg: PITCH_DEG, bearing_deg: 0 };
    return this.camera.holding(places, this.size, { least_m: LEAST_VIEW_M, lift: this.lift, from });
  }

  /** Have the picture drawn anew. */
  wake(): void {
    this.dirty = true;
    if (!this.frame) this.frame = requestAnimationFrame((now_ms) => this.tick(now_ms));
  }

  /** Resolve when the present moment stands on the screen. */
  async drawn(): Promise<void> {
    this.wake();
    while (this.dirty || this.frame) await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.painted;
  }

  private newClock(): Clock {
    return new Clock(this.raid.entry.ends_s, () => {
      this.transport.show();
      this.filming.show();
      this.wake();
    });
  }

  private newStory(number: number): Story {
    const stage = {
      goTo: (moment: StoryMoment) => this.goTo(moment),
      playOn: (until_s: number, within_s: number, reached: () => void) => this.clock.runTo(until_s, within_s, reached),
      stop: () => this.clock.pause(),
    };
    return new Story(this.sections[number], this.words, this.numbers, stage);
  }

  /** Go to a moment and look at whom it is about. */
  private goTo(moment: StoryMoment): void {
    this.clock.pause();
    this.clock.set(moment.time_s);
    this.follow(-1);
    const rows = [moment.actor, moment.about].filter((row) => row >= 0);
    const actor = this.raid.actors[moment.actor];
    if (actor?.kind === "fire_unit") {
      for (const spell of this.raid.doing(moment.actor, "engages", moment.time_s)) rows.push(spell.about);
    }
    const alone = rows.length === 1 && actor?.kind === "threat" && this.raid.isThere(moment.actor, moment.time_s);
    const places = rows.map((row) => this.raid.position(row, moment.time_s));
    const up_m = Math.max(...places.map(([, , alt_msl_m]) => alt_msl_m * this.lift));
    const least_m = alone ? LEAST_VIEW_M : Math.max(LEAST_VIEW_M, 2.0 * up_m);
    const held = alone ? theFight(this.raid) : places;
    this.camera.fly(this.camera.holding(held, this.size, { least_m, lift: this.lift, from: { pitch_deg: PITCH_DEG } }));
    this.wake();
  }

  private tick(now_ms: number): void {
    this.frame = 0;
    const moved = [this.clock.tick(now_ms), this.camera.tick(now_ms)].some(Boolean);
    if (moved || this.dirty) this.draw(now_ms);
    if (this.clock.isRunning || this.camera.isFlying || this.dirty) this.wakeOn();
  }

  /** Ask for the next frame without saying that anything has changed. */
  private wakeOn(): void {
    if (!this.frame) this.frame = requestAnimationFrame((now_ms) => this.tick(now_ms));
  }

  private draw(now_ms: number): void {
    this.dirty = false;
    const now = this.snapshot;
    if (this.followed >= 0 && !this.camera.isFlying) this.keepInTheMiddle();
    const { parts, raid, lift, words, numbers } = this;
    const moment = {
      time_s: now.time_s,
      ways: this.ways,
      sectors: parts.sectors.checked ? sectorsAt(raid, now) : [],
      fade_s: Math.max(FADE_LEAST_S, FADE_SHARE * raid.entry.ends_s),
      wholeWays: parts.wholeWays.checked,
    };
    this.painted = this.stage.show(moment, this.camera, this.size);
    this.clockFrame();
    this.overlay.paint(
      { raid, now, followed: this.followed, lift, names: parts.names.checked, lines: parts.lines.checked },
      this.camera,
      this.size,
      {
        north: words.north,
        head: [numbers.clock(now.time_s), this.camera.flat ? "" : words.raised(numbers.plain(lift))],
        rounds: (count) => words.rounds(count),
        distance: (metres) => numbers.height(metres),
      },
    );
    void this.painted.then(() => this.filming.frame());
    this.showBeside(now, now_ms);
  }

  /** Say so where pictures in three dimensions take long, once. */
  private clockFrame(): void {
    if (this.camera.flat || this.toldSlow) return;
    const begins_ms = performance.now();
    void this.painted.then(() => {
      if (!this.camera.flat && performance.now() - begins_ms > SLOW_FRAME_MS && ++this.slowFrames > SLOW_FRAMES) {
        this.toldSlow = true;
        this.say(this.words.slow);
      }
    });
  }

  /** Bring slider and panels up to date: at most ten times a second while the clock runs. */
  private showBeside(now: Snapshot, now_ms: number): void {
    if (this.clock.isRunning && now_ms - this.panel_ms < PANEL_EVERY_MS) return;
    this.panel_ms = now_ms;
    this.transport.show();
    this.panel.show(this.raid, now);
    this.threats.show(now, this.followed);
    this.story.mark(now.time_s);
  }

  private keepInTheMiddle(): void {
    const [lon_deg, lat_deg, alt_msl_m] = this.raid.position(this.followed, this.clock.time_s);
    this.camera.look({ lon_deg, lat_deg, up_m: alt_msl_m * this.lift });
  }

  /** Show the raid in three dimensions, or from above. */
  setFlat(flat: boolean): void {
    if (flat === this.camera.flat) return;
    this.stage.remove();
    this.stage = flat ? this.flatStage() : this.deckStage();
    this.stage.setLift(this.lift);
    this.wake();
  }

  private firstStage(): Stage {
    const hasWebGL = document.createElement("canvas").getContext("webgl2") !== null;
    if (!hasWebGL) this.withoutWebGL();
    return hasWebGL && window.skykeepPainter !== "canvas" ? this.deckStage() : this.flatStage();
  }

  private flatStage(): Stage {
    this.camera.flat = true;
    this.parts.view.value = "flat";
    this.parts.lift.disabled = true;
    return new FlatStage(this.parts.stage, this.land);
  }

  private deckStage(): Stage {
    this.camera.flat = false;
    this.parts.view.value = "deep";
    this.parts.lift.disabled = false;
    return new DeckStage(this.parts.stage, this.land, () => {
      this.withoutWebGL();
      this.setFlat(true);
    });
  }

  private withoutWebGL(): void {
    this.parts.view.disabled = true;
    this.say(this.words.no_webgl);
  }

  private say(words: string): void {
    this.parts.says.textContent = words;
    this.parts.says.hidden = false;
  }

  private listen(): void {
    this.resized.observe(this.parts.stage);
    listenToHands(this.parts.stage, {
      pan: (x_px, y_px) => {
        this.follow(-1);
        this.camera.panBy(x_px, y_px, this.size);
      },
      zoom: (steps) => {
        this.camera.zoomBy(steps);
        this.wake();
      },
      turn: (bearing_deg, pitch_deg) => {
        this.camera.turnBy(bearing_deg, pitch_deg);
        this.wake();
      },
      pick: ([x, y]) => {
        const row = this.overlay.pick(x, y);
        if (row >= 0) this.follow(row);
      },
      key: (name, withShift) => keyDeeds(this, name, withShift),
    });
  }
}
