/** What a stage shows besides symbols: the ground, borders, ways, and the sectors of radars at one moment. */

import type { Ground } from "../earth/ground";
import { groundOf } from "../earth/ground";
import { destination } from "../earth/geodesic";
import { bordersOf } from "../map/borders";
import { reliefPicture } from "../map/relief";
import type { Colour, Picture } from "../map/scene";
import type { Payload } from "../payload/payload";
import { INTERCEPTOR, SECTOR_FILL, SECTOR_LINE, THREAT } from "./colours";
import { heightAt } from "./ground_mesh";
import type { ReplayHeader } from "./header";
import type { Course, Position, Raid } from "./raid";
import type { Snapshot } from "./snapshot";

export interface Way {
  course: Course;
  colour: Colour;
  width_px: number;
}

export interface Sector {
  ring: Position[];
  fill: Colour;
  line: Colour;
}

/** The ground and what lies on it: the same for all raids of a page. */
export interface Land {
  ground: Ground;
  relief: Picture;
  borders: Position[][];
}

const SECTOR_POINTS = 48;

export function landOf(payload: Payload<ReplayHeader>): Land {
  const ground = groundOf(payload, payload.header.ground);
  const borders = bordersOf(payload);
  const edges = borders.lands.flatMap((land) => land.edges);
  const lines = [...borders.own, ...borders.others, ...borders.disputed];
  return {
    ground,
    relief: reliefPicture("relief", ground, edges),
    borders: lines.map((line) => line.map(([lon, lat]): Position => [lon, lat, heightAt(ground, lon, lat)])),
  };
}

export function waysOf(raid: Raid): Way[] {
  return raid.rowsOf("threat", "interceptor").map((row) => ({
    course: raid.course(row),
    colour: raid.actors[row].kind === "threat" ? THREAT : INTERCEPTOR,
    width_px: raid.actors[row].kind === "threat" ? 2.2 : 1.8,
  }));
}

/** Return the sectors of radars that radiate and face somewhere: how far they may look, not what they see. */
export function sectorsAt(raid: Raid, now: Snapshot): Sector[] {
  const found: Sector[] = [];
  for (const radar of now.radars.values()) {
    const { reach } = raid.actors[radar.row];
    if (!reach || radar.state !== "radiates" || radar.facing_rad === null) continue;
    const [lon_deg, lat_deg, alt_msl_m] = raid.position(radar.row, now.time_s);
    const edge = Array.from({ length: SECTOR_POINTS + 1 }, (_, at): Position => {
      const off = (2.0 * at) / SECTOR_POINTS - 1.0;
      const azimuth_rad = radar.facing_rad! + off * reach.sector_half_rad;
      return [...destination([lon_deg, lat_deg], azimuth_rad, reach.range_m), alt_msl_m] as Position;
    });
    const middle: Position = [lon_deg, lat_deg, alt_msl_m];
    found.push({ ring: [middle, ...edge, middle], fill: SECTOR_FILL, line: SECTOR_LINE });
  }
  return found;
}
