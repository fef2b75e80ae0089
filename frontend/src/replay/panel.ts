/** What stands beside the stage: totals, fire units and radars at the moment that is shown. */

import { el } from "../dom";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import type { Raid } from "./raid";
import { engaging } from "./views";
import type { RadarNow, Snapshot, UnitNow } from "./snapshot";

/** A radar with a sector as wide as this looks all round, rounding aside. */
const ALL_ROUND_RAD = 3.1415;

export class Panel {
  readonly element: HTMLElement;
  private readonly words: Words["replay"];
  private readonly numbers: Numbers;
  private readonly totals = el("p", { class: "replay-totals" });
  private readonly units = el("div", { class: "replay-units" });
  private readonly radars = el("div", { class: "replay-radars" });

  constructor(words: Words["replay"], numbers: Numbers) {
    this.words = words;
    this.numbers = numbers;
    this.element = el(
      "section",
      { class: "replay-panel", "aria-label": words.units },
      this.totals,
      el("p", { class: "note" }, words.real_only),
      this.units,
      this.radars,
    );
  }

  show(raid: Raid, now: Snapshot): void {
    const { words, numbers } = this;
    const { flying, killed, leaked, coming, fired } = now.totals;
    const said = (count: number): string => numbers.plain(count);
    setText(this.totals, words.totals(said(flying), said(killed), said(leaked), said(coming), words.rounds(fired)));
    for (const name of ["flying", "killed", "leaked", "coming", "fired"] as const) {
      this.totals.dataset[name] = String(now.totals[name]);
    }
    const fights = new Set(engaging(raid));
    const units = [...now.units].sort((one, other) => Number(fights.has(other.row)) - Number(fights.has(one.row)));
    this.fill(this.units, words.units, units.map((unit) => this.unitRow(raid, unit)));
    const own = new Set(now.units.map((unit) => unit.radar?.row));
    const others = [...now.radars.values()].filter((radar) => !own.has(radar.row));
    this.fill(this.radars, words.radars, others.map((radar) => this.radarRow(raid, radar)));
  }

  private fill(holder: HTMLElement, title: string, rows: string[][]): void {
    holder.hidden = rows.length === 0;
    if (holder.childElementCount === 0) holder.append(el("h3", {}, title), el("div", { class: "replay-scroll", tabindex: 0, role: "region", "aria-label": title }, el("dl", {})));
    const list = holder.querySelector("dl")!;
    while (list.childElementCount > 2 * rows.length) list.lastElementChild!.remove();
    while (list.childElementCount < 2 * rows.length) list.append(el("dt", {}), el("dd", {}));
    rows.forEach(([term, said], at) => {
      setText(list.children[2 * at], term);
      setText(list.children[2 * at + 1], said);
    });
  }

  private unitRow(raid: Raid, unit: UnitNow): string[] {
    const { words, numbers } = this;
    const actor = raid.actors[unit.row];
    const rounds = unit.rounds.map(({ type, count }) => `${numbers.plain(count)} \u00d7 ${type}`).join(words.between);
    const said = [
      `${words.rounds_ready}: ${rounds || numbers.plain(0)}`,
      `${words.channels}: ${words.of(numbers.plain(unit.used), numbers.plain(unit.channels))}`,
      `${words.radar}: ${unit.radar ? this.radarSaid(raid, unit.radar) : words.no_radar}`,
      `${words.fired}: ${numbers.plain(unit.fired)}${words.between}${numbers.plain(unit.inFlight)} ${words.in_air}`,
    ];
    if (unit.out) said.unshift(words.out);
    return [`${actor.short}${words.between}${actor.name}`, said.join("\n")];
  }

  private radarRow(raid: Raid, radar: RadarNow): string[] {
    const actor = raid.actors[radar.row];
    return [`${actor.short}${this.words.between}${actor.name}`, this.radarSaid(raid, radar)];
  }

  private radarSaid(raid: Raid, radar: RadarNow): string {
    const { words, numbers } = this;
    const { belongs_to, passive, reach } = raid.actors[radar.row];
    const said = [words.radar_state(radar.state)];
    if (radar.state === "radiates" || radar.state === "listens") {
      if (reach && reach.sector_half_rad < ALL_ROUND_RAD) said.push(radar.facing_rad === null ? words.turning : words.faces(numbers.bearing(radar.facing_rad)));
      const searches = belongs_to < 0 || radar.holds > 0; // what an engagement radar serves are its channels
      if (searches) said.push(passive ? words.hears(radar.holds) : words.holds(radar.holds));
    }
    return said.join(words.between);
  }
}

/** Set a text only where it has changed, so that who reads it aloud is not disturbed. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
