/** What a scenario gives away of whoever shares it, in words: places, names and notes, seeds, paths of a machine. */

import type { Desk } from "./desk";
import { assetsOf, besidesOf, studyOf } from "./scenario";
import type { Tables, Value } from "./tables";

/** Of a longer list so many are told, and how many more there are. */
const TOLD = 8;
/** Keys whose text is whoever wrote the scenario's own. */
const OWN = new Set(["name", "description", "note", "notes"]);
/** A path as systems have them, where no address of the web goes on. */
const PATHS = /(?<![\w.\-/])(?:\/(?:home|root|Users|tmp|var|mnt|media|opt|srv|private|work)\/|[A-Za-z]:\\|file:\/\/)[^\s"'<>]*/g;

/** Return sentences that tell what goes out with some scenarios; `text` is what goes out besides, as it is read. */
export function givenAway(desk: Desk, scenarios: Tables[], text = ""): string[] {
  const { words, numbers } = desk;
  const each = <Found>(of: (tables: Tables) => Found[]): Found[] => scenarios.flatMap(of);
  const listed = (parts: string[]): string => desk.listed([...new Set(parts)], TOLD);
  const places = each(assetsOf).map(({ name, place }) => words.out.at(name, numbers.place(place)));
  const batteries = each((tables) => desk.unitsIn(tables)).map(({ id, system, place }) =>
    words.out.at(words.battery(id, desk.system(system)?.name ?? system), numbers.place(place)),
  );
  const besides = each(besidesOf).map(words.part_of_file);
  const own = each((tables) => ownTexts(tables)).map((said) => `\u201c${said}\u201d`);
  const seeds = each((tables) => [numbers.plain(studyOf(tables).seed)]);
  const paths = [...new Set(`${JSON.stringify(scenarios)}\n${text}`.match(PATHS) ?? [])];
  return [
    ...(scenarios.length > 1 ? [words.out.both] : []),
    ...(places.length ? [words.out.places(listed(places))] : []),
    ...(batteries.length ? [words.out.batteries(listed(batteries))] : []),
    ...(besides.length ? [words.out.besides(listed(besides))] : []),
    own.length ? words.out.own(listed(own)) : words.out.no_own,
    words.out.seed(listed(seeds)),
    paths.length ? words.out.paths(listed(paths)) : words.out.no_path,
  ];
}

/** Return every text that somebody wrote into a scenario, on one line each. */
function ownTexts(value: Value, key = ""): string[] {
  if (typeof value === "string") return OWN.has(key) && value.trim() ? [value.trim().replace(/\s+/g, " ")] : [];
  if (Array.isArray(value)) return value.flatMap((inner) => ownTexts(inner, key));
  return typeof value === "object" ? Object.entries(value).flatMap(([name, inner]) => ownTexts(inner, name)) : [];
}
