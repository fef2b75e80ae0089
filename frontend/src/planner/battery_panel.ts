/** The batteries of a scenario, and what can be changed of the one that is chosen. */

import { el } from "../dom";
import type { Desk, Part } from "./desk";
import { button, choiceField, note, numberField } from "./fields";
import { withEdited, withUnit } from "./plan";
import { hasBatteries, withDoctrine, withMast, withoutUnit, withSystem, withUnitMoved, type Unit } from "./scenario";

const MAST_MOST_M = 100;

export function batteryPanel(desk: Desk): Part {
  const { words } = desk;
  const list = el("div", { class: "live-choices", role: "group", "aria-label": words.batteries });
  const none = note(words.no_battery);
  const system = choiceField(words.system, (id) => desk.editUnit((tables, at) => withSystem(tables, at, id)));
  const latitude = numberField(words.latitude, { min: -85, max: 85, step: "any" }, (value) => moved(desk, 1, value));
  const longitude = numberField(words.longitude, { min: -180, max: 180, step: "any" }, (value) => moved(desk, 0, value));
  const mast = numberField(words.mast, { min: 1, max: MAST_MOST_M, step: "any" }, (value) =>
    desk.editUnit((tables, at) => withMast(tables, at, value)),
  );
  const mastSays = note();
  const doctrine = choiceField(words.doctrine, (id) => desk.editUnit((tables, at) => withDoctrine(tables, at, id || null)));
  const doctrineSays = note();
  const remove = button(words.remove, () =>
    desk.change(withUnit(withEdited(desk.plan, withoutUnit(desk.withUnitNamed(desk.tables), desk.plan.unit)), 0)),
  );
  const open = button(words.mast_open, () => desk.editUnit((tables, at) => withMast(tables, at, null)));
  system.offer(desk.map.systems.map(({ id, name }) => [id, name]));
  doctrine.offer([["", words.doctrine_of_scenario], ...desk.map.doctrines.map(({ id, name }): [string, string] => [id, name])]);
  const places = el("div", { class: "plan-pair" }, latitude.element, longitude.element);
  const mastRow = el("div", { class: "plan-pair" }, mast.element, open);
  const chosen = el("div", {}, system.element, mastRow, mastSays, doctrine.element, doctrineSays, places, remove);
  return {
    element: el("section", { class: "plan-part", id: "batteries" }, el("h2", {}, words.batteries), list, none, chosen),
    update: () => {
      const { unit } = desk;
      listUnits(list, desk);
      none.hidden = hasBatteries(desk.tables);
      chosen.hidden = !unit;
      if (!unit) return;
      system.show(unit.system);
      latitude.show(Number(unit.place[1].toFixed(4)));
      longitude.show(Number(unit.place[0].toFixed(4)));
      mast.show(unit.mast_m);
      open.disabled = unit.mast_m === null;
      mastSays.textContent = sayMast(desk, unit);
      doctrine.show(unit.doctrine ?? "");
      const entry = desk.map.doctrines.find(({ id }) => id === unit.doctrine);
      doctrineSays.textContent = entry ? words.doctrine_says(entry.words, words.kind(entry.kind)) : "";
    },
  };
}

function listUnits(list: HTMLElement, desk: Desk): void {
  const buttons = desk.units.map((unit, at) =>
    button(
      desk.words.battery(unit.id, desk.system(unit.system)?.name ?? unit.system),
      () => desk.change(withUnit(desk.plan, at)),
      { "aria-pressed": String(at === desk.plan.unit), "data-unit": unit.id },
    ),
  );
  const held = [...list.children].indexOf(document.activeElement as Element);
  list.replaceChildren(...buttons);
  buttons[held]?.focus();
}

function moved(desk: Desk, axis: 0 | 1, value: number | null): void {
  const { unit } = desk;
  if (!unit || value === null) return;
  const place: [number, number] = [...unit.place];
  place[axis] = value;
  desk.editUnit((tables, at) => withUnitMoved(tables, at, place));
}

function sayMast(desk: Desk, unit: Unit): string {
  const { words, numbers } = desk;
  const radar = desk.system(unit.system)?.radars.find(({ engages, on_mast }) => engages && on_mast);
  if (!radar) return words.mast_none;
  const { antenna_agl_m, antenna_low_m, antenna_high_m, antenna_kind } = radar;
  if (unit.mast_m !== null) return words.mast_given(numbers.metres(unit.mast_m), numbers.metres(antenna_agl_m));
  return words.mast_best(
    numbers.metres(antenna_agl_m),
    numbers.metres(antenna_low_m),
    numbers.metres(antenna_high_m),
    words.kind(antenna_kind),
  );
}
