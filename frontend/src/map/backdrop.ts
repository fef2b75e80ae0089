/** What of a map never changes: relief, borders, names of cities and countries. */

import { groundOf } from "../earth/ground";
import type { LonLat } from "../earth/geodesic";
import type { CityRow, GroundEntry } from "../payload/header";
import type { Payload } from "../payload/payload";
import { bordersOf, type BordersHeader } from "./borders";
import type { Land } from "./country_names";
import * as colours from "./colours";
import { reliefPicture } from "./relief";
import type { Drawn, Label } from "./scene";

export interface Backdrop {
  drawn: Drawn[];
  labels: Label[];
  lands: Land[];
}

const CITY_RANK = 1000;
/** What the header of a payload says of a map's ground. */
export type BackdropHeader = BordersHeader & { ground: GroundEntry; surroundings: GroundEntry; cities: CityRow[] };

/** A town of so many people is named from this zoom on, one a quarter as large a zoom later. */
const TOWN_PEOPLE = 60_000;
const TOWN_ZOOM = 6.2;
const LARGE_CITY_PEOPLE = 1e6;

export function backdropOf(payload: Payload<BackdropHeader>): Backdrop {
  const { header } = payload;
  const borders = bordersOf(payload);
  const land = borders.lands.flatMap(({ edges }) => edges);
  const own = header.case.country_code;
  return {
    drawn: [
      reliefPicture("relief-far", groundOf(payload, header.surroundings), land),
      reliefPicture("relief", groundOf(payload, header.ground), land),
      { kind: "line", id: "borders", paths: borders.others, colour: colours.BORDER, width_px: 0.9 },
      { kind: "line", id: "own-border", paths: borders.own, colour: colours.OWN_BORDER, width_px: 2.0 },
      {
        kind: "line",
        id: "disputed",
        paths: borders.disputed.flatMap(everySecondPiece),
        colour: colours.DISPUTED,
        width_px: 2.0,
      },
    ],
    labels: header.cities.map((row, at) => cityLabel(row, at, own)),
    lands: borders.lands,
  };
}

function everySecondPiece(path: LonLat[]): LonLat[][] {
  const pieces: LonLat[][] = [];
  for (let at = 0; at + 1 < path.length; at += 2) pieces.push([path[at], path[at + 1]]);
  return pieces;
}

function cityLabel([text, lon_deg, lat_deg, people, country]: CityRow, at: number, own: string): Label {
  const home = country === own;
  const large = people >= LARGE_CITY_PEOPLE;
  return {
    text,
    place: [lon_deg, lat_deg],
    side: "right",
    offset_px: [6, 0],
    size_px: home ? 12.5 : 11.5,
    weight: large ? 600 : 400,
    colour: home ? colours.INK : colours.QUIET_INK,
    dot_px: large ? 2.8 : 2.0,
    zoom_least: TOWN_ZOOM - Math.log2(Math.max(people, 1) / TOWN_PEOPLE) / 2.0,
    rank: (home ? CITY_RANK : 0) - at,
  };
}
