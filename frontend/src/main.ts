/** Starts the live parts of a page: reads the payload, draws, and sets `skykeepReady`. */

import { App } from "./app/app";
import { course } from "./earth/geodesic_inverse";
import { sampleRays } from "./earth/rays";
import { polarSweep } from "./earth/sight";
import { offerJson } from "./json_file";
import type { ContainerHeader } from "./payload/header";
import { Payload } from "./payload/payload";
import { startReplay, type ReplayApp } from "./replay/start";

declare global {
  interface Window {
    /** The bytes of the payload, unpacked; the page's loader leaves them here. */
    skykeepPayload?: ArrayBuffer;
    /** Unpacks what an element of the page holds; the page's loader makes it. */
    skykeepUnpack?: (id: string) => Uint8Array<ArrayBuffer>;
    /** Who paints the map; chosen by what the browser has where nobody says. */
    skykeepPainter?: "deck" | "canvas";
    /** True once everything that moves has been drawn. */
    skykeepReady?: boolean;
    /** The replay, where the page is one. */
    skykeepReplay?: ReplayApp;
    /** What the page is made of, for programs that drive it and for tests. */
    skykeep?: {
      app: App;
      course: typeof course;
      polarSweep: typeof polarSweep;
      sampleRays: typeof sampleRays;
    };
  }
}

async function start(buffer: ArrayBuffer): Promise<void> {
  if (new Payload<ContainerHeader & { kind?: string }>(buffer).header.kind === "replay") {
    window.skykeepReplay = await startReplay(buffer);
    window.skykeepReady = true;
    return;
  }
  const holder = document.querySelector<HTMLElement>("[data-live]");
  if (!holder) throw new Error("the page has no place for its map");
  const payload = new Payload(buffer);
  holder.hidden = false;
  const app = await App.start(payload, holder, document.documentElement.lang || "en");
  document.documentElement.classList.add("live");
  offerJson();
  window.skykeep = { app, course, polarSweep, sampleRays };
  window.skykeepReady = true;
}

if (window.skykeepPayload) {
  start(window.skykeepPayload).catch((error: Error) => {
    document.documentElement.classList.remove("live");
    document.querySelector<HTMLElement>("[data-live], [data-replay]")?.setAttribute("hidden", "");
    for (const each of document.querySelectorAll<HTMLElement>("[data-live-says]")) {
      each.textContent = `The ${each.dataset.liveSays} did not start (${error.message}). What stands here is the still page.`;
      each.hidden = false;
    }
  });
}
