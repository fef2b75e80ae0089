/** The history of a plan outlasts a reload of its tab, as for other ground or another language. */

import { begun, type History } from "./history";
import type { Plan } from "./plan";

const KEY = "skykeep-history";

/** Keep a history until the tab is loaded again; where there is no room for it, it is lost as it was before. */
export function keepHistory(history: History<Plan>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    forgetHistory();
  }
}

/** Return the history that was kept if it ends at this plan, else one that begins with it. */
export function keptHistory(plan: Plan): History<Plan> {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as History<Plan> | null;
    if (kept && JSON.stringify(kept.present) === JSON.stringify(plan)) return kept;
  } catch {
    forgetHistory();
  }
  return begun(plan);
}

/** A tab that may keep nothing has nothing to forget. */
function forgetHistory(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
}
