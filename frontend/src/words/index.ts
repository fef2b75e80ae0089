/** The words of a language; English where there is no catalogue. */

import { ar } from "./ar";
import { en, type Words } from "./en";

const CATALOGUES: Record<string, Words> = { en, ar };

export function wordsOf(language: string): Words {
  return CATALOGUES[language.split("-")[0]] ?? en;
}
