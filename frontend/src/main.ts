/** Starts the live parts of a page: reads the payload, draws, and sets `skykeepReady`. */

import { App } from "./app/app";
import { course } from "./earth/geodesic_inverse";
import { sampleRays } from "./earth/rays";
import { polarSweep } from "./earth/sight";
import { offerDots } from "./figures/dots";
import { Links } from "./figures/links";
import { offerOptionDots } from "./figures/option_dots";
import { offerRings } from "./figures/rings";
import { offerFigures } from "./figures/saves";
import { offerJson } from "./json_file";
import { inLanguages } from "./language";
import { Numbers } from "./numbers";
import type { ContainerHeader } from "./payload/header";
import { Payload } from "./payload/payload";
import { replayHolder, startReplay, type ReplayApp } from "./replay/start";
import { wordsOf } from "./words";

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

/** What ties charts to the map, once there is a map. */
let links: Links | null = null;

async function start(buffer: ArrayBuffer): Promise<void> {
  const language = document.documentElement.lang || "en";
  if (new Payload<ContainerHeader & { kind?: string }>(buffer).header.kind === "replay") {
    await startReplays(buffer, language);
  } else {
    await startMap(buffer, language);
    if (document.getElementById("skykeep-replay") && window.skykeepUnpack) {
      window.skykeepReplay = await startReplay(window.skykeepUnpack("skykeep-replay").buffer, language);
    }
  }
  const words = wordsOf(language);
  const numbers = new Numbers(language);
  const { source, figures } = offerFigures(words);
  if (window.skykeep) {
    const { app } = window.skykeep;
    offerRings(app, source, words);
    links = new Links(app, words);
    offerOptionDots(app.context.header.case.id, figures, words, numbers);
  }
  offerDots(window.skykeepReplay, words, numbers);
  offerJson();
  window.skykeepReady = true;
}

async function startReplays(buffer: ArrayBuffer, language: string): Promise<void> {
  await inLanguages(replayHolder(), language, async (code) => {
    window.skykeepReplay = await startReplay(buffer, code);
    return window.skykeepReplay;
  });
}

async function startMap(buffer: ArrayBuffer, language: string): Promise<void> {
  const holder = document.querySelector<HTMLElement>("[data-live]");
  if (!holder) throw new Error("the page has no place for its map");
  holder.hidden = false;
  const payload = new Payload(buffer);
  await inLanguages(holder, language, async (code) => {
    const before = window.skykeep?.app.store.state;
    const app = await App.start(payload, holder, code);
    if (before) app.store.set(before);
    window.skykeep = { app, course, polarSweep, sampleRays };
    links?.follow(app);
    return app;
  });
  document.documentElement.classList.add("live");
}

if (window.skykeepPayload) {
  start(window.skykeepPayload).catch((error: Error) => {
    document.documentElement.classList.remove("live");
    for (const each of document.querySelectorAll("[data-live], [data-replay]")) each.setAttribute("hidden", "");
    for (const each of document.querySelectorAll<HTMLElement>("[data-live-says]")) {
      each.textContent = (each.dataset.liveSays ?? "").replace("{why}", error.message);
      each.hidden = false;
    }
  });
}
