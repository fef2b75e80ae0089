/** How a public figure came to be known, in each language; English where there is no catalogue. */

const EN: Record<string, string> = {
  claimed: "claimed",
  reported: "reported",
  derived: "derived",
  hobby: "from hobbyists",
  assumed: "assumed",
};

const AR: Record<string, string> = {
  claimed: "مُدَّعى",
  reported: "منقول",
  derived: "مستنتج",
  hobby: "من هواة",
  assumed: "مفترض",
};

const CATALOGUES: Record<string, Record<string, string>> = { en: EN, ar: AR };

export function kindsOf(language: string): Record<string, string> {
  return CATALOGUES[language.split("-")[0]] ?? EN;
}
