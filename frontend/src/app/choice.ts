/** What changes where a system and a place are chosen: what no longer fits there is dropped. */

import type { Context } from "./context";
import type { State } from "./state";

export function chosen(context: Context, state: State, system: string, site: string): Partial<State> {
  const { beside } = state;
  const stays = beside !== null && beside !== system && context.has(beside, site);
  const away = site === state.site ? {} : { moved: null, probe: null };
  return { system, site, beside: stays ? beside : null, ...away };
}
