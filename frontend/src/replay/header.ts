/** What the header of a replay says; src/skykeep/page/replay_payload.py writes it. Units are in the names. */

import type { BordersEntry, CityRow, ContainerHeader, GroundEntry, SymbolEntry } from "../payload/header";

export type ActorKind = "threat" | "interceptor" | "radar" | "fire_unit" | "post" | "asset";

/** How far the antenna of a radar may look: not what it sees. */
export interface ReachEntry {
  range_m: number;
  sector_half_rad: number;
}

export interface ActorEntry {
  id: string;
  short: string;
  kind: ActorKind;
  what: string;
  name: string;
  side: string;
  begins_s: number;
  ends_s: number;
  end: string;
  /** How a threat ended, in words. */
  ending: string;
  /** Row of the fire unit that a radar or interceptor belongs to, -1 for none. */
  belongs_to: number;
  /** Row of the threat that an interceptor flies at, -1 for none. */
  at: number;
  decoy: boolean;
  ballistic: boolean;
  passive: boolean;
  channels: number | null;
  reach: ReachEntry | null;
  /** Points of its course in the arrays. */
  points: number;
}

export interface RaidEntry {
  /** Stands before the names of its arrays. */
  name: string;
  part: string;
  why: string;
  world: number;
  replication: number;
  ends_s: number;
  actors: ActorEntry[];
  round_types: string[];
}

export interface ReplayHeader extends ContainerHeader {
  kind: "replay";
  version: string;
  case: { country_code: string };
  scenario: { id: string; title: string; seed: number };
  within_m: { place: number; height: number };
  states: string[];
  raids: RaidEntry[];
  ground: GroundEntry;
  borders: BordersEntry;
  cities: CityRow[];
  symbols: Record<string, SymbolEntry>;
  attribution: string;
}
