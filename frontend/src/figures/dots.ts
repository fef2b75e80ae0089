/** The dots of a hundred raids: each says which raid it is, and opens it where the page plays it. */

import { el, svg } from "../dom";
import type { Numbers } from "../numbers";
import type { ReplayApp } from "../replay/start";
import type { Words } from "../words/en";
import { overlayOf } from "./overlay";
import { Roving } from "./roving";

/** Place in the picture, world and replication, leakers, and what most of them leaked for. */
type Dot = [number, number, number, number, number, string];

export function offerDots(replay: ReplayApp | undefined, words: Words, numbers: Numbers): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-dots]")) {
    const drawn = figure.querySelector<SVGSVGElement>("svg");
    const dots = JSON.parse(figure.dataset.dots ?? "[]") as Dot[];
    if (drawn && dots.length) new Dots(figure, drawn, dots, replay, words, numbers);
  }
}

class Dots {
  private readonly says = el("p", { class: "note dots-say", role: "status" });

  constructor(
    figure: HTMLElement,
    drawn: SVGSVGElement,
    private readonly dots: Dot[],
    private readonly replay: ReplayApp | undefined,
    private readonly words: Words,
    private readonly numbers: Numbers,
  ) {
    const radius = 0.5 * Math.min(...dots.map((dot) => this.room(dot)));
    const hands = dots.map((dot) => this.hand(dot, radius));
    new Roving(hands, { pressed: (at) => this.open(at) });
    const over = overlayOf(drawn);
    over.append(svg("g", { role: "group", "aria-label": words.dots }, ...hands));
    const told = figure.querySelector("[data-dots-says]");
    if (told) told.textContent = ` ${words.dots_hint(numbers.plain(this.played.length))}`;
    over.parentElement?.after(this.says);
  }

  /** Dots whose raid the page plays. */
  private get played(): Dot[] {
    return this.dots.filter((dot) => this.raidOf(dot) >= 0);
  }

  private raidOf([, , world, replication]: Dot): number {
    const raids = this.replay?.header.raids ?? [];
    return raids.findIndex((raid) => raid.world === world && raid.replication === replication);
  }

  /** How far the next dot is. */
  private room([x, y]: Dot): number {
    const apart = this.dots.map(([x2, y2]) => Math.hypot(x2 - x, y2 - y)).filter((each) => each > 0.0);
    return Math.min(...apart, 16.0);
  }

  private hand(dot: Dot, radius: number): SVGElement {
    const [x, y] = dot;
    const raid = this.raidOf(dot);
    const told = this.told(dot);
    const title = svg("title", {});
    title.textContent = told;
    const look = raid < 0 ? "dot" : "dot played";
    return svg("circle", { cx: x, cy: y, r: radius, role: "button", "aria-label": told, class: look }, title);
  }

  private told(dot: Dot): string {
    const [, , world, replication, leakers, reason] = dot;
    const key = this.words.replay.key(world, replication);
    const said = this.words.dot(this.numbers.plain(leakers), leakers, reason, key);
    return this.raidOf(dot) < 0 ? said : `${said} ${this.words.dot_played}`;
  }

  private open(at: number): void {
    const dot = this.dots[at];
    const raid = this.raidOf(dot);
    if (raid >= 0 && this.replay) {
      this.says.textContent = "";
      this.replay.showRaid(raid);
      this.replay.parts.frame.scrollIntoView();
      this.replay.parts.stage.focus({ preventScroll: true });
      return;
    }
    const [, , world, replication] = dot;
    this.says.replaceChildren(
      `${this.told(dot)} ${this.words.dot_command} `,
      el("code", {}, `skykeep replay RUN --key ${world},${replication}`),
    );
  }
}
