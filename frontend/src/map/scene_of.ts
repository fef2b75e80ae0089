/** The scene of one system at one site and height: ground, borders, what is seen and engageable, rings. */

import { destination, type LonLat } from "../earth/geodesic";
import { outline, type Ladder } from "../coverage/ladder";
import type { CityRow } from "../payload/header";
import type { Borders } from "./borders";
import * as colours from "./colours";
import type { Drawn, Label, Picture, Scene } from "./scene";

/** What of the map never changes. */
export interface Backdrop {
  relief: Picture;
  borders: Borders;
  cities: CityRow[];
  countryCode: string;
}

export interface RingWords {
  detection: string;
  engagement: string;
}

/** Dashes of a ring; each is followed by a gap. */
const DETECTION_DASHES = 60;
const ENGAGEMENT_DASHES = 96;
const DETECTION_SHARE = 0.68;
const ENGAGEMENT_SHARE = 0.58;
const CITY_RANK = 1000;

export function sceneOf(backdrop: Backdrop, ladder: Ladder, height_agl_m: number, words: RingWords): Scene {
  const place = ladder.place;
  const { detection, engagement } = ladder.system.rings;
  const seen = outline(place, ladder.ranges_m("seen", height_agl_m));
  const met = outline(place, ladder.ranges_m("met", height_agl_m));
  const drawn: Drawn[] = [
    ...backdropLayers(backdrop),
    { kind: "area", id: "seen", rings: [seen], fill: colours.SEEN },
    { kind: "line", id: "seen-edge", paths: [seen], colour: colours.SEEN_EDGE, width_px: 1.4 },
    { kind: "area", id: "met", rings: [met], fill: colours.ENGAGEABLE },
    { kind: "line", id: "met-edge", paths: [met], colour: colours.ENGAGEABLE_EDGE, width_px: 1.4 },
    {
      kind: "line",
      id: "edges",
      paths: ladder.edges_m(height_agl_m).map((ranges) => outline(place, ranges)),
      colour: colours.EDGE_IN_DOUBT,
      width_px: 0.8,
    },
    ring("detection-ring", place, detection.radius_m, DETECTION_DASHES, DETECTION_SHARE),
    ring("engagement-ring", place, engagement.radius_m, ENGAGEMENT_DASHES, ENGAGEMENT_SHARE),
  ];
  return {
    drawn,
    labels: [
      ringLabel(place, detection.radius_m, 0.0, words.detection),
      ringLabel(place, engagement.radius_m, Math.PI, words.engagement),
      ...cityLabels(backdrop),
    ],
    marks: [{ symbol: "battery", place, size_px: 34 }],
  };
}

function backdropLayers(backdrop: Backdrop): Drawn[] {
  const { own, others, disputed } = backdrop.borders;
  return [
    backdrop.relief,
    { kind: "line", id: "borders", paths: others, colour: colours.BORDER, width_px: 0.8 },
    { kind: "line", id: "own-border", paths: own, colour: colours.OWN_BORDER, width_px: 1.8 },
    { kind: "line", id: "disputed", paths: disputed.flatMap(dashedPath), colour: colours.DISPUTED, width_px: 1.8 },
  ];
}

function ring(id: string, place: LonLat, radius_m: number, dashes: number, share: number): Drawn {
  const paths = Array.from({ length: radius_m > 0.0 ? dashes : 0 }, (_, dash) => {
    const from = (2.0 * Math.PI * dash) / dashes;
    const over = (2.0 * Math.PI * share) / dashes;
    return [0.0, 0.25, 0.5, 0.75, 1.0].map((part) => destination(place, from + part * over, radius_m));
  });
  return { kind: "line", id, paths, colour: colours.RING, width_px: 1.7 };
}

/** Every second piece of a line. */
function dashedPath(path: LonLat[]): LonLat[][] {
  const pieces: LonLat[][] = [];
  for (let at = 0; at + 1 < path.length; at += 2) pieces.push([path[at], path[at + 1]]);
  return pieces;
}

function ringLabel(place: LonLat, radius_m: number, bearing_rad: number, text: string): Label {
  return {
    text,
    place: destination(place, bearing_rad, radius_m),
    side: "middle",
    offset_px: [0, 0],
    size_px: 13,
    weight: 600,
    colour: colours.INK,
    dot_px: 0,
    rank: 2.0 * CITY_RANK,
  };
}

function cityLabels(backdrop: Backdrop): Label[] {
  return backdrop.cities.map(([text, lon_deg, lat_deg, people, country], at) => {
    const own = country === backdrop.countryCode;
    return {
      text,
      place: [lon_deg, lat_deg],
      side: "right",
      offset_px: [6, 0],
      size_px: own ? 12.5 : 11.5,
      weight: people >= 1e6 ? 600 : 400,
      colour: own ? colours.INK : "#55524d",
      dot_px: people >= 1e6 ? 2.8 : 2.0,
      rank: (own ? CITY_RANK : 0) - at,
    };
  });
}

