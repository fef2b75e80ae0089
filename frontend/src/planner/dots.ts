/** A hundred raids as dots that fall where their leakers are, and settle anew as more are played. */

import { el, svg } from "../dom";
import type { ReasonOnMap } from "./answers";
import { hatchOf } from "./hatches";
import { dotsOf, type Dot, type RaidsByLeakers } from "./raids_so_far";

const WIDE = 420;
const TALL = 190;
const FOOT = 22;
const SIDE = 14;
const COLUMNS_MOST = 28;
const DOT_PX_MOST = 7;

export interface DotWords {
  /** A number of leakers under its column. */
  write: (count: number) => string;
  /** One raid in words. */
  says: (at: number, of: number, leakers: number, reason: string) => string;
  keys: string;
  /** What its axis counts. */
  axis: string;
}

let drawn = 0;

export class Dots {
  readonly picture: SVGElement;
  /** The picture, what its marks mean, and the raid that is chosen in words. */
  readonly element: HTMLElement;
  private readonly axis = svg("g", { class: "plan-dots-axis" });
  private readonly field = svg("g", {});
  private readonly circles: SVGElement[] = [];
  private readonly key = el("ul", { class: "legend plan-legend" });
  private readonly chosenSays = el("p", { class: "note", role: "status" });
  private readonly words: DotWords;
  private readonly marks: ReasonOnMap[];
  private readonly name = `dots-${++drawn}`;
  private dots: Dot[] = [];
  /** Which dot is told in words; none before one is chosen. */
  private chosen = -1;

  constructor(words: DotWords, marks: ReasonOnMap[]) {
    this.words = words;
    this.marks = marks;
    const hatched = marks.filter(({ hatch }) => hatch);
    const defs = svg("defs", {}, ...hatched.map(({ id, colour, hatch }) => hatchOf(`${this.name}-${id}`, colour, hatch)));
    const look = { viewBox: `0 0 ${WIDE} ${TALL}`, class: "plan-dots", role: "img", tabindex: 0 };
    this.picture = svg("svg", look, defs, this.axis, this.field);
    this.picture.addEventListener("keydown", (event) => this.step(event as KeyboardEvent));
    this.picture.addEventListener("click", (event) => this.choose(this.circles.indexOf(event.target as SVGElement)));
    const counts = el("p", { class: "note plan-dots-name" }, words.axis);
    this.element = el("div", {}, this.picture, counts, this.key, this.chosenSays);
  }

  /** Show the dots of some raids on an axis from nothing to all that was launched; `words` say what they are. */
  show(raidsByLeakers: RaidsByLeakers, launched: number, words: string): void {
    this.picture.setAttribute("aria-label", `${words}. ${this.words.keys}`);
    const dots = dotsOf(raidsByLeakers);
    this.dots = dots;
    const width = Math.max(1, Math.ceil((launched + 1) / COLUMNS_MOST));
    const columns = Math.max(1, Math.ceil((launched + 1) / width));
    const column = (count: number): number => Math.min(Math.floor(count / width), columns - 1);
    const step = (WIDE - 2 * SIDE) / columns;
    const piled = new Array<number>(columns).fill(0);
    for (const { leakers } of dots) piled[column(leakers)]++;
    const radius = Math.min(DOT_PX_MOST, step / 2.0, (TALL - FOOT - 4) / (2.0 * Math.max(...piled, 1)));
    this.foot(columns, width, step);
    this.keep(dots.length);
    piled.fill(0);
    dots.forEach(({ leakers, reason }, dot) => {
      const at = column(leakers);
      const x = SIDE + (at + 0.5) * step;
      const y = TALL - FOOT - radius * (2 * piled[at]++ + 1);
      this.circles[dot].setAttribute("r", (0.92 * radius).toFixed(2));
      this.circles[dot].setAttribute("fill", this.fillOf(reason));
      this.circles[dot].firstElementChild?.replaceChildren(this.sayOf(dot));
      requestAnimationFrame(() => {
        this.circles[dot]?.style.setProperty("transform", `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`);
      });
    });
    const shown = new Set(dots.map(({ reason }) => reason));
    this.key.replaceChildren(...this.marks.filter(({ id }) => shown.has(id)).map((mark) => this.keyOf(mark)));
    this.choose(this.chosen < dots.length ? this.chosen : -1);
  }

  /** Go from raid to raid by keys. */
  private step(event: KeyboardEvent): void {
    const last = this.dots.length - 1;
    const to = { ArrowRight: this.chosen + 1, ArrowLeft: this.chosen - 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.choose(Math.min(Math.max(to, 0), last));
  }

  private choose(dot: number): void {
    this.chosen = dot;
    this.circles.forEach((circle, at) => circle.classList.toggle("chosen", at === dot));
    this.chosenSays.textContent = dot < 0 ? "" : this.sayOf(dot);
  }

  private sayOf(dot: number): string {
    const { leakers, reason } = this.dots[dot];
    const words = this.marks.find(({ id }) => id === reason)?.words ?? reason;
    return this.words.says(dot + 1, this.dots.length, leakers, words);
  }

  private fillOf(reason: string): string {
    const mark = this.marks.find(({ id }) => id === reason);
    return mark?.hatch ? `url(#${this.name}-${reason})` : (mark?.colour ?? "none");
  }

  private keyOf({ id, words }: ReasonOnMap): HTMLElement {
    const dot = svg("circle", { cx: 6, cy: 6, r: 5, fill: this.fillOf(id), class: "mark" });
    return el("li", {}, svg("svg", { viewBox: "0 0 12 12", width: 14, height: 14, "aria-hidden": "true" }, dot), words);
  }

  /** Keep so many circles; a new one starts above the field. */
  private keep(count: number): void {
    for (const circle of this.circles.splice(count)) circle.remove();
    while (this.circles.length < count) {
      const circle = svg("circle", { r: 1, class: "mark" }, svg("title", {}));
      circle.style.setProperty("transform", `translate(${WIDE / 2}px, -10px)`);
      this.circles.push(circle);
      this.field.append(circle);
    }
  }

  private foot(columns: number, width: number, step: number): void {
    const every = Math.max(1, Math.ceil(columns / 7));
    const marks = Array.from({ length: columns }, (_, at) => at).filter((at) => at % every === 0);
    this.axis.replaceChildren(
      svg("path", { d: `M${SIDE} ${TALL - FOOT + 0.5}H${WIDE - SIDE}` }),
      ...marks.map((at) => {
        const text = svg("text", { x: SIDE + (at + 0.5) * step, y: TALL - 6, "text-anchor": "middle" });
        text.textContent = this.words.write(at * width);
        return text;
      }),
    );
  }
}
