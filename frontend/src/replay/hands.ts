/** Pointers and keys on the stage. */

import type { Pixel } from "./marks";

export interface Deeds {
  pan(x_px: number, y_px: number): void;
  zoom(steps: number): void;
  turn(bearing_deg: number, pitch_deg: number): void;
  pick(at: Pixel): void;
  /** Return whether a key meant something. */
  key(name: string, withShift: boolean): boolean;
}

const CLICK_PX = 5;
const DEGREES_A_PX = 0.35;
const WHEEL_ZOOM = 0.002;

export function listenToHands(stage: HTMLElement, deeds: Deeds): void {
  pointers(stage, deeds);
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page on
      event.preventDefault();
      deeds.zoom(-event.deltaY * WHEEL_ZOOM);
    },
    { passive: false },
  );
  stage.addEventListener("contextmenu", (event) => event.preventDefault());
  stage.addEventListener("keydown", (event) => {
    if (event.target !== stage || event.altKey || event.ctrlKey || event.metaKey) return;
    if (deeds.key(event.key, event.shiftKey)) event.preventDefault();
  });
}

function pointers(stage: HTMLElement, deeds: Deeds): void {
  const held = new Map<number, Pixel>();
  let travelled = 0.0;
  let turns = false;
  const at = (event: PointerEvent): Pixel => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    held.set(event.pointerId, at(event));
    stage.setPointerCapture(event.pointerId);
    travelled = 0.0;
    turns = event.button === 2 || event.shiftKey || event.ctrlKey;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const here = at(event);
    const [x, y] = [here[0] - before[0], here[1] - before[1]];
    travelled += Math.hypot(x, y);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, here);
    if (other) {
      const apart = (one: Pixel): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
      deeds.zoom(Math.log2(apart(here) / Math.max(apart(before), 1.0)));
      deeds.turn(0.0, (-DEGREES_A_PX * y) / 2.0);
    } else if (turns) {
      deeds.turn(DEGREES_A_PX * x, -DEGREES_A_PX * y);
    } else {
      deeds.pan(-x, -y);
    }
  });
  const end = (event: PointerEvent): void => {
    if (held.delete(event.pointerId) && travelled <= CLICK_PX && event.type === "pointerup") deeds.pick(at(event));
  };
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
}
