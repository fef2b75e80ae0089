/** The list of threats with the state of each at the moment that is shown; a click follows one. */

import { el } from "../dom";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import { setText } from "./panel";
import type { Raid } from "./raid";
import type { Snapshot, ThreatNow, ThreatState } from "./snapshot";

type Kept = "all" | "flying" | "ended";

const ENDED: ThreatState[] = ["killed", "leaked", "aborted", "passed"];

export class ThreatList {
  readonly element: HTMLElement;
  private readonly words: Words["replay"];
  private readonly numbers: Numbers;
  private readonly follow: (row: number) => void;
  private readonly body = el("tbody", {});
  private readonly choice: HTMLSelectElement;
  private raid: Raid | null = null;
  private rows = new Map<number, { row: HTMLTableRowElement; state: HTMLElement; more: HTMLElement }>();
  private last: Snapshot | null = null;
  private followed = -1;

  constructor(words: Words["replay"], numbers: Numbers, follow: (row: number) => void) {
    this.words = words;
    this.numbers = numbers;
    this.follow = follow;
    const option = (value: Kept, text: string): HTMLElement => el("option", { value }, text);
    this.choice = el(
      "select",
      { change: () => this.refresh() },
      option("all", words.all_threats),
      option("flying", words.flying_threats),
      option("ended", words.ended_threats),
    );
    const head = el("tr", {}, el("th", {}, words.threat), el("th", {}, words.state), el("th", {}, ""));
    this.element = el(
      "section",
      { class: "replay-threats", "aria-label": words.threats },
      el("h3", {}, words.threats),
      el("label", { class: "note" }, el("span", {}, words.show), this.choice),
      el("div", { class: "replay-scroll", tabindex: 0, role: "region", "aria-label": words.threats },
        el("table", {}, el("thead", {}, head), this.body)),
    );
  }

  serve(raid: Raid): void {
    this.raid = raid;
    this.last = null;
    this.rows.clear();
    this.body.replaceChildren(
      ...raid.rowsOf("threat").map((row) => {
        const state = el("td", {});
        const more = el("td", { class: "note" });
        const name = el("button", { type: "button", class: "as-link", click: () => this.follow(row) }, raid.actors[row].short);
        const line = el("tr", { "data-threat": raid.actors[row].id }, el("th", { scope: "row" }, name), state, more);
        this.rows.set(row, { row: line, state, more });
        return line;
      }),
    );
  }

  show(now: Snapshot, followed: number): void {
    this.last = now;
    this.followed = followed;
    this.refresh();
  }

  private refresh(): void {
    const { raid, last: now } = this;
    if (!raid || !now) return;
    const kept = this.choice.value as Kept;
    for (const [row, parts] of this.rows) {
      const threat = now.threats.get(row)!;
      const ended = ENDED.includes(threat.state);
      const flies = !ended && threat.state !== "coming";
      parts.row.hidden = (kept === "flying" && !flies) || (kept === "ended" && !ended);
      parts.row.classList.toggle("followed", row === this.followed);
      parts.row.dataset.state = threat.state;
      setText(parts.state, this.words.threat_state(threat.state));
      setText(parts.more, this.more(raid, threat, ended));
    }
  }

  private more(raid: Raid, threat: ThreatNow, ended: boolean): string {
    const { words, numbers } = this;
    const actor = raid.actors[threat.row];
    if (ended) return actor.ending;
    const said: string[] = [];
    if (actor.decoy) said.push(words.decoy);
    if (actor.side !== "raid") said.push(words.side(actor.side));
    if (threat.radars > 0) said.push(words.by_radars(threat.radars));
    if (threat.units.length > 0) said.push(words.by_units(numbers.list(threat.units.map((row) => raid.actors[row].short))));
    if (threat.rounds > 0) said.push(words.rounds_at_it(threat.rounds));
    return said.join(words.between);
  }
}
