/** The head of the map of a state: its letter and systems on one line, all of them where it is pointed at or read out. */

import { el } from "../dom";
import type { Desk } from "./desk";
import type { Side } from "./plan";

/** Systems that a head names before it counts the rest. */
const NAMED = 3;

export class MapName {
  readonly element = el("h2", { class: "plan-map-name" });

  constructor(private readonly desk: Desk) {}

  show(side: Side): void {
    const { desk, element } = this;
    const whole = desk.nameOf(side, Infinity);
    element.textContent = desk.nameOf(side, NAMED);
    element.title = whole;
    element.setAttribute("aria-label", whole);
  }
}
