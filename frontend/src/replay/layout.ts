/** The elements of a replay, before anything is in them. */

import { el } from "../dom";
import type { ReplayApp } from "./app";
import type { ReplayHeader } from "./header";
import { legend } from "./legend";
import { LIFTS } from "./views";

export interface Parts {
  frame: HTMLElement;
  stage: HTMLElement;
  says: HTMLElement;
  tools: HTMLElement;
  follow: HTMLSelectElement;
  lift: HTMLSelectElement;
  view: HTMLSelectElement;
  wholeWays: HTMLInputElement;
  sectors: HTMLInputElement;
  lines: HTMLInputElement;
  names: HTMLInputElement;
  /** Put in what belongs to a raid. */
  serve(app: ReplayApp, number: number): void;
}

interface Given {
  transport: HTMLElement;
  panel: HTMLElement;
  threats: HTMLElement;
}

export function layOut(app: ReplayApp, header: ReplayHeader, given: Given): Parts {
  const { words, numbers } = app;
  const wake = (): void => app.wake();
  const box = (checked: boolean): HTMLInputElement => el("input", { type: "checkbox", checked, change: wake });
  const [wholeWays, sectors, lines, names] = [box(true), box(true), box(true), box(true)];
  const follow = el("select", { change: () => app.follow(Number(follow.value)) });
  const lift = el(
    "select",
    { change: () => app.setLift(Number(lift.value)) },
    ...LIFTS.map((each) => el("option", { value: each }, words.heights_times(numbers.plain(each)))),
  );
  const view = el(
    "select",
    { change: () => app.setFlat(view.value === "flat") },
    el("option", { value: "deep" }, words.view_deep),
    el("option", { value: "flat" }, words.view_flat),
  );
  const labelled = (said: string, control: HTMLElement): HTMLElement => el("label", {}, el("span", {}, said), control);
  const ticked = (said: string, control: HTMLElement): HTMLElement => el("label", {}, control, el("span", {}, said));
  const stage = el("div", { class: "stage", tabindex: 0, role: "application", "aria-label": words.stage }, eyeButtons(app));
  const says = el("p", { class: "note live-says", role: "status", hidden: true });
  const tools = el(
    "div",
    { class: "replay-tools" },
    labelled(words.view, view),
    labelled(words.follow, follow),
    labelled(words.heights, lift),
    ticked(words.whole_ways, wholeWays),
    ticked(words.sectors, sectors),
    ticked(words.lines, lines),
    ticked(words.names, names),
  );
  const story = el("div", {});
  const raids = raidChoice(app, header);
  const { within_m, ground } = header;
  const notes = words.notes(
    numbers.metres(within_m.place),
    numbers.metres(within_m.height),
    ground.step_m > 0.0 ? words.ground_step(numbers.tenths(ground.step_m)) : words.ground_flat,
  );
  const keys = words.keys_list.flatMap(([key, said]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, said)]);
  const frame = el(
    "div",
    { class: "replay-frame" },
    raids.element,
    says,
    el(
      "div",
      { class: "replay-grid" },
      el("div", { class: "replay-main" }, stage, given.transport, tools),
      el("div", { class: "replay-side" }, story),
    ),
    el("div", { class: "replay-under" }, given.panel, given.threats),
    el("details", { class: "how", open: true }, el("summary", {}, words.legend), legend(words)),
    el("details", { class: "how" }, el("summary", {}, words.keys), el("dl", { class: "keys" }, ...keys)),
    el("p", { class: "note" }, notes),
  );
  return {
    frame,
    stage,
    says,
    tools,
    follow,
    lift,
    view,
    wholeWays,
    sectors,
    lines,
    names,
    serve: (served, number) => {
      raids.show(number);
      story.replaceChildren(served.story.element);
      const options = served.raid.rowsOf("threat").map((row) => el("option", { value: row }, served.raid.actors[row].short));
      follow.replaceChildren(el("option", { value: -1 }, words.follow_nobody), ...options);
    },
  };
}

/** A switch between the raids of a page; none where there is one only. */
function raidChoice(app: ReplayApp, header: ReplayHeader): { element: HTMLElement; show: (number: number) => void } {
  const { words } = app;
  const why = el("p", { class: "note" });
  const inputs = header.raids.map((_, number) =>
    el("input", { type: "radio", name: "raid", value: number, change: () => app.showRaid(number) }),
  );
  const labels = header.raids.map((raid, number) =>
    el("label", {}, inputs[number], el("span", {}, `${words.part(raid.part)} (${words.key(raid.world, raid.replication)})`)),
  );
  const element = el("fieldset", { class: "raid-choice" }, el("legend", {}, words.raids), ...labels, why);
  return {
    element,
    show: (number) => {
      inputs.forEach((input, at) => {
        input.checked = at === number;
      });
      why.textContent = header.raids[number].why;
    },
  };
}

function eyeButtons(app: ReplayApp): HTMLElement {
  const { words, camera } = app;
  const button = (sign: string, said: string, deed: () => void): HTMLElement =>
    el("button", { type: "button", title: said, "aria-label": said, click: () => (deed(), app.wake()) }, sign);
  return el(
    "div",
    { class: "stage-eye" },
    button("+", words.nearer, () => camera.zoomBy(0.5)),
    button("\u2212", words.farther, () => camera.zoomBy(-0.5)),
    button("\u21ba", words.turn_left, () => camera.turnBy(-15, 0)),
    button("\u21bb", words.turn_right, () => camera.turnBy(15, 0)),
    button("\u2303", words.tilt_up, () => camera.turnBy(0, 8)),
    button("\u2304", words.tilt_down, () => camera.turnBy(0, -8)),
    button("\u25cb", words.overview, () => app.overview()),
  );
}
