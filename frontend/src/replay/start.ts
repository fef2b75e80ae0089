/** Starts the replay in a page that holds one. */

import { Payload } from "../payload/payload";
import { ReplayApp } from "./app";
import type { ReplayHeader } from "./header";

export type { ReplayApp };

export function replayHolder(): HTMLElement {
  const holder = document.querySelector<HTMLElement>("[data-replay]");
  if (!holder) throw new Error("the page has no place for its replay");
  return holder;
}

export async function startReplay(buffer: ArrayBuffer, language: string): Promise<ReplayApp> {
  const holder = replayHolder();
  holder.hidden = false;
  document.documentElement.classList.add("live");
  const payload = new Payload<ReplayHeader>(buffer);
  return ReplayApp.start(payload, holder, language);
}
