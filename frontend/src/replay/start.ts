/** Starts the replay in a page that holds one. */

import { Payload } from "../payload/payload";
import { ReplayApp } from "./app";
import type { ReplayHeader } from "./header";

export type { ReplayApp };

export async function startReplay(buffer: ArrayBuffer): Promise<ReplayApp> {
  const holder = document.querySelector<HTMLElement>("[data-replay]");
  if (!holder) throw new Error("the page has no place for its replay");
  holder.hidden = false;
  document.documentElement.classList.add("live");
  const payload = new Payload<ReplayHeader>(buffer);
  return ReplayApp.start(payload, holder, document.documentElement.lang || "en");
}
