/** All words of the page's script in English. Numbers come ready, with their units. */

import { enReplay } from "./en_replay";
import { kindsOf } from "./kinds";
import { threatOf } from "./threats";

const SEEN_ENDS: Record<string, string> = {
  horizon: "the round earth",
  terrain: "hills",
  power: "the radar's power",
  instrument: "the end of the radar's display",
  elevation: "the edge of the beam",
  effects: "jamming or clutter",
  data: "the end of the elevation data",
};

const MET_ENDS: Record<string, string> = {
  seen: "being seen no earlier",
  reaction: "the crew's reaction time",
  guidance: "how far the engagement radar guides",
  range: "the interceptor's range",
  height: "the interceptor's height limits",
  speed: "the target's speed",
  several: "several limits at once",
  "no interceptor": "having nothing to shoot with",
};

const SEEN_WHY: Record<string, string> = {
  horizon: "the round earth ends sight there",
  terrain: "hills end sight there",
  power: "farther out the echo is too weak",
  instrument: "the radar's display ends there",
  elevation: "the beam reaches no higher or lower",
  effects: "jamming or clutter covers it",
  data: "the elevation data ends there",
};

const MET_WHY: Record<string, string> = {
  seen: "it is seen no earlier",
  reaction: "crew and launcher take that long to react",
  guidance: "the engagement radar cannot guide farther",
  range: "the interceptor flies no farther",
  height: "it flies above or below what the interceptor reaches",
  speed: "it is too fast for the interceptor",
  several: "several limits stand in the way at once",
  "no interceptor": "there is nothing to shoot with",
};

const KINDS = kindsOf("en");

