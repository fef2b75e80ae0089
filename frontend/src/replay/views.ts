/** What a view of a raid is to hold: all of it, or the fight. */

import type { Position, Raid } from "./raid";

export const LIFTS = [1, 2, 5, 10, 20];
/** Heights are raised until the highest of a raid is this share of how wide it is. */
const LIFT_SHARE = 0.2;
const METRES_PER_DEGREE = 111_195.0;

/** Return places that hold all courses of threats, what is defended and every fire unit. */
export function wholeRaid(raid: Raid): Position[] {
  return raid.rowsOf("threat", "asset", "fire_unit").flatMap((row) => coursePlaces(raid, row));
}

/** Return places that hold the fight: courses of threats, fire units that engage one, and the place defended
 * that is nearest to the end of each threat. All of a raid where nothing flies. */
export function theFight(raid: Raid): Position[] {
  const threats = raid.rowsOf("threat");
  const assets = raid.rowsOf("asset").map((row) => raid.position(row, 0));
  const aims = new Set<Position>();
  for (const row of threats) {
    const course = raid.course(row);
    const near = nearest(course.point(course.length - 1), assets);
    if (near) aims.add(near);
  }
  const places = [...threats, ...engaging(raid)].flatMap((row) => coursePlaces(raid, row));
  return threats.length > 0 ? [...places, ...aims] : wholeRaid(raid);
}

/** Return the rows of the fire units that engage a threat at some time of a raid. */
export function engaging(raid: Raid): number[] {
  return raid.rowsOf("fire_unit").filter((row) => raid.spellsOf(row).some(({ state }) => state === "engages"));
}

/** Return by how much the heights of a raid are raised at first. */
export function usualLift(raid: Raid): number {
  const places = theFight(raid);
  const highest_m = Math.max(...raid.rowsOf("threat").flatMap((row) => [...raid.course(row).alt_msl_m]), 1);
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  const across_deg = Math.max(Math.max(...lons) - Math.min(...lons), Math.max(...lats) - Math.min(...lats));
  const most = (LIFT_SHARE * across_deg * METRES_PER_DEGREE) / highest_m;
  return LIFTS.filter((lift) => lift <= most).pop() ?? LIFTS[0];
}

function coursePlaces(raid: Raid, row: number): Position[] {
  const course = raid.course(row);
  return [...new Set([0, course.length >> 1, course.length - 1])].map((at) => course.point(at));
}

function nearest([lon, lat]: Position, places: Position[]): Position | undefined {
  const away = (place: Position): number => Math.hypot(place[0] - lon, place[1] - lat);
  return [...places].sort((one, other) => away(one) - away(other))[0];
}
