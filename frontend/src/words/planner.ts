/** The words of the page that plans in a language; English where there is no catalogue. */

import { arPlanner } from "./ar_planner";
import { enPlanner, type PlannerWords } from "./en_planner";

const CATALOGUES: Record<string, PlannerWords> = { en: enPlanner, ar: arPlanner };

export function plannerWordsOf(language: string): PlannerWords {
  return CATALOGUES[language.split("-")[0]] ?? enPlanner;
}
