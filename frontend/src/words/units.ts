/** What stands behind numbers, in each language; English where there is no catalogue. */

export interface Units {
  kilometre: string;
  metre: string;
  minute: string;
  percent: string;
}

const EN: Units = { kilometre: "km", metre: "m", minute: "min", percent: "%" };
const AR: Units = { kilometre: "كم", metre: "م", minute: "د", percent: "٪" };
const CATALOGUES: Record<string, Units> = { en: EN, ar: AR };

export function unitsOf(language: string): Units {
  return CATALOGUES[language.split("-")[0]] ?? EN;
}
