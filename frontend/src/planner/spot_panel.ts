/** What stands or flies beside the batteries: chosen from a list, and moved by its latitude and longitude. */

import { el } from "../dom";
import type { Desk, Part } from "./desk";
import { choiceField, note, numberField } from "./fields";
import { besidesOf } from "./scenario";
import { SPOT_KINDS, spotName, spotsOf, unplacedOf, withSpotMoved, type Spot } from "./spots";

const DIGITS = 4;
const KINDS = new Set<string>(SPOT_KINDS);

export function spotPanel(desk: Desk): Part {
  const { words } = desk;
  let name = "";
  const chosen = (): Spot | undefined => {
    const spots = spotsOf(desk.tables);
    return spots.find((each) => spotName(each) === name) ?? spots[0];
  };
  const move = (axis: 0 | 1, value: number | null): void => {
    const spot = chosen();
    if (!spot || value === null) return;
    const place: [number, number] = [...spot.place];
    place[axis] = value;
    desk.edit((tables) => withSpotMoved(tables, spot, place));
  };
  const which = choiceField(words.spot_which, (id) => {
    name = id;
    desk.see({});
  });
  const latitude = numberField(words.latitude, { min: -85, max: 85, step: "any" }, (value) => move(1, value));
  const longitude = numberField(words.longitude, { min: -180, max: 180, step: "any" }, (value) => move(0, value));
  const also = note();
  const places = el("div", { class: "plan-pair" }, latitude.element, longitude.element);
  const fields = el("div", {}, which.element, places);
  const element = el("section", { class: "plan-part", id: "spots" }, el("h2", {}, words.spots), also, fields);
  return {
    element,
    update: () => {
      const spots = spotsOf(desk.tables);
      const unplaced = [
        ...unplacedOf(desk.tables).map(({ id, kind }) => words.spot(id, words.spot_kinds[kind])),
        ...besidesOf(desk.tables).filter((key) => !KINDS.has(key)).map(words.part_of_file),
      ];
      const spot = chosen();
      element.hidden = !spot && !unplaced.length;
      also.textContent = unplaced.length ? words.also_in_file(desk.numbers.list(unplaced)) : "";
      fields.hidden = !spot;
      if (!spot) return;
      which.offer(spots.map((each) => [spotName(each), desk.spotWords(each)]));
      which.show(spotName(spot));
      latitude.show(Number(spot.place[1].toFixed(DIGITS)));
      longitude.show(Number(spot.place[0].toFixed(DIGITS)));
    },
  };
}
