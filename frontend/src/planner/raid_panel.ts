/** Which raid comes, from where, and how many of them are played. */

import { el } from "../dom";
import type { Desk, Part } from "./desk";
import { button, choiceField, note, numberField } from "./fields";
import { aimOf, bearingOf, raidOf, studyOf, withBearing, withRaid, withStudy } from "./scenario";

const OWN = "";
const WORLDS_MOST = 2000;
const REPLICATIONS_MOST = 200;

export function raidPanel(desk: Desk): Part {
  const { words, numbers } = desk;
  const raid = choiceField(words.raid, (id) => {
    if (id !== OWN) desk.edit((tables) => withRaid(tables, id));
  });
  const bearing = numberField(words.bearing, { min: 0, max: 360, step: "any" }, (value) =>
    desk.edit((tables) => withBearing(tables, value)),
  );
  const open = button(words.bearing_open, () => desk.edit((tables) => withBearing(tables, null)));
  const says = note();
  const worlds = numberField(words.worlds, { min: 1, max: WORLDS_MOST, step: 1 }, (value) => {
    if (value !== null) desk.edit((tables) => withStudy(tables, { worlds: value }));
  });
  const replications = numberField(words.replications, { min: 1, max: REPLICATIONS_MOST, step: 1 }, (value) => {
    if (value !== null) desk.edit((tables) => withStudy(tables, { replications: value }));
  });
  return {
    element: el(
      "section",
      { class: "plan-part", id: "raid" },
      el("h2", {}, words.raid),
      raid.element,
      el("div", { class: "plan-pair" }, bearing.element, open),
      says,
      el("div", { class: "plan-pair" }, worlds.element, replications.element),
    ),
    update: () => {
      const standard = raidOf(desk.tables);
      const given = bearingOf(desk.tables);
      const entries = desk.map.raids.map(({ id, name, count }): [string, string] => [
        id,
        words.raid_entry(name, numbers.plain(count)),
      ]);
      raid.offer(standard === null ? [[OWN, words.own_raid], ...entries] : entries);
      raid.show(standard ?? OWN);
      bearing.show(given);
      open.disabled = given === null;
      says.textContent =
        given === null
          ? words.bearing_drawn
          : words.bearing_given(`${numbers.plain(given)}°`, aimOf(desk.tables)?.name ?? "");
      const study = studyOf(desk.tables);
      worlds.show(study.worlds);
      replications.show(study.replications);
    },
  };
}
