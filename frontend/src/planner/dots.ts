/** A hundred raids as dots that fall where their leakers are, and settle anew as more are played. */

import { svg } from "../dom";
import { dotsOf, type RaidsByLeakers } from "./raids_so_far";

const WIDE = 420;
const TALL = 190;
const FOOT = 22;
const SIDE = 14;
const COLUMNS_MOST = 28;
const DOT_PX_MOST = 7;

export class Dots {
  readonly element: SVGElement;
  private readonly axis = svg("g", { class: "plan-dots-axis" });
  private readonly field = svg("g", {});
  private readonly circles: SVGElement[] = [];
  private readonly write: (count: number) => string;

  /** `write` gives a number of leakers under its column. */
  constructor(write: (count: number) => string) {
    this.write = write;
    this.element = svg("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, class: "plan-dots", role: "img" }, this.axis, this.field);
  }

  /** Show the dots of some raids on an axis from nothing to all that was launched; `words` say what they are. */
  show(raidsByLeakers: RaidsByLeakers, launched: number, words: string): void {
    this.element.setAttribute("aria-label", words);
    const dots = dotsOf(raidsByLeakers);
    const width = Math.max(1, Math.ceil((launched + 1) / COLUMNS_MOST));
    const columns = Math.max(1, Math.ceil((launched + 1) / width));
    const column = (count: number): number => Math.min(Math.floor(count / width), columns - 1);
    const step = (WIDE - 2 * SIDE) / columns;
    const piled = new Array<number>(columns).fill(0);
    for (const count of dots) piled[column(count)]++;
    const radius = Math.min(DOT_PX_MOST, step / 2.0, (TALL - FOOT - 4) / (2.0 * Math.max(...piled, 1)));
    this.foot(columns, width, step);
    this.keep(dots.length);
    piled.fill(0);
    dots.forEach((count, dot) => {
      const at = column(count);
      const x = SIDE + (at + 0.5) * step;
      const y = TALL - FOOT - radius * (2 * piled[at]++ + 1);
      this.circles[dot].setAttribute("r", (0.92 * radius).toFixed(2));
      this.circles[dot].classList.toggle("leaks", count > 0);
      requestAnimationFrame(() => {
        this.circles[dot]?.style.setProperty("transform", `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`);
      });
    });
  }

  /** Keep so many circles; a new one starts above the field. */
  private keep(count: number): void {
    for (const circle of this.circles.splice(count)) circle.remove();
    while (this.circles.length < count) {
      const circle = svg("circle", { r: 1 });
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
        text.textContent = this.write(at * width);
        return text;
      }),
    );
  }
}
