/** What a scenario has beside batteries and defended places: posts, outside eyes, jammers and traffic on the map. */

import { destination, radians, type LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import { aimOf, bearingOf, keysOf, placeOf } from "./scenario";
import { numberOf, tablesOf, textOf, withKey, type Tables } from "./tables";

export const SPOT_KINDS = ["formations", "outside_eyes", "jammers", "traffic"] as const;
export type SpotKind = (typeof SPOT_KINDS)[number];
/** Traffic begins at one end and flies to the other; all else has one place. */
export type SpotEnd = "" | "from" | "to";

export interface Spot {
  kind: SpotKind;
  /** Which table of its kind, from 0. */
  at: number;
  end: SpotEnd;
  id: string;
  place: LonLat;
  symbol: string;
  /** How many fly, of traffic. */
  count: number | null;
}

const DEGREES = 180.0 / Math.PI;
const TENTHS = 10.0;
const KILO = 1000.0;
/** The angle of a jammer's place, from north or from the first axis of the raid. */
const ANGLES = ["bearing", "axis_bearing"] as const;

/** What a spot is called among all that hands can take hold of. */
export function spotName({ kind, at, end }: Spot): string {
  return [kind, at, end].join("/");
}

/** Return everything of a scenario that has a place, in the order of its file. */
export function spotsOf(tables: Tables): Spot[] {
  return SPOT_KINDS.flatMap((kind) =>
    tablesOf(tables, kind).flatMap((table, at): Spot[] => {
      const id = textOf(table, "id") ?? "";
      const spot = { kind, at, id, end: "" as const, count: null };
      if (kind === "formations") return [{ ...spot, place: placeOf(table), symbol: "post" }];
      if (kind === "outside_eyes") return [{ ...spot, place: placeOf(table), symbol: "eye" }];
      if (kind === "traffic") {
        const symbol = table["side"] === "friendly" ? "friendly" : "neutral";
        const count = numberOf(table, "count");
        return (["from", "to"] as const).map((end) => ({ ...spot, end, count, symbol, place: endOf(table, end) }));
      }
      const place = placeOfJammer(tables, table);
      return place ? [{ ...spot, place, symbol: "jammer" }] : [];
    }),
  );
}

/** Return what is played and has no place now, each with its kind. */
export function unplacedOf(tables: Tables): Pick<Spot, "kind" | "id">[] {
  const placed = new Set(spotsOf(tables).map(({ kind, at }) => `${kind}/${at}`));
  return SPOT_KINDS.flatMap((kind) =>
    tablesOf(tables, kind).flatMap((table, at) => (placed.has(`${kind}/${at}`) ? [] : [{ kind, id: textOf(table, "id") ?? "" }])),
  );
}

/** Return the scenario with a spot elsewhere; one that is told from the aim or the axis stays told so. */
export function withSpotMoved(tables: Tables, { kind, at, end }: Spot, place: LonLat): Tables {
  const moved = (table: Tables): Tables => {
    if (kind === "traffic") {
      const { lat_deg, lon_deg } = keysOf(place);
      return { ...table, [`${end}_lat_deg`]: lat_deg, [`${end}_lon_deg`]: lon_deg };
    }
    return kind === "jammers" && numberOf(table, "lat_deg") === null
      ? jammerMoved(tables, table, place)
      : { ...table, ...keysOf(place) };
  };
  return { ...tables, [kind]: tablesOf(tables, kind).map((table, index) => (index === at ? moved(table) : table)) };
}

function endOf(table: Tables, end: SpotEnd): LonLat {
  return [numberOf(table, `${end}_lon_deg`) ?? 0.0, numberOf(table, `${end}_lat_deg`) ?? 0.0];
}

/** Return where a jammer stands; null where that depends on an axis that each raid draws anew. */
function placeOfJammer(tables: Tables, table: Tables): LonLat | null {
  if (numberOf(table, "lat_deg") !== null) return placeOf(table);
  const aim = aimOf(tables)?.place;
  const north_deg = northOf(tables, table);
  const angle_deg = ANGLES.map((angle) => angleOf(table, angle)).find((each) => each !== null) ?? null;
  const distance_m = numberOf(table, "distance_m") ?? KILO * (numberOf(table, "distance_km") ?? NaN);
  if (!aim || north_deg === null || angle_deg === null || Number.isNaN(distance_m)) return null;
  return destination(aim, radians(north_deg + angle_deg), distance_m);
}

/** Return what the angle of a jammer is counted from, degrees from north. */
function northOf(tables: Tables, table: Tables): number | null {
  return angleOf(table, "bearing") === null ? bearingOf(tables) : 0.0;
}

function angleOf(table: Tables, angle: (typeof ANGLES)[number]): number | null {
  const rad = numberOf(table, `${angle}_rad`);
  return numberOf(table, `${angle}_deg`) ?? (rad === null ? null : rad * DEGREES);
}

function jammerMoved(tables: Tables, table: Tables, place: LonLat): Tables {
  const aim = aimOf(tables)?.place;
  if (!aim) return table;
  const angle = angleOf(table, "bearing") === null ? "axis_bearing" : "bearing";
  const { bearing_rad, distance_m } = course(aim, place);
  const from_north = (bearing_rad * DEGREES - (northOf(tables, table) ?? 0.0)) % 360.0;
  const plain = withKey(withKey(table, `${angle}_rad`, null), "distance_m", null);
  return {
    ...plain,
    [`${angle}_deg`]: Math.round(from_north * TENTHS) / TENTHS,
    distance_km: Math.round((distance_m / KILO) * TENTHS) / TENTHS,
  };
}
