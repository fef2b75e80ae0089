/** The languages of the page, and the buttons that choose one. What the program itself says stays in English. */

import { el } from "./dom";

interface Language {
  code: string;
  name: string;
  dir: "ltr" | "rtl";
}

const LANGUAGES: Language[] = [
  { code: "en", name: "English", dir: "ltr" },
  { code: "ar", name: "العربية", dir: "rtl" },
];

export function known(code: string): string {
  const short = code.split("-")[0];
  return LANGUAGES.some((language) => language.code === short) ? short : "en";
}

/** Let an element, and all in it, be read in a language. */
export function readIn(element: HTMLElement, code: string): void {
  const language = LANGUAGES.find((each) => each.code === known(code)) ?? LANGUAGES[0];
  element.lang = language.code;
  element.dir = language.dir;
}

/** A button for each language, that of the page pressed. */
export function languageButtons(chosen: string, choose: (code: string) => void): HTMLElement {
  const buttons = LANGUAGES.map(({ code, name, dir }) => {
    const pressed = String(code === known(chosen));
    return el("button", { type: "button", lang: code, dir, "aria-pressed": pressed, click: () => choose(code) }, name);
  });
  return el("div", { class: "languages", role: "group", "aria-label": "Language · اللغة" }, ...buttons);
}

/** What can be started in a language, and ended to start in another. */
interface Closable {
  close(): void;
}

/** Start a part of the page in a language, below buttons that start it anew in another. */
export async function inLanguages(
  holder: HTMLElement,
  language: string,
  begin: (language: string) => Promise<Closable>,
): Promise<void> {
  const place = el("div", {});
  holder.before(place);
  let running: Closable | null = null;
  let begins = false;
  const start = async (code: string): Promise<void> => {
    if (begins) return;
    begins = true;
    running?.close();
    readIn(holder, code);
    running = await begin(code).finally(() => {
      begins = false;
    });
    place.replaceChildren(languageButtons(code, (other) => void start(other)));
  };
  await start(language);
}
