/** What every part of the page works with. */

import { Ladder } from "../coverage/ladder";
import { groundOf, type Ground } from "../earth/ground";
import { Numbers } from "../numbers";
import type { Header } from "../payload/header";
import type { Payload } from "../payload/payload";
import { wordsOf } from "../words";
import type { Words } from "../words/en";
import type { State } from "./state";

export class Context {
  readonly payload: Payload;
  readonly header: Header;
  readonly words: Words;
  readonly numbers: Numbers;
  readonly ground: Ground;
  private readonly ladders = new Map<string, Ladder>();

  constructor(payload: Payload, language: string) {
    this.payload = payload;
    this.header = payload.header;
    this.words = wordsOf(language);
    this.numbers = new Numbers(language);
    this.ground = groundOf(payload, payload.header.ground);
    for (const entry of payload.header.coverage) {
      this.ladders.set(`${entry.system}/${entry.site}`, new Ladder(payload, entry));
    }
  }

  ladder(system: string, site: string): Ladder {
    const found = this.ladders.get(`${system}/${site}`);
    if (!found) throw new Error(`the payload has no coverage of ${system} at ${site}`);
    return found;
  }

  /** Return whether a system was computed at a place. */
  has(system: string, site: string): boolean {
    return this.ladders.has(`${system}/${site}`);
  }

  /** Return the place that is shown, or the first one at which a system was computed. */
  siteOf(system: string, shown: string): string {
    if (this.has(system, shown)) return shown;
    return this.header.sites.find(({ id }) => this.has(system, id))?.id ?? shown;
  }

  /** Return the system that is shown, or the first one that was computed at a place. */
  systemAt(site: string, shown: string): string {
    if (this.has(shown, site)) return shown;
    return this.header.systems.find(({ id }) => this.has(id, site))?.id ?? shown;
  }

  /** Say where alone a system of options was computed; empty for one of the tables. */
  aloneAt(id: string): string {
    const { systems, sites, coverage, case: asked } = this.header;
    if (asked.table_systems.includes(id)) return "";
    const at = coverage.find(({ system }) => system === id)?.site;
    const short = systems.find((system) => system.id === id)?.short ?? id;
    return this.words.alone_at(short, sites.find((site) => site.id === at)?.name ?? "");
  }

  ladderOf(state: State): Ladder {
    return this.ladder(state.system, state.site);
  }

  /** Step of the ground in the page, and of the ground of the tables. */
  get steps(): { here: string; tables: string } {
    const { step_m, source_step_m } = this.header.ground;
    return { here: this.numbers.tenths(step_m), tables: this.numbers.tenths(source_step_m) };
  }
}
