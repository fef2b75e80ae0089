/** Starts the live parts of a page: reads the payload, draws, and sets `skykeepReady`. */

import { Ladder } from "./coverage/ladder";
import { groundOf } from "./earth/ground";
import { bordersOf } from "./map/borders";
import { LiveMap } from "./map/live_map";
import { loadSymbols } from "./map/overlay";
import { reliefPicture } from "./map/relief";
import { sceneOf, type Backdrop } from "./map/scene_of";
import { Numbers } from "./numbers";
import { Payload } from "./payload/payload";
import { en } from "./words/en";

declare global {
  interface Window {
    /** The bytes of the payload, inflated; the page's loader leaves them here. */
    skykeepPayload?: ArrayBuffer;
    /** True once everything that moves has been drawn. */
    skykeepReady?: boolean;
  }
}

async function start(buffer: ArrayBuffer): Promise<void> {
  const payload = new Payload(buffer);
  const { header } = payload;
  const numbers = new Numbers(document.documentElement.lang || "en");
  const holder = document.querySelector<HTMLElement>("[data-live-map]");
  if (!holder) throw new Error("the page has no place for its map");
  holder.hidden = false;
  holder.closest<HTMLElement>("[data-live]")!.hidden = false;
  document.documentElement.classList.add("live");
  const borders = bordersOf(payload);
  const backdrop: Backdrop = {
    relief: reliefPicture(groundOf(payload), borders.land),
    borders,
    cities: header.cities,
    countryCode: header.case.country_code,
  };
  const entry = header.coverage.find(
    (each) => each.system === header.case.lead_system && each.site === header.case.main_site,
  );
  if (!entry) throw new Error("the payload has no coverage of its lead system");
  const ladder = new Ladder(payload, entry);
  const says = document.querySelector<HTMLElement>("[data-live-says]");
  const map = new LiveMap(holder, await loadSymbols(header.symbols), () => {
    if (says) {
      says.textContent = en.no_webgl;
      says.hidden = false;
    }
  });
  const { detection, engagement } = ladder.system.rings;
  map.lookAt(ladder.place, 1.06 * Math.max(detection.radius_m, engagement.radius_m));
  map.show(
    sceneOf(backdrop, ladder, header.case.main_height_agl_m, {
      detection: `${en.detection_ring} ${numbers.kilometres(detection.radius_m)}`,
      engagement: `${en.engagement_ring} ${numbers.kilometres(engagement.radius_m)}`,
    }),
  );
  await map.drawn();
  window.skykeepReady = true;
}

if (window.skykeepPayload) {
  start(window.skykeepPayload).catch((error: Error) => {
    document.documentElement.classList.remove("live");
    for (const each of document.querySelectorAll<HTMLElement>("[data-live-says]")) {
      each.textContent = `The live map did not start: ${error.message}. The still page stands.`;
      each.hidden = false;
    }
  });
}
