/** What keys mean on the stage. */

import type { ReplayApp } from "./app";

const PAN_PX = 60;
const TURN_DEG = 6.0;
const ZOOM = 0.4;
const STEP_S = 1.0;

const ARROWS: Record<string, [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Do what a key means; return whether it means anything. */
export function keyDeeds(app: ReplayApp, name: string, withShift: boolean): boolean {
  const arrow = ARROWS[name];
  if (arrow && withShift) app.camera.turnBy(TURN_DEG * arrow[0], -TURN_DEG * arrow[1]);
  else if (arrow) pan(app, arrow);
  else if (!SINGLE[name.toLowerCase()]) return false;
  else SINGLE[name.toLowerCase()]!(app);
  app.wake();
  return true;
}

function pan(app: ReplayApp, [x, y]: [number, number]): void {
  if (app.followedRow >= 0) app.follow(-1);
  app.camera.panBy(PAN_PX * x, PAN_PX * y, app.size);
}

const SINGLE: Record<string, ((app: ReplayApp) => void) | undefined> = {
  " ": (app) => {
    if (app.story.isPlaying) app.story.stop();
    else app.clock.toggle();
  },
  ",": (app) => app.clock.set(app.clock.time_s - STEP_S),
  ".": (app) => app.clock.set(app.clock.time_s + STEP_S),
  "[": (app) => app.clock.change(-1),
  "]": (app) => app.clock.change(1),
  "+": (app) => app.camera.zoomBy(ZOOM),
  "=": (app) => app.camera.zoomBy(ZOOM),
  "-": (app) => app.camera.zoomBy(-ZOOM),
  n: (app) => app.story.step(app.clock.time_s, true),
  p: (app) => app.story.step(app.clock.time_s, false),
  f: (app) => app.followNext(),
  escape: (app) => app.follow(-1),
  home: (app) => app.overview(),
};
