/** What the server answers, as far as the page reads it (web/mechanisms). Units are in the names. */

import type { Tables } from "./tables";

export interface RingOnMap {
  range_m: number;
  of: string;
  kind: string;
  claimant: string;
}

export interface RadarOnMap {
  id: string;
  name: string;
  engages: boolean;
  antenna_agl_m: number;
  antenna_low_m: number;
  antenna_high_m: number;
  antenna_kind: string;
  on_mast: boolean;
}

export interface SystemOnMap {
  id: string;
  name: string;
  unit_name: string;
  detection: RingOnMap;
  engagement: RingOnMap | null;
  radars: RadarOnMap[];
}

/** How raids are marked by what most of their leakers leaked for. */
export interface ReasonOnMap {
  id: string;
  words: string;
  colour: string;
  hatch: string;
}

export interface MapAnswer {
  reasons: ReasonOnMap[];
  payload: string;
  systems: SystemOnMap[];
  /** `main_height_m` is where most of a raid fly; null where all of it falls. */
  raids: { id: string; name: string; count: number; main_height_m: number | null }[];
  doctrines: { id: string; name: string; words: string; kind: string }[];
  attribution: string;
}

/** How the air bends rays: an effective-earth factor, of a region or given by the scenario itself. */
export interface Air {
  region: string | null;
  k: number;
}

export interface ScenarioAnswer {
  id: string;
  name: string;
  toml: string;
  tables: Tables;
  sentences: string[];
  remarks: string[];
  /** Fire units that formations count, where they stand. */
  counted_units: { id: string; system: string; lat_deg: number; lon_deg: number; under: string }[];
  air: Air;
  /** Class that coverage of the scenario is told against: what most of its raid are; null where all of it falls. */
  main_threat: string | null;
}

export interface ScenarioList {
  scenarios: { id: string; name: string }[];
}

export type Interval = [number, number];

/** Coverage at one height, by whole degree of bearing. */
export interface HeightTold {
  target: { class: string };
  detection_ring_m: number;
  engagement_ring_m: number | null;
  seen_share_of_detection_ring: number | null;
  seen_share_limits: Interval | null;
  engageable_share_of_engagement_ring: number | null;
  engageable_share_limits: Interval | null;
  seen_range_m: number[];
  engageable_range_m: number[];
}

export interface CoverageAnswer {
  system: { id: string };
  /** The id of the fire unit is the name of its site. */
  site: { name: string; lat_deg: number; lon_deg: number };
  heights: HeightTold[];
}

export interface SeveralCoverageAnswer {
  units: CoverageAnswer[];
}

/** A mean with its intervals, each null where it has no meaning or there are too few worlds. */
export interface Estimate {
  mean: number;
  mc_error_90: Interval | null;
  luck_90: Interval | null;
  ignorance_90: Interval | null;
  /** One raid, whatever the figures. */
  total_90: Interval | null;
  variance: { chance: number; ignorance: number } | null;
  luck_note: string;
  ignorance_note: string;
}

export interface Estimates {
  leakers: Estimate;
  stopped_share: Estimate;
  p_no_leaker: Estimate;
}

/** World, replication, leakers and main reason of a raid. */
export type RaidTold = [number, number, number, string];

/** Raids that have just ended, and how all stand so far. */
export interface RaidsPart extends Estimates {
  raids: RaidTold[];
  threats_launched: number;
  worlds: number;
  worlds_asked: number;
}

export interface RunAnswer extends Estimates {
  raids: number;
  threats_launched: number;
  worlds: number;
  worlds_asked: number;
  hundred_raids: { dots: { leakers: number; reason: string }[]; of_raids: number } | null;
}
