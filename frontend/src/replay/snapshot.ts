/** A raid at one moment: the state of every threat, fire unit and radar, counted from courses and spells. */

import type { Raid, Rounds } from "./raid";

export type ThreatState =
  | "coming"
  | "unseen"
  | "heard"
  | "tracked"
  | "known"
  | "engaged"
  | "killed"
  | "leaked"
  | "aborted"
  | "passed";

export interface ThreatNow {
  row: number;
  state: ThreatState;
  /** Radars that hold its track. */
  radars: number;
  /** Fire units that engage it. */
  units: number[];
  /** Rounds in the air at it. */
  rounds: number;
}

export type RadarState = "radiates" | "silent" | "listens" | "out";

export interface RadarNow {
  row: number;
  state: RadarState;
  /** Threats that it holds or hears. */
  holds: number;
  facing_rad: number | null;
}

export interface UnitNow {
  row: number;
  out: boolean;
  radar: RadarNow | null;
  used: number;
  channels: number;
  rounds: Rounds[];
  fired: number;
  inFlight: number;
}

/** Counts are of real threats, without decoys and traffic; rounds are all. */
export interface Totals {
  coming: number;
  flying: number;
  killed: number;
  leaked: number;
  others: number;
  fired: number;
}

export interface Snapshot {
  time_s: number;
  threats: Map<number, ThreatNow>;
  units: UnitNow[];
  radars: Map<number, RadarNow>;
  totals: Totals;
}

export function snapshotOf(raid: Raid, time_s: number): Snapshot {
  const radars = new Map(raid.rowsOf("radar").map((row) => [row, radarNow(raid, row, time_s)]));
  const threats = threatsNow(raid, time_s);
  const units = raid.rowsOf("fire_unit").map((row) => unitNow(raid, row, time_s, radars));
  return { time_s, threats, units, radars, totals: totalsOf(raid, threats, units) };
}

export function isReal(raid: Raid, row: number): boolean {
  const actor = raid.actors[row];
  return actor.side === "raid" && !actor.decoy;
}

function threatsNow(raid: Raid, time_s: number): Map<number, ThreatNow> {
  const found = new Map<number, ThreatNow>();
  for (const row of raid.rowsOf("threat")) {
    found.set(row, { row, state: ownState(raid, row, time_s), radars: 0, units: [], rounds: 0 });
  }
  const marks = { heard: new Set<number>(), known: new Set<number>() };
  raid.actors.forEach((actor, row) => {
    if (actor.kind === "radar") {
      for (const spell of raid.doing(row, "holds", time_s)) found.get(spell.about)!.radars++;
      for (const spell of raid.doing(row, "hears", time_s)) marks.heard.add(spell.about);
    } else if (actor.kind === "post") {
      for (const spell of raid.doing(row, "knows", time_s)) marks.known.add(spell.about);
    } else if (actor.kind === "fire_unit") {
      for (const spell of raid.doing(row, "engages", time_s)) found.get(spell.about)!.units.push(row);
    } else if (actor.kind === "interceptor" && raid.isThere(row, time_s)) {
      found.get(actor.at)!.rounds++;
    }
  });
  for (const threat of found.values()) {
    if (threat.state !== "unseen") continue;
    if (threat.units.length > 0) threat.state = "engaged";
    else if (threat.radars > 0) threat.state = "tracked";
    else if (marks.known.has(threat.row)) threat.state = "known";
    else if (marks.heard.has(threat.row)) threat.state = "heard";
  }
  return found;
}

/** Return what a threat is by itself: on its way, flying, or how it has ended. */
function ownState(raid: Raid, row: number, time_s: number): ThreatState {
  const actor = raid.actors[row];
  if (time_s < actor.begins_s) return "coming";
  return time_s < actor.ends_s ? "unseen" : (actor.end as ThreatState);
}

function radarNow(raid: Raid, row: number, time_s: number): RadarNow {
  const held = new Set<number>();
  for (const state of ["holds", "hears"]) {
    for (const spell of raid.doing(row, state, time_s)) held.add(spell.about);
  }
  const facing = raid.doing(row, "faces", time_s).next();
  return { row, state: radarState(raid, row, time_s), holds: held.size, facing_rad: facing.done ? null : facing.value.value };
}

function radarState(raid: Raid, row: number, time_s: number): RadarState {
  if (raid.is(row, "out_of_action", time_s)) return "out";
  if (raid.actors[row].passive) return "listens";
  return raid.is(row, "radiates", time_s) ? "radiates" : "silent";
}

function unitNow(raid: Raid, row: number, time_s: number, radars: Map<number, RadarNow>): UnitNow {
  const radar = [...radars.values()].find((each) => raid.actors[each.row].belongs_to === row) ?? null;
  let [fired, inFlight] = [0, 0];
  for (const shot of raid.rowsOf("interceptor")) {
    const actor = raid.actors[shot];
    if (actor.belongs_to !== row || actor.begins_s > time_s) continue;
    fired++;
    if (raid.isThere(shot, time_s)) inFlight++;
  }
  return {
    row,
    out: raid.is(row, "out_of_action", time_s),
    radar,
    used: [...raid.doing(row, "engages", time_s)].length,
    channels: raid.actors[row].channels ?? 0,
    rounds: raid.rounds(row, time_s),
    fired,
    inFlight,
  };
}

function totalsOf(raid: Raid, threats: Map<number, ThreatNow>, units: UnitNow[]): Totals {
  const totals = { coming: 0, flying: 0, killed: 0, leaked: 0, others: 0, fired: 0 };
  for (const threat of threats.values()) {
    if (!isReal(raid, threat.row)) continue;
    if (threat.state === "coming") totals.coming++;
    else if (threat.state === "killed") totals.killed++;
    else if (threat.state === "leaked") totals.leaked++;
    else if (threat.state === "aborted" || threat.state === "passed") totals.others++;
    else totals.flying++;
  }
  for (const unit of units) totals.fired += unit.fired;
  return totals;
}
