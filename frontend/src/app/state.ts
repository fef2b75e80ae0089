/** What a reader has chosen, and who is told when it changes. */

import type { LonLat } from "../earth/geodesic";

export interface State {
  system: string;
  site: string;
  height_agl_m: number;
  /** Another system to compare with, or none. */
  beside: string | null;
  /** Which range is compared. */
  compared: "seen" | "met";
  showSight: boolean;
  showEdges: boolean;
  /** Where the battery was dragged to, or null where it stands at the site. */
  moved: LonLat | null;
  /** The point that is asked about. */
  probe: LonLat | null;
}

type Listener = (state: State, before: State) => void;

export class Store {
  private held: State;
  private readonly listeners: Listener[] = [];

  constructor(state: State) {
    this.held = state;
  }

  get state(): State {
    return this.held;
  }

  set(change: Partial<State>): void {
    const before = this.held;
    this.held = { ...before, ...change };
    for (const listener of this.listeners) listener(this.held, before);
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }
}
