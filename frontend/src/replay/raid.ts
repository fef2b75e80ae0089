/** One raid over time: where everything is, what it does, and the rounds that stand ready. */

import type { Payload } from "../payload/payload";
import type { ActorEntry, ActorKind, RaidEntry, ReplayHeader } from "./header";

/** Longitude and latitude, degrees; height above mean sea level, m. */
export type Position = [number, number, number];

export interface Spell {
  state: string;
  from_s: number;
  until_s: number;
  /** Row of the other actor, -1 for none. */
  about: number;
  value: number;
}

export interface Rounds {
  type: string;
  count: number;
}

interface Stock {
  type: number;
  time_s: number;
  rounds: number;
}

const STEPS_A_S = 100.0;
const STEPS_A_DEG = 100_000.0;
const STEPS_A_M = 10.0;
const NOBODY = 0xffff;

/** Return a time on the grid on which all times of a payload lie. */
export const onGrid = (time_s: number): number => Math.round(time_s * STEPS_A_S) / STEPS_A_S;

export class Raid {
  readonly entry: RaidEntry;
  readonly actors: ActorEntry[];
  private readonly courses: Course[];
  private readonly spells: Spell[][];
  private readonly stocks: Stock[][];

  constructor(payload: Payload<ReplayHeader>, entry: RaidEntry) {
    this.entry = entry;
    this.actors = entry.actors;
    this.courses = coursesOf(payload, entry);
    this.spells = spellsOf(payload, entry);
    this.stocks = stocksOf(payload, entry);
  }

  rowsOf(...kinds: ActorKind[]): number[] {
    return this.actors.flatMap((actor, row) => (kinds.includes(actor.kind) ? [row] : []));
  }

  /** Whether an actor is there at a time. */
  isThere(row: number, time_s: number): boolean {
    const { begins_s, ends_s } = this.actors[row];
    return begins_s <= time_s && time_s < ends_s;
  }

  /** Return where an actor is; before its course it stands at the first point, after it at the last. */
  position(row: number, time_s: number): Position {
    return this.courses[row].at(time_s);
  }

  course(row: number): Course {
    return this.courses[row];
  }

  /** Yield what an actor is doing at a time, of some state. */
  *doing(row: number, state: string, time_s: number): Generator<Spell> {
    for (const spell of this.spells[row]) {
      if (spell.from_s > time_s) return;
      if (spell.state === state && time_s < spell.until_s) yield spell;
    }
  }

  is(row: number, state: string, time_s: number): boolean {
    return !this.doing(row, state, time_s).next().done;
  }

  /** Return every spell of an actor, by time. */
  spellsOf(row: number): Spell[] {
    return this.spells[row];
  }

  /** Return the rounds that stand ready on the launchers of a fire unit, by type. */
  rounds(row: number, time_s: number): Rounds[] {
    const counts = new Map<number, number>();
    for (const stock of this.stocks[row]) {
      if (stock.time_s <= time_s) counts.set(stock.type, stock.rounds);
    }
    return [...counts].map(([type, count]) => ({ type: this.entry.round_types[type], count }));
  }
}

/** Points of a course, by time. */
export class Course {
  readonly time_s: Float64Array;
  readonly lon_deg: Float64Array;
  readonly lat_deg: Float64Array;
  readonly alt_msl_m: Float64Array;

  constructor(time_s: Float64Array, lon_deg: Float64Array, lat_deg: Float64Array, alt_msl_m: Float64Array) {
    this.time_s = time_s;
    this.lon_deg = lon_deg;
    this.lat_deg = lat_deg;
    this.alt_msl_m = alt_msl_m;
  }

  get length(): number {
    return this.time_s.length;
  }

  point(at: number): Position {
    return [this.lon_deg[at], this.lat_deg[at], this.alt_msl_m[at]];
  }

  at(time_s: number): Position {
    const last = this.length - 1;
    if (last === 0 || time_s <= this.time_s[0]) return this.point(0);
    if (time_s >= this.time_s[last]) return this.point(last);
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.time_s[middle] <= time_s) low = middle;
      else high = middle;
    }
    const share = (time_s - this.time_s[low]) / (this.time_s[high] - this.time_s[low]);
    const [from, to] = [this.point(low), this.point(high)];
    return [0, 1, 2].map((part) => from[part] + share * (to[part] - from[part])) as Position;
  }
}

function coursesOf(payload: Payload<ReplayHeader>, entry: RaidEntry): Course[] {
  const column = (name: string, steps: number): Float64Array =>
    Float64Array.from(payload.array(`${entry.name}/${name}`), (value) => value / steps);
  const time_s = column("time", STEPS_A_S);
  const lon_deg = column("lon", STEPS_A_DEG);
  const lat_deg = column("lat", STEPS_A_DEG);
  const alt_msl_m = column("alt", STEPS_A_M);
  let first = 0;
  return entry.actors.map(({ points }) => {
    const end = first + points;
    const own = [time_s, lon_deg, lat_deg, alt_msl_m].map((values) => values.subarray(first, end));
    first = end;
    return new Course(own[0], own[1], own[2], own[3]);
  });
}

function spellsOf(payload: Payload<ReplayHeader>, entry: RaidEntry): Spell[][] {
  const column = (name: string): ArrayLike<number> => payload.array(`${entry.name}/spell-${name}`);
  const [actor, about, state] = [column("actor"), column("about"), column("state")];
  const [from, until, value] = [column("from"), column("until"), column("value")];
  const found: Spell[][] = entry.actors.map(() => []);
  for (let at = 0; at < actor.length; at++) {
    found[actor[at]].push({
      state: payload.header.states[state[at]],
      from_s: from[at] / STEPS_A_S,
      until_s: until[at] / STEPS_A_S,
      about: about[at] === NOBODY ? -1 : about[at],
      value: value[at],
    });
  }
  return found;
}

function stocksOf(payload: Payload<ReplayHeader>, entry: RaidEntry): Stock[][] {
  const column = (name: string): ArrayLike<number> => payload.array(`${entry.name}/stock-${name}`);
  const [unit, type, rounds, time] = [column("unit"), column("type"), column("rounds"), column("time")];
  const found: Stock[][] = entry.actors.map(() => []);
  for (let at = 0; at < unit.length; at++) {
    found[unit[at]].push({ type: type[at], time_s: time[at] / STEPS_A_S, rounds: rounds[at] });
  }
  return found;
}