export const en = {
  map_label: "Map of what the chosen system sees and can engage. Arrow keys move it, plus and minus zoom, Enter asks about the point in the middle.",
  system: "System",
  site: "Place",
  height: "Height of the target above ground",
  compare: "Compare with",
  no_other: "nothing else",
  alone_at: (system: string, place: string) => `${system} is among the options alone: it was computed at ${place}, where the raids come.`,
  compare_seen: "what each sees",
  compare_met: "what each can engage",
  show_sight: "in sight, worked out live",
  show_edges: "edges that public figures allow",
  zoom_in: "Zoom in",
  zoom_out: "Zoom out",
  fit: "Show the whole ring",
  move: "Move the battery by keys",
  back: (site: string) => `Back to ${site}`,
  keys: "Drag the map to move it, pinch or Ctrl and wheel to zoom; click a point to ask about it; drag the battery to try another place. By keys: arrows, + and −, Enter for the point in the middle, Esc puts the battery back.",
  detection_ring: (radius: string) => `detection ring ${radius}`,
  engagement_ring: (radius: string) => `engagement ring ${radius}`,
  whose_ring: (system: string, ring: string) => `${system}, ${ring}`,
  ring_source: (kind: string, claimant: string) =>
    claimant ? `${KINDS[kind] ?? kind}: ${claimant}` : (KINDS[kind] ?? kind),
  threat: (id: string) => threatOf("en", id),
  to: "to",
  and: "and",
  head: (system: string, site: string, threat: string, height: string) =>
    `${system} at ${site}, against a ${threat} at ${height}`,
  seen: (share: string, radius: string) => `sees ${share} of its ${radius} detection ring`,
  engageable: (share: string, radius: string) => `can engage ${share} of its ${radius} engagement ring`,
  says: (system: string, seen: string, engageable: string) => `The ${system} ${seen} and ${engageable}.`,
  two_rings: "The two shares are of two different rings.",
  with_limits: "In brackets what public figures allow.",
  at_best: "Best public figures, assumed; the tables have limits at their own heights.",
  between: "Between computed heights: best public figures, assumed.",
  why_circle: "Why it is a circle: on every bearing the same thing ends the range.",
  why_no_circle: "Why it is no circle: what ends the range differs by bearing.",
  seen_ends: (list: string) => `What ends the range at which it is seen: ${list}.`,
  met_ends: (list: string) => `What ends the range at which it is met: ${list}.`,
  on_bearings: (what: string, share: string) => `${what} (${share} of bearings)`,
  seen_end: (limit: string) => SEEN_ENDS[limit] ?? limit,
  met_end: (limit: string) => MET_ENDS[limit] ?? limit,
  only: (system: string) => `${system} alone`,
  both: "both",
  nothing: "nothing",
  compared: (first: string, other: string, more: string, fewer: string, what: "seen" | "met") =>
    what === "seen"
      ? `The ${first} sees ${more} that the ${other} does not see; the ${other} sees ${fewer} that the ${first} does not (best public figures, assumed).`
      : `The ${first} can engage over ${more} where the ${other} cannot; the ${other} over ${fewer} where the ${first} cannot (best public figures, assumed).`,
  area: (number: string) => `${number} km²`,
  legend_seen: "seen: a target flying in has become a confirmed track, nine times in ten",
  legend_met: "engageable: a target flying in can be met there or farther out",
  legend_edges: (count: string) => `thin lines: where it is first met if the figures are drawn anew within their limits (${count} draws)`,
  legend_sight: "in sight: no hill and no curve of the earth in between",
  legend_probe: "from the battery to the point",
  legend_borders: "borders: thick of the country itself, thin of others",
  legend_disputed: "disputed or indefinite",
  legend_detection: "detection ring",
  legend_engagement: "engagement ring",
  sight_says: (share: string, step: string, table_step: string) =>
    `In sight: ${share} of the detection ring (assumed: best antenna height and bending of beams; live sight on ground every ${step}, the tables: every ${table_step}).`,
  moved_head: (system: string, distance: string, site: string, height: string) =>
    `${system} moved ${distance} from ${site}: what is in sight at ${height}`,
  moved_says:
    "Shown is what is in sight, cut at the detection ring. What it sees and can engage from there takes the whole program:",
  no_ground: "The page holds no ground there: put the battery on land inside the map.",
  plain_canvas: "Drawn without a graphics card (WebGL is missing or slow here): the same map, on a plain canvas.",
  sources: (version: string, ground: string, licence: string, step: string, table_step: string, attribution: string, places: "cities" | "given") =>
    `skykeep ${version}, from public figures only, many of them assumed. Ground: ${ground} (${licence}), here every ${step}, in the tables every ${table_step}. ${attribution} ${places === "cities" ? "A place is a city centre, not the position of a unit." : "Places are those that were given."} Scale true in the middle.`,
  ask: "Ask about a point",
  ask_hint: "Click the map, or press Enter on it, to ask who sees that point, from when, and why not.",
  the_point: "the point",
  hill: (height: string) => `hill, ${height}`,
  point_head: (place: string, distance: string, bearing: string, site: string) =>
    `${place}: ${distance} from ${site}, bearing ${bearing}`,
  point_ground: (height: string, ground: string) => `The target flies ${height} above ground of ${ground}.`,
  in_sight_yes: (lowest: string) => `In sight: yes. Anything from ${lowest} above ground is in sight there.`,
  in_sight_hill: (hill: string, distance: string, above: string, lowest: string, also: boolean) =>
    `In sight: no. Hills hide it: ground of ${hill}, ${distance} from the battery, stands ${above} above the line.${also ? " Without hills the round earth would hide it too." : ""} Only from ${lowest} above ground is anything in sight there.`,
  in_sight_earth: (ground: string, distance: string, above: string, lowest: string) =>
    `In sight: no. The round earth hides it: ground of ${ground}, ${distance} from the battery, stands ${above} above the line. Only from ${lowest} above ground is anything in sight there.`,
  in_sight_never: "In sight: no, at no height.",
  in_sight_unknown: "The page holds no ground on the whole way to that point: it cannot tell what is in sight.",
  sight_ground: (system: string, step: string, table_step: string) =>
    `Sight of the ${system}: worked out here on ground every ${step} (the tables: every ${table_step}), antenna height and bending of beams assumed.`,
  column_system: "System",
  column_seen: "Seen there?",
  column_met: "Can be met there?",
  yes: "yes",
  no: "no",
  from_out: (range: string, before: string) => `from ${range} out, ${before} before the site`,
  met_out: (range: string) => `first met ${range} out`,
  only_from: (range: string, why: string) => `only from ${range} out, the edge on this bearing: ${why}`,
  only_met: (range: string, why: string) => `first met ${range} out: ${why}`,
  never_met: (why: string) => `never on this bearing: ${why}`,
  hides_it: "hill hides it",
  earth_hides_it: "round earth hides it",
  both_hide_it: "hill hides it, round earth too",
  never_seen: (why: string) => `never on this bearing: ${why}`,
  other_answer: (answer: string) => `${answer} (best figures; public figures allow the other answer too)`,
  range_limits: (best: string, low: string, high: string) => `${best} (${low} to ${high})`,
  range_assumed: (best: string) => `${best} (assumed)`,
  seen_why: (limit: string) => SEEN_WHY[limit] ?? limit,
  met_why: (limit: string) => MET_WHY[limit] ?? limit,
  point_table: (threat: string, height: string) =>
    `A ${threat} that flies straight at the site on the nearest whole degree of bearing, at ${height}; in brackets what public figures allow`,
  chart: "Ground between battery and point, and the line of sight",
  chart_distance: "from the battery, km",
  chart_height: "above sea level, m",
  chart_ground: "ground",
  chart_clear: "line of sight: clear",
  chart_blocked: "line of sight: blocked",
  chart_ends: (hidden: boolean): string => (hidden ? "battery, point, and what hides it" : "battery and point"),
  save_chart: (head: string, height: string) => `${head}: line of sight at ${height} above ground`,
  too_near: "That is the battery itself: choose a point farther off.",
  save: "Save:",
  save_as: (title: string, kind: string) => `Save \u201c${title}\u201d as ${kind}`,
  save_failed: (why: string) => `It could not be saved: ${why}`,
  save_ranges: (head: string) => `${head} (best public figures, assumed; low and high are what public figures allow)`,
  save_map: "Map of what is seen and can be engaged",
  rings_title: "What is left of the printed rings, by height",
  rings_says: "Bars: the share of the area of the printed ring, by height above ground; best values.",
  rings_press: "A press shows it on the map.",
  rings_seen: "seen",
  rings_met: "engageable",
  rings_limits: "what public figures allow",
  rings_printed: "the whole printed ring",
  pair: (one: string, other: string) => `${one}, ${other}`,
  ring_mark: (system: string, site: string, height: string, seen: string, met: string) =>
    `${system}, ${site}, ${height}: seen ${seen}, engageable ${met}`,
  marks_on_map: "Parts of the chart, each shown on the map when it is chosen",
  reason_of_ground: "The map shows what is in sight.",
  reason_of_reach: "The map shows what can be engaged.",
  reason_of_no_place: "Place and height do not decide it, so no map shows it.",
  on_map: (what: string, site: string) => `On the map: ${what}, ${site}`,
  dots: "Dots, each a raid",
  option_dots_hint: "Press a dot, or go to it with Tab and the arrow keys and press Enter, to read what came of its raid and how to play it.",
  option_dot: (option: string, key: string, leakers: string, count: number, why: string, left: string) =>
    `${option}, ${key}: ${count === 0 ? "nothing leaks" : `${leakers} ${count === 1 ? "leaks" : "leak"} (${why})`}; rounds left: ${left}.`,
  option_dot_command: "This file does not play it; what does, in three dimensions:",
  copy: "Copy",
  copied: "Copied",
  dots_hint: (played: string) =>
    `Point at a dot, or go to it with Tab and the arrow keys, to learn which raid it is; the ${played} with a rim play below when they are pressed.`,
  dot: (leakers: string, count: number, reason: string, key: string) =>
    count === 0 ? `Nothing leaks (${key}).` : `${leakers} ${count === 1 ? "leaks" : "leak"}, most for: ${reason} (${key}).`,
  dot_played: "It plays below.",
  dot_command: "This file does not hold it; with the folder of the run it is played by",
  replay: enReplay,
};

export type Words = typeof en;
