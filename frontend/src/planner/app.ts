/** The page that plans: asks the server for a map and a scenario, and sets its parts around the plan. */

import { el } from "../dom";
import type { LonLat } from "../earth/geodesic";
import { course } from "../earth/geodesic_inverse";
import { Numbers } from "../numbers";
import { Payload } from "../payload/payload";
import { plannerWordsOf } from "../words/planner";
import type { MapAnswer, ScenarioAnswer, ScenarioList } from "./answers";
import { batteryPanel } from "./battery_panel";
import { Desk, type Part } from "./desk";
import { filePanel, listenToUndo } from "./file_panel";
import { begun } from "./history";
import { keepHistory, keptHistory } from "./kept";
import { Line, QUESTION_BYTES, Refused, type Told } from "./line";
import { fragmentOf, planOfFragment } from "./link";
import { MapPanel, type MapHeader } from "./map_panel";
import { OtherMap } from "./other_map";
import { planOf, tablesShown, type Plan } from "./plan";
import { raidPanel } from "./raid_panel";
import { Runs } from "./runs";
import { aimOf } from "./scenario";
import { spotPanel } from "./spot_panel";
import { toolPanel } from "./tool_panel";
import { wordsPanel } from "./words_panel";

export interface Planner {
  desk: Desk;
  map: MapPanel;
  other: OtherMap;
  runs: Runs;
}

/** Places nearer than this are one. */
const SAME_M = 1.0;
/** What the page shows before anything is chosen. */
const FIRST = "iraq-baghdad-s300pmu2-cruise";

export async function startPlanner(holder: HTMLElement, language: string): Promise<Planner> {
  const words = plannerWordsOf(language);
  const numbers = new Numbers(language);
  const kilobytes = numbers.plain(QUESTION_BYTES / 1000);
  const line = new Line(new Refused({ what: words.too_large(kilobytes), where: "", do: words.too_large_do }), language);
  const says = el("p", { class: "note", role: "status" });
  holder.replaceChildren(el("h1", {}, words.title), says);
  const waits = (what: string) => ({
    progress: ({ done, of }: Told) => {
      says.textContent = words.loading(words.step(what), numbers.plain(done), numbers.plain(of));
    },
  });
  const linked = await planOfFragment(location.hash).catch((error: Error) => error);
  const [plan, unread] = linked instanceof Error ? [null, linked.message] : [linked, null];
  const scenario = plan ? null : await line.ask<ScenarioAnswer>("scenario", { scenario: FIRST }, waits("scenario")).answer;
  const first: Plan = plan ?? planOf(scenario?.tables ?? {});
  const [lon_deg, lat_deg] = aimOf(tablesShown(first))?.place ?? [44.4, 33.34];
  const [answer, shipped] = await Promise.all([
    line.ask<MapAnswer>("map", { lat_deg, lon_deg }, waits("map")).answer,
    line.ask<ScenarioList>("scenario", {}).answer,
  ]);
  const payload = new Payload<MapHeader>(await inflated(answer.payload));
  const desk = new Desk(words, numbers, line, answer, plan ? keptHistory(plan) : begun(first));
  if (scenario) desk.keepTold(first.a, scenario);
  const map = await MapPanel.of(desk, payload);
  const other = new OtherMap(desk, map);
  const tools = toolPanel(desk, () => map.map.holder.focus());
  const files = filePanel(desk, shipped, () => map.fit());
  const runs = new Runs(desk);
  const choices: Part[] = [batteryPanel(desk), spotPanel(desk), raidPanel(desk), wordsPanel(desk)];
  const parts: Part[] = [files, tools, map, ...choices, runs, other];
  const maps = el("div", { class: "plan-maps" }, map.element, other.element);
  holder.replaceChildren(
    el("h1", {}, words.title),
    files.element,
    el(
      "div",
      { class: "plan-desk" },
      el("div", { class: "plan-look" }, tools.element, maps, map.legend, map.reachSays, map.sightSays, runs.element),
      el("div", { class: "plan-choices" }, ...choices.map(({ element }) => element)),
    ),
    sourcesOf(desk, payload),
  );
  map.listen(tools.movesByKeys);
  listenToUndo(desk);
  const update = (): void => {
    for (const part of parts) part.update();
  };
  desk.listen(update);
  line.onRestored = update;
  const link = keepLink(desk, (why) => files.say(words.bad_link_later(why)));
  keepGround(desk, map, [lon_deg, lat_deg], link);
  update();
  map.fit();
  if (unread) files.say(words.bad_link(unread));
  await map.map.drawn();
  return { desk, map, other, runs };
}

/** Begin the page anew, with the ground there, where the raid comes to fly at what lies beyond the ground of the page
 * (`ground` is what that was asked for); the history is kept, so that the step there can be undone.
 */
function keepGround(desk: Desk, map: MapPanel, ground: LonLat, link: () => Promise<void>): void {
  /** What it has left for already, unless the reader chose to stay with a result. */
  let left: LonLat = ground;
  const leaveFor = (place: LonLat): void => {
    left = place;
    void link().then(() => location.reload());
  };
  desk.listen(() => {
    const place = aimOf(desk.tables)?.place;
    if (!place) return;
    if (map.covers(place)) left = ground;
    else if ([ground, left].every((each) => course(place, each).distance_m >= SAME_M)) leaveFor(place);
  });
  window.addEventListener("pagehide", () => keepHistory(desk.history));
}

/** Keep the whole plan in the address, so that a reload or a copy of it brings it back; return what does so now.
 * `unread` is told why another link cannot be read.
 */
function keepLink(desk: Desk, unread: (why: string) => void): () => Promise<void> {
  let asked: Plan | null = null;
  const write = async (): Promise<void> => {
    const { plan } = desk;
    const fragment = await fragmentOf(plan);
    if (plan === desk.plan) history.replaceState(null, "", fragment);
  };
  desk.listen(() => {
    const { plan } = desk;
    if (plan === asked) return;
    asked = plan;
    void write();
  });
  window.addEventListener("hashchange", () => {
    planOfFragment(location.hash)
      .then((plan) => {
        if (plan) desk.change(plan);
      })
      .catch((error: Error) => unread(error.message));
  });
  return write;
}

function sourcesOf(desk: Desk, payload: Payload<MapHeader>): HTMLElement {
  const { version, ground } = payload.header;
  const { words, numbers, map } = desk;
  return el(
    "footer",
    { class: "note" },
    el("p", {}, words.sources(version, ground.name, ground.licence, numbers.tenths(ground.step_m), map.attribution)),
    el("p", {}, el("a", { href: "/api/" }, words.api)),
  );
}

async function inflated(base64: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
}
