/** What is planned: one scenario, or two side by side, and which is being changed. */

import { withChangedName } from "./scenario";
import type { Tables } from "./tables";

export type Side = "a" | "b";

export interface Plan {
  a: Tables;
  /** The other of two; null where there is one alone. */
  b: Tables | null;
  /** The side that is on the map and that controls change. */
  shown: Side;
  /** Which fire unit of it is chosen, from 0. */
  unit: number;
}

export function planOf(tables: Tables): Plan {
  return { a: tables, b: null, shown: "a", unit: 0 };
}

export function tablesShown(plan: Plan): Tables {
  return plan.shown === "b" && plan.b ? plan.b : plan.a;
}

export function withTables(plan: Plan, tables: Tables): Plan {
  return plan.shown === "b" && plan.b ? { ...plan, b: tables } : { ...plan, a: tables };
}

/** Return the plan with the scenario that is shown edited, whose name says so. */
export function withEdited(plan: Plan, tables: Tables): Plan {
  return withTables(plan, withChangedName(tablesShown(plan), tables));
}

/** Return the plan with a copy of what is shown beside it, and the copy shown. */
export function withOther(plan: Plan): Plan {
  return { ...plan, a: plan.a, b: tablesShown(plan), shown: "b" };
}

/** Return the plan with what is shown alone. */
export function withoutOther(plan: Plan): Plan {
  return { ...planOf(tablesShown(plan)), unit: plan.unit };
}

/** Return whether a change made the second of two states the only one, or took that back. */
export function hasChangedSides(before: Plan, now: Plan): boolean {
  const alone = now.b === null && before.b !== null && now.a === before.b;
  const beside = before.b === null && now.b !== null && now.b === before.a;
  return (alone || beside) && now.a !== before.a;
}

export function otherSide(side: Side): Side {
  return side === "a" ? "b" : "a";
}

export function withShown(plan: Plan, shown: Side): Plan {
  return { ...plan, shown: shown === "b" && !plan.b ? "a" : shown, unit: 0 };
}

export function withUnit(plan: Plan, unit: number): Plan {
  return { ...plan, unit };
}
