/** What the batteries see and can engage at the height that is looked at: asked of the server once a change stands. */

import type { CoverageAnswer, HeightTold, SeveralCoverageAnswer } from "./answers";
import type { Desk } from "./desk";
import { Cancelled, Gone, Refused, type Asked, type Told } from "./line";
import { hasBatteries } from "./scenario";
import type { Tables } from "./tables";

type Coverage = CoverageAnswer | SeveralCoverageAnswer;

const QUIET_MS = 250;

export class Reach {
  /** How far the server is with the question that waits; null where none does. */
  told: Told | null = null;
  /** Why the server gives no answer; empty where it does. */
  refused = "";
  private readonly desk: Desk;
  private readonly tables: () => Tables | null;
  private readonly changed: () => void;
  private key = "";
  /** How often the line had stood again when that was asked. */
  private restored = 0;
  private found: { key: string; units: CoverageAnswer[] } | null = null;
  private asked: Asked<Coverage> | null = null;
  private later = 0;

  /** `tables` gives the state whose reach it is, null while there is none to ask for; `changed` is called when
   * there is more to show. */
  constructor(desk: Desk, tables: () => Tables | null, changed: () => void) {
    this.desk = desk;
    this.tables = tables;
    this.changed = changed;
  }

  /** Return the reach of a battery as it stands; null while that is not known. */
  of(unit: string): HeightTold | null {
    return this.standing().find(({ site }) => site.name === unit)?.heights[0] ?? null;
  }

  /** Ask anew where the plan or the height have changed, or the line stands again. */
  update(): void {
    const tables = this.tables();
    const key = this.asks();
    const { restored } = this.desk.line;
    if (!tables || (key === this.key && restored === this.restored)) return;
    this.key = key;
    this.restored = restored;
    this.asked?.cancel();
    clearTimeout(this.later);
    this.told = null;
    this.refused = "";
    if (key && hasBatteries(tables)) this.later = window.setTimeout(() => void this.ask(key), QUIET_MS);
  }

  private async ask(key: string): Promise<void> {
    const { line } = this.desk;
    const question = JSON.parse(key) as object;
    this.tell({ state: "waiting", what: "", done: 0, of: 1 });
    this.asked = line.ask<Coverage>("coverage", question, { progress: (told) => key === this.key && this.tell(told) });
    try {
      const answer = await this.asked.answer;
      const units = "units" in answer ? answer.units : [answer];
      if (key !== this.key) return;
      this.found = { key, units };
      this.tell(null);
    } catch (error) {
      if (error instanceof Cancelled || key !== this.key) return;
      if (!(error instanceof Refused || error instanceof Gone)) throw error;
      this.refused = error instanceof Gone ? this.desk.words.gone : this.desk.words.refused(error.message, error.advice);
      this.tell(null);
    }
  }

  private tell(told: Told | null): void {
    this.told = told;
    this.changed();
  }

  /** Return what the server has said of the state as it stands. */
  private standing(): CoverageAnswer[] {
    const { found } = this;
    return found && found.key === this.asks() ? found.units : [];
  }

  /** Return what would be asked, as JSON; empty while the scenario has not been checked. */
  private asks(): string {
    const { desk } = this;
    const tables = this.tables();
    const text = tables && desk.textOf(tables);
    if (!tables || !text) return "";
    const target = desk.threatOf(tables);
    return JSON.stringify({ scenario_toml: text, heights_agl_m: [desk.height_agl_m], ...(target ? { target } : {}) });
  }
}
