/** What the header of a payload says; src/skykeep/page/payload.py writes it. Units are in the names. */

export const SCHEMA = 2;

/** What every payload says. */
export interface ContainerHeader {
  schema: number;
  arrays: Record<string, ArrayEntry>;
}

export interface ArrayEntry {
  type: "u8" | "u16" | "i16" | "i32" | "f32";
  shape: number[];
  coding: "plain" | "med" | "delta";
  /** How many residuals each group has, where values are predicted from their neighbours. */
  groups?: number[];
  at: number;
  bytes: number;
}

export interface Share {
  best: number;
  low: number;
  high: number;
}

export interface BrochureRing {
  radius_m: number;
  kind: string;
  claimant: string;
}

export interface SystemEntry {
  id: string;
  name: string;
  short: string;
  unit_name: string;
  rings: { detection: BrochureRing; engagement: BrochureRing };
}

export interface SiteEntry {
  id: string;
  name: string;
  lat_deg: number;
  lon_deg: number;
  k: number;
}

export interface TableRow {
  height_agl_m: number;
  seen_share: Share;
  engageable_share: Share;
}

export interface CoverageEntry {
  system: string;
  site: string;
  site_alt_msl_m: number;
  antenna_agl_m: number;
  heights_agl_m: number[];
  threat_classes: string[];
  speeds_mps: number[];
  limit_heights_agl_m: number[];
  has_edges: boolean;
  rows: TableRow[];
}

export interface GroundEntry {
  array: string;
  /** Heights lie on whole multiples of this. */
  height_step_m: number;
  north_deg: number;
  west_deg: number;
  lat_step_deg: number;
  lon_step_deg: number;
  every: number;
  step_m: number;
  source_step_m: number;
  name: string;
  licence: string;
}

export interface CountryEntry {
  code: string;
  name: string;
  points: number[];
}

export interface BordersEntry {
  /** South, west, north, east. */
  box_deg: [number, number, number, number];
  step_deg: number;
  countries: CountryEntry[];
  disputed: number[];
}

export interface SymbolEntry {
  sidc: string;
  svg: string;
  width_px: number;
  height_px: number;
  anchor_px: [number, number];
}

/** Label, longitude, latitude, people, country. */
export type CityRow = [string, number, number, number, string];

export interface Header {
  schema: number;
  version: string;
  case: {
    id: string;
    country_code: string;
    country_name: string;
    /** Whether places are centres of cities, or those that somebody gave. */
    places: "cities" | "given";
    lead_system: string;
    main_site: string;
    main_height_agl_m: number;
    table_heights_agl_m: number[];
    /** Systems that were computed at every place; others, of options alone, only where the raids come. */
    table_systems: string[];
    seed: number;
  };
  systems: SystemEntry[];
  sites: SiteEntry[];
  limits: { seen: string[]; met: string[] };
  /** What whole numbers of ranges, of possible edges and of limits count, m. */
  steps_m: { ranges: number; edges: number; limits: number };
  coverage: CoverageEntry[];
  ground: GroundEntry;
  surroundings: GroundEntry;
  borders: BordersEntry;
  cities: CityRow[];
  symbols: Record<string, SymbolEntry>;
  attribution: string;
  arrays: Record<string, ArrayEntry>;
}
