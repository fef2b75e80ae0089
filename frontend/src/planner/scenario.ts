/** What a reader changes in a scenario: pure functions from tables to tables. */

import type { LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import { isTable, numberOf, tablesOf, textOf, withKey, type Tables } from "./tables";

export interface Unit {
  id: string;
  system: string;
  place: LonLat;
  /** Height of the antenna of the radar that engages, above ground; null where the scenario leaves it open. */
  mast_m: number | null;
  /** Doctrine by name; null where it is that of the scenario. */
  doctrine: string | null;
  /** Formation whose command post is above; null where there is none. */
  under: string | null;
}

export interface Asset {
  id: string;
  name: string;
  place: LonLat;
}

/** A place of a scenario is told to ten metres or so. */
const PLACE_DIGITS = 4;
const UNITS = "fire_units";
const ASSETS = "assets";

export function unitsOf(tables: Tables): Unit[] {
  return tablesOf(tables, UNITS).map((unit) => ({
    id: textOf(unit, "id") ?? "",
    system: textOf(unit, "system") ?? "",
    place: placeOf(unit),
    mast_m: numberOf(unit, "mast_m"),
    doctrine: isTable(unit["doctrine"]) ? textOf(unit["doctrine"], "preset") : null,
    under: textOf(unit, "under"),
  }));
}

/** Return all that the places of counted batteries depend on, as text. */
export function countedKeyOf(tables: Tables): string {
  return JSON.stringify([tables["formations"], unitsOf(tables).map(({ id }) => id)]);
}

/** Return the ids of the batteries that formations count, as the server names them (scenario/formations.py). */
function countedIdsOf(tables: Tables): string[] {
  return tablesOf(tables, "formations").flatMap((formation) =>
    Array.from({ length: numberOf(formation, "fire_units") ?? 0 }, (_, at) => `${textOf(formation, "id") ?? ""}-${at + 1}`),
  );
}

/** Return the scenario with a table for each battery that a formation counts, after its own: they stand where they
 * stood, under the same post with the same links, and can be changed one by one.
 */
export function withCountedNamed(tables: Tables, counted: Unit[]): Tables {
  if (!counted.length) return tables;
  const formations = tablesOf(tables, "formations").map((formation) =>
    ["fire_units", "spread_m", "spread_km"].reduce((table, key) => withKey(table, key, null), formation),
  );
  const ground = (id: string | null) => tablesOf(tables, "formations").find((each) => each["id"] === id)?.["site"];
  const named = counted.map(({ id, system, place: [lon_deg, lat_deg], under }): Tables => {
    const site = ground(under);
    return { id, system, lat_deg, lon_deg, under: under ?? "", ...(site === undefined ? {} : { site }) };
  });
  return { ...tables, formations, [UNITS]: [...tablesOf(tables, UNITS), ...named] };
}

export function assetsOf(tables: Tables): Asset[] {
  return tablesOf(tables, ASSETS).map((asset) => {
    const id = textOf(asset, "id") ?? "";
    return { id, name: textOf(asset, "name") ?? id, place: placeOf(asset) };
  });
}

/** Return the asset that the raid flies at; null where the scenario has none. */
export function aimOf(tables: Tables): Asset | null {
  const assets = assetsOf(tables);
  return assets.find(({ id }) => id === tables["aim"]) ?? assets[0] ?? null;
}

/** Return all that the air of a scenario depends on, as text: batteries may move without a question to the server. */
export function airKeyOf(tables: Tables): string {
  const study = isTable(tables["study"]) ? tables["study"] : {};
  return JSON.stringify([tables["refraction"], aimOf(tables)?.place, study["view"]]);
}

/** Return the id of the standard raid; null where the scenario describes its own. */
export function raidOf(tables: Tables): string | null {
  return isTable(tables["raid"]) ? textOf(tables["raid"], "standard") : null;
}

/** Return where the first axis comes from, degrees; null where each raid draws it anew. */
export function bearingOf(tables: Tables): number | null {
  return numberOf(tables, "first_bearing_deg");
}

/** What a file may hold that is played beside its batteries; the last two have no place on a map. */
const BESIDES = ["formations", "outside_eyes", "jammers", "traffic", "blanked_sectors", "emission_control"];

export function hasBatteries(tables: Tables): boolean {
  return tablesOf(tables, UNITS).length + tablesOf(tables, "formations").length > 0;
}

/** Return the names of what is in the file beside batteries. */
export function besidesOf(tables: Tables): string[] {
  return BESIDES.filter((key) => tablesOf(tables, key).length > 0);
}

/** The map of the page has the shipped ground; a scenario may stand on flat ground. */
export function isOnShippedGround(tables: Tables): boolean {
  return !isTable(tables["terrain"]) || (textOf(tables["terrain"], "source") ?? "shipped") === "shipped";
}

export function studyOf(tables: Tables): { worlds: number; replications: number; seed: number } {
  const study = isTable(tables["study"]) ? tables["study"] : {};
  const of = (key: string, otherwise: number): number => numberOf(study, key) ?? otherwise;
  return { worlds: of("worlds", 100), replications: of("replications", 16), seed: of("seed", 1) };
}

/** What the name of a scenario ends with once it is no longer what it was called: in English, as its file is. */
const CHANGED = " (changed)";

/** Return a scenario as edited from another, with a name that says so; how many raids are played changes no name. */
export function withChangedName(before: Tables, now: Tables): Tables {
  const name = textOf(now, "name");
  const asked = (tables: Tables): string => JSON.stringify(withKey(tables, "study", null));
  if (name === null || name.endsWith(CHANGED) || asked(before) === asked(now)) return now;
  return { ...now, name: name + CHANGED };
}

/** The new battery has the first name that neither a battery of its own table has nor one that a formation counts. */
export function withUnitAt(tables: Tables, system: string, place: LonLat): Tables {
  const taken = new Set([...unitsOf(tables).map(({ id }) => id), ...countedIdsOf(tables)]);
  let number = 1;
  while (taken.has(`unit-${number}`)) number++;
  const unit = { id: `unit-${number}`, system, ...keysOf(place) };
  return { ...tables, [UNITS]: [...tablesOf(tables, UNITS), unit] };
}

export function withoutUnit(tables: Tables, index: number): Tables {
  const units = tablesOf(tables, UNITS).filter((_, at) => at !== index);
  return units.length ? { ...tables, [UNITS]: units } : withKey(tables, UNITS, null);
}

export function withUnitMoved(tables: Tables, index: number, place: LonLat): Tables {
  return changed(tables, index, (unit) => ({ ...unit, ...keysOf(place) }));
}

/** What is defended stands elsewhere; batteries stay where they are. */
export function withAssetMoved(tables: Tables, id: string, place: LonLat): Tables {
  const assets = tablesOf(tables, ASSETS).map((asset) => (textOf(asset, "id") === id ? { ...asset, ...keysOf(place) } : asset));
  return { ...tables, [ASSETS]: assets };
}

/** A mast is that of its system, and what was set in the old one's rounds means nothing in the new. */
export function withSystem(tables: Tables, index: number, system: string): Tables {
  return changed(tables, index, (unit) => {
    const { mast_m: _mast, launchers: _launchers, rounds_per_launcher: _rounds, ...rest } = unit;
    return { ...rest, system };
  });
}

export function withMast(tables: Tables, index: number, mast_m: number | null): Tables {
  return changed(tables, index, (unit) => withKey(unit, "mast_m", mast_m));
}

/** Other keys of the unit's doctrine stay, and win over what the preset sets. */
export function withDoctrine(tables: Tables, index: number, preset: string | null): Tables {
  return changed(tables, index, (unit) => {
    const doctrine = withKey(isTable(unit["doctrine"]) ? unit["doctrine"] : {}, "preset", preset);
    return withKey(unit, "doctrine", Object.keys(doctrine).length ? doctrine : null);
  });
}

export function withRaid(tables: Tables, standard: string): Tables {
  return { ...tables, raid: { standard } };
}

export function withBearing(tables: Tables, bearing_deg: number | null): Tables {
  return withKey(tables, "first_bearing_deg", bearing_deg);
}

/** Return the scenario with the raid flying from a place to the asset nearest to another. */
export function withAxis(tables: Tables, from: LonLat, to: LonLat): Tables {
  const assets = assetsOf(tables);
  if (!assets.length) return tables;
  const away = (asset: Asset): number => course(asset.place, to).distance_m;
  const aim = assets.reduce((best, asset) => (away(asset) < away(best) ? asset : best));
  const { bearing_rad } = course(aim.place, from);
  return withBearing({ ...tables, aim: aim.id }, Math.round((bearing_rad * 1800.0) / Math.PI) / 10.0 % 360.0);
}

export function withStudy(tables: Tables, change: { worlds?: number; replications?: number }): Tables {
  return { ...tables, study: { ...(isTable(tables["study"]) ? tables["study"] : {}), ...change } };
}

function changed(tables: Tables, index: number, change: (unit: Tables) => Tables): Tables {
  return { ...tables, [UNITS]: tablesOf(tables, UNITS).map((unit, at) => (at === index ? change(unit) : unit)) };
}

export function placeOf(table: Tables): LonLat {
  return [numberOf(table, "lon_deg") ?? 0.0, numberOf(table, "lat_deg") ?? 0.0];
}

export function keysOf([lon_deg, lat_deg]: LonLat): { lat_deg: number; lon_deg: number } {
  return { lat_deg: Number(lat_deg.toFixed(PLACE_DIGITS)), lon_deg: Number(lon_deg.toFixed(PLACE_DIGITS)) };
}
