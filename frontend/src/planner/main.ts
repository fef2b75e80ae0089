/** Starts the page that plans; sets `skykeepReady` once its map stands on the screen. */

import { el } from "../dom";
import { known, languageButtons, readIn } from "../language";
import { plannerWordsOf } from "../words/planner";
import { startPlanner, type Planner } from "./app";
import { button } from "./fields";
import { Gone, Refused } from "./line";

declare global {
  interface Window {
    /** The page's parts, for programs that drive it and for tests. */
    skykeepPlanner?: Planner;
  }
}

const holder = document.querySelector<HTMLElement>("[data-planner]");
if (holder) {
  const language = known(new URLSearchParams(location.search).get("lang") ?? document.documentElement.lang);
  readIn(document.documentElement, language);
  holder.before(languageButtons(language, askFor));
  startPlanner(holder, language)
    .then((planner) => {
      window.skykeepPlanner = planner;
      window.skykeepReady = true;
    })
    .catch((error: Error) => {
      const words = plannerWordsOf(language);
      const retry = button(words.try_again, () => location.reload());
      const again = el("a", { href: location.pathname }, words.begin_again);
      holder.prepend(el("p", { class: "plan-refused", role: "alert" }, whyNot(error, language), " ", retry, " ", again));
    });
}

/** Return why the page did not start and what can be done; a fault has its name at least. */
function whyNot(error: Error, language: string): string {
  const words = plannerWordsOf(language);
  if (error instanceof Gone) return `${words.failed(words.no_server)} ${words.start_server}`;
  const why = words.failed(error.message || error.name);
  return error instanceof Refused ? `${why} ${error.advice}` : why;
}

/** Load the page in another language; the plan comes along in the fragment of the address. */
function askFor(language: string): void {
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  location.assign(address);
}
