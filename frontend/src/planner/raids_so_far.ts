/** A run as it stands: its raids, and the last word on each estimate. */

import type { Estimates, RaidsPart, RaidTold, RunAnswer } from "./answers";

export const DOTS = 100;

export interface RaidsSoFar {
  /** Every raid that has ended, in the order in which they ended. */
  raids: RaidTold[];
  /** Leakers of each. */
  leakers: number[];
  launched: number;
  worlds: number;
  worlds_asked: number;
  estimates: Estimates;
}

export function withPart(before: RaidsSoFar | null, part: RaidsPart): RaidsSoFar {
  const raids = [...(before?.raids ?? []), ...part.raids];
  return {
    raids,
    leakers: raids.map(([, , leakers]) => leakers),
    launched: part.threats_launched,
    worlds: part.worlds,
    worlds_asked: part.worlds_asked,
    estimates: part,
  };
}

/** Return a run with the estimates of its answer, which are the last that was told. */
export function withAnswer(before: RaidsSoFar | null, answer: RunAnswer): RaidsSoFar {
  const dots = answer.hundred_raids?.dots.map(({ leakers }) => leakers) ?? [];
  return {
    raids: before?.raids ?? [],
    leakers: before?.leakers.length ? before.leakers : dots,
    launched: answer.threats_launched,
    worlds: answer.worlds,
    worlds_asked: answer.worlds_asked,
    estimates: answer,
  };
}

/** Return the leakers of at most a hundred dots: each raid, or of more the middle one of each hundredth part. */
export function dotsOf(leakers: number[]): number[] {
  if (leakers.length <= DOTS) return leakers;
  const sorted = [...leakers].sort((one, other) => one - other);
  return Array.from({ length: DOTS }, (_, dot) => sorted[Math.floor(((dot + 0.5) * sorted.length) / DOTS)]);
}
