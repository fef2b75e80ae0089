/** Pointers and keys on the map: pan, zoom, ask about a point, move the battery. */

import type { LonLat } from "../earth/geodesic";
import type { LiveMap } from "./live_map";
import { fromScreen, metresPerPixel, toScreen } from "./mercator";

/** Something on the map that a hand can take hold of, and what it is called. */
export interface Grip {
  name: string;
  place: LonLat;
}

export interface Meanings {
  /** A point was asked about. */
  ask(place: LonLat): void;
  /** Something is being moved; `done` at the end. */
  move(place: LonLat, done: boolean, name: string): void;
  /** A hand that was moving something let go of it without setting it down: it stands where it stood. */
  letGo(): void;
  /** What can be moved: of several in reach of a hand the first, by keys always the first. Without it, the battery. */
  grips?: () => Grip[];
  /** The battery goes back to its site. */
  back(): void;
  /** Whether arrow keys move that instead of the map. */
  movesByKeys(): boolean;
}

const CLICK_PX = 5;
const GRIP_PX = 24;
const KEY_PAN_PX = 60;
const KEY_ZOOM = 0.5;
const KEY_MOVE_M = 5000;
const KEY_MOVE_FINE_M = 1000;
const WHEEL_ZOOM = 0.002;

const ARROWS: Record<string, [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOMS: Record<string, number | undefined> = { "+": KEY_ZOOM, "=": KEY_ZOOM, "-": -KEY_ZOOM };

export function listenToHands(map: LiveMap, given: Meanings): void {
  const battery = (): Grip[] => (map.battery ? [{ name: "battery", place: map.battery }] : []);
  const meanings = { ...given, grips: given.grips ?? battery };
  pointers(map, meanings);
  fingers(map, meanings);
  wheel(map);
  keys(map, meanings);
}

type AllMeanings = Required<Meanings>;

function pointers(map: LiveMap, meanings: AllMeanings): void {
  const { holder } = map;
  const held = new Map<number, [number, number]>();
  let travelled = 0.0;
  let dragging: Grip | undefined;
  const at = (event: PointerEvent): [number, number] => {
    const box = holder.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  holder.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLButtonElement || event.button > 0) return;
    const here = at(event);
    held.set(event.pointerId, here);
    holder.setPointerCapture(event.pointerId);
    if (dragging && travelled > CLICK_PX) meanings.letGo();
    travelled = 0.0;
    dragging = held.size === 1 ? gripAt(map, meanings, here) : undefined;
  });
  holder.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    const here = at(event);
    if (!before) {
      holder.classList.toggle("over-battery", gripAt(map, meanings, here) !== undefined);
      return;
    }
    const [x, y] = [here[0] - before[0], here[1] - before[1]];
    travelled += Math.hypot(x, y);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, here);
    if (other) {
      const apart = (one: [number, number]): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
      map.zoomBy(Math.log2(apart(here) / Math.max(apart(before), 1.0)));
    } else if (dragging) {
      if (travelled > CLICK_PX) meanings.move(fromScreen(map.view, ...here), false, dragging.name);
    } else {
      map.panBy(-x, -y);
    }
  });
  const end = (event: PointerEvent, cancelled: boolean): void => {
    if (!held.delete(event.pointerId)) return;
    const here = at(event);
    if (dragging && travelled > CLICK_PX) {
      if (cancelled) meanings.letGo();
      else meanings.move(fromScreen(map.view, ...here), true, dragging.name);
    } else if (!cancelled && travelled <= CLICK_PX) meanings.ask(fromScreen(map.view, ...here));
    dragging = undefined;
  };
  holder.addEventListener("pointerup", (event) => end(event, false));
  holder.addEventListener("pointercancel", (event) => end(event, true));
}

/** One finger that moves up or down scrolls the page, unless it has hold of something; two are for the map. */
function fingers(map: LiveMap, meanings: AllMeanings): void {
  const keep = (event: TouchEvent): void => {
    const box = map.holder.getBoundingClientRect();
    const [first] = event.touches;
    const holds = gripAt(map, meanings, [first.clientX - box.left, first.clientY - box.top]);
    if (event.touches.length > 1 || (holds && !(event.target instanceof HTMLButtonElement))) event.preventDefault();
  };
  map.holder.addEventListener("touchstart", keep, { passive: false });
}

function gripAt(map: LiveMap, { grips }: AllMeanings, [x, y]: [number, number]): Grip | undefined {
  return grips().find(({ place }) => {
    const [grip_x, grip_y] = toScreen(map.view, place);
    return Math.hypot(x - grip_x, y - grip_y) <= GRIP_PX;
  });
}

/** The wheel alone scrolls the page on; with Ctrl or the command key, as pinching gives it, it zooms. */
function wheel(map: LiveMap): void {
  const zoom = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = map.holder.getBoundingClientRect();
    map.zoomBy(-event.deltaY * WHEEL_ZOOM, event.clientX - box.left, event.clientY - box.top);
  };
  map.holder.addEventListener("wheel", zoom, { passive: false });
}

function keys(map: LiveMap, meanings: AllMeanings): void {
  const { holder } = map;
  holder.addEventListener("focus", () => map.aim(holder.matches(":focus-visible")));
  holder.addEventListener("blur", () => map.aim(false));
  holder.addEventListener("keydown", (event) => {
    if (event.target !== holder || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!pressed(map, meanings, event)) return;
    event.preventDefault();
    map.aim(true);
  });
}

/** Return whether a key meant something. */
function pressed(map: LiveMap, meanings: AllMeanings, event: KeyboardEvent): boolean {
  const arrow = ARROWS[event.key];
  const zoom = ZOOMS[event.key];
  const [grip] = meanings.grips();
  if (arrow && grip && meanings.movesByKeys()) {
    const step_px = (event.shiftKey ? KEY_MOVE_FINE_M : KEY_MOVE_M) / metresPerPixel(map.view);
    const [x, y] = toScreen(map.view, grip.place);
    meanings.move(fromScreen(map.view, x + arrow[0] * step_px, y + arrow[1] * step_px), true, grip.name);
  } else if (arrow) {
    map.panBy(arrow[0] * KEY_PAN_PX, arrow[1] * KEY_PAN_PX);
  } else if (zoom) {
    map.zoomBy(zoom);
  } else if (event.key === "Enter" || event.key === " ") {
    meanings.ask([map.view.lon_deg, map.view.lat_deg]);
  } else if (event.key === "Escape") {
    meanings.back();
  } else {
    return false;
  }
  return true;
}
