/** Starts the page that plans; sets `skykeepReady` once its map stands on the screen. */

import { el } from "../dom";
import { enPlanner } from "../words/en_planner";
import { startPlanner, type Planner } from "./app";

declare global {
  interface Window {
    /** The page's parts, for programs that drive it and for tests. */
    skykeepPlanner?: Planner;
  }
}

const holder = document.querySelector<HTMLElement>("[data-planner]");
if (holder) {
  startPlanner(holder, document.documentElement.lang || "en")
    .then((planner) => {
      window.skykeepPlanner = planner;
      window.skykeepReady = true;
    })
    .catch((error: Error) => {
      const again = el("a", { href: location.pathname }, enPlanner.begin_again);
      holder.prepend(el("p", { role: "alert" }, enPlanner.failed(error.message), " ", again));
    });
}
