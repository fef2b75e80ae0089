/** What stands behind numbers, in each language; English where there is no catalogue. */

export interface Units {
  /** How numbers are written: Arabic as read in Iraq, whose digits not every browser takes by itself. */
  locale: string;
  kilometre: string;
  metre: string;
  minute: string;
  percent: string;
}

const EN: Units = { locale: "en", kilometre: "km", metre: "m", minute: "min", percent: "%" };
const AR: Units = { locale: "ar-IQ-u-nu-arab", kilometre: "كم", metre: "م", minute: "د", percent: "٪" };
const CATALOGUES: Record<string, Units> = { en: EN, ar: AR };

export function unitsOf(language: string): Units {
  return CATALOGUES[language.split("-")[0]] ?? EN;
}
