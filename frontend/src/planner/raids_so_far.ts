/** A run as it stands: how many of its raids had how many leakers, and the last word on each estimate. */

import type { Estimate, Estimates, RaidsPart, RunAnswer } from "./answers";

export const DOTS = 100;

/** A raid: how many leak, and what most of them leak for. */
export interface Dot {
  leakers: number;
  reason: string;
}

/** Raids by their leakers, none first, and how many of each have which main reason. */
export type RaidsByLeakers = readonly Readonly<Record<string, number>>[];

export const NOTHING_PLAYED: RaidsByLeakers = [];

export interface RaidsSoFar {
  played: number;
  raidsByLeakers: RaidsByLeakers;
  launched: number;
  worlds: number;
  worlds_asked: number;
  estimates: Estimates;
}

/** An interval so narrow beside the luck of one raid is a point. */
const POINT = 1e-9;

/** Whether luck leaves something to be said of what the figures do: the rule of `is_resolved` in report/doubt.py. */
export function isResolved({ ignorance_90, variance }: Pick<Estimate, "ignorance_90" | "variance">): boolean {
  if (!ignorance_90 || !variance || variance.ignorance > 0.0 || variance.chance <= 0.0) return true;
  return ignorance_90[1] - ignorance_90[0] > POINT * Math.max(1.0, Math.sqrt(variance.chance));
}

export function withPart(before: RaidsSoFar | null, part: RaidsPart): RaidsSoFar {
  const raids = part.raids.map(([, , leakers, reason]) => ({ leakers, reason }));
  return {
    played: (before?.played ?? 0) + raids.length,
    raidsByLeakers: counted(before?.raidsByLeakers ?? NOTHING_PLAYED, raids),
    launched: part.threats_launched,
    worlds: part.worlds,
    worlds_asked: part.worlds_asked,
    estimates: part,
  };
}

/** Return a run with the estimates of its answer, which are the last that was told. */
export function withAnswer(before: RaidsSoFar | null, answer: RunAnswer): RaidsSoFar {
  const dots = answer.hundred_raids?.dots ?? [];
  return {
    played: before?.played ?? dots.length,
    raidsByLeakers: before?.raidsByLeakers ?? counted(NOTHING_PLAYED, dots),
    launched: answer.threats_launched,
    worlds: answer.worlds,
    worlds_asked: answer.worlds_asked,
    estimates: answer,
  };
}

function counted(before: RaidsByLeakers, raids: Dot[]): RaidsByLeakers {
  const found = before.map((reasons) => ({ ...reasons }));
  for (const { leakers, reason } of raids) {
    while (found.length <= leakers) found.push({});
    found[leakers][reason] = (found[leakers][reason] ?? 0) + 1;
  }
  return found;
}

/** Return at most a hundred dots, fewest leakers first and of as many the commonest reason: each raid, or of more the
 * middle one of each hundredth part.
 */
export function dotsOf(raidsByLeakers: RaidsByLeakers): Dot[] {
  const kinds = raidsByLeakers.flatMap((reasons, leakers) =>
    Object.entries(reasons)
      .sort(([, one], [, other]) => other - one)
      .map(([reason, raids]) => ({ leakers, reason, raids })),
  );
  const played = kinds.reduce((sum, { raids }) => sum + raids, 0);
  const dots = Math.min(played, DOTS);
  const found: Dot[] = [];
  let until = 0;
  for (const { leakers, reason, raids } of kinds) {
    until += raids;
    while (found.length < dots && Math.floor(((found.length + 0.5) * played) / dots) < until) found.push({ leakers, reason });
  }
  return found;
}
