/** Buttons, lists and the slider over the map. */

import { el } from "../dom";
import { chosen } from "./choice";
import type { Context } from "./context";
import { heightAtShare, heightSteps, shareOfSlider, stepped } from "./heights";
import type { State, Store } from "./state";

const SLIDER_STEPS = 1000;
/** Presses of an arrow key move the slider by a height of two digits, those of a page key by so many. */
const PAGE = 5;

export function controls(context: Context, store: Store): HTMLElement {
  const { header, words } = context;
  const systems = choices(words.system, header.systems.map(({ id, short }) => [id, short]), (id) => {
    const { state } = store;
    store.set(chosen(context, state, id, context.siteOf(id, state.site)));
  });
  const sites = choices(words.site, header.sites.map(({ id, name }) => [id, name]), (id) => {
    const { state } = store;
    store.set({ ...chosen(context, state, context.systemAt(id, state.system), id), moved: null, probe: null });
  });
  const compare = comparison(context, store);
  const edges = checkbox(words.show_edges, (shown) => store.set({ showEdges: shown }));
  const sight = checkbox(words.show_sight, (shown) => store.set({ showSight: shown }));
  const layers = el("div", { class: "live-layers" }, edges.element, sight.element);
  const update = (state: State): void => {
    edges.element.hidden = !context.ladderOf(state).entry.has_edges;
    edges.check(state.showEdges);
    edges.enable(!state.beside && !state.moved); // of two systems, and of a place of one's own, there are none
    sight.check(state.showSight);
    systems.choose(state.system);
    sites.choose(state.site);
    compare.choose(state);
  };
  store.listen(update);
  update(store.state);
  return el(
    "div",
    { class: "live-controls" },
    el("div", { class: "live-row" }, systems.element, sites.element, compare.element),
    el("div", { class: "live-row" }, slider(context, store), layers),
  );
}

interface Choices {
  element: HTMLElement;
  choose(id: string): void;
}

/** One of several, as buttons side by side. */
function choices(label: string, entries: [string, string][], pressed: (id: string) => void): Choices {
  const buttons = entries.map(([id, name]) => ({
    id,
    button: el("button", { type: "button", "aria-pressed": "false", click: () => pressed(id) }, name),
  }));
  return {
    element: el(
      "div",
      { class: "live-choices", role: "group", "aria-label": label },
      el("span", { class: "live-label" }, label),
      ...buttons.map(({ button }) => button),
    ),
    choose: (id) => {
      for (const each of buttons) each.button.setAttribute("aria-pressed", String(each.id === id));
    },
  };
}

function comparison(context: Context, store: Store): { element: HTMLElement; choose(state: State): void } {
  const { header, words } = context;
  const list = el("select", {
    change: () => {
      const [beside, compared] = list.value.split("|");
      store.set(beside ? { beside, compared: compared === "met" ? "met" : "seen" } : { beside: null });
    },
  });
  const label = el("label", { class: "live-choices" }, el("span", { class: "live-label" }, words.compare), list);
  const choose = (state: State): void => {
    const besides = header.systems.filter(({ id }) => id !== state.system);
    const others = besides.filter(({ id }) => context.has(id, state.site));
    const elsewhere = besides.filter(({ id }) => !context.has(id, state.site) && !header.case.table_systems.includes(id));
    label.hidden = others.length === 0;
    list.replaceChildren(
      el("option", { value: "" }, words.no_other),
      ...others.flatMap(({ id, short }) => [
        el("option", { value: `${id}|seen` }, `${short}: ${words.compare_seen}`),
        el("option", { value: `${id}|met` }, `${short}: ${words.compare_met}`),
      ]),
      ...elsewhere.map(({ id }) => el("option", { disabled: true }, context.aloneAt(id))),
    );
    list.value = state.beside ? `${state.beside}|${state.compared}` : "";
  };
  return { element: label, choose };
}

interface Check {
  element: HTMLElement;
  check(checked: boolean): void;
  enable(able: boolean): void;
}

function checkbox(label: string, changed: (checked: boolean) => void): Check {
  const box = el("input", { type: "checkbox", change: () => changed(box.checked) });
  return {
    element: el("label", { class: "live-check" }, box, label),
    check: (checked) => {
      box.checked = checked;
    },
    enable: (able) => {
      box.disabled = !able;
    },
  };
}

/** Heights from the lowest to the highest computed, with marks at those of the tables. */
function slider(context: Context, store: Store): HTMLElement {
  const { header, words, numbers } = context;
  const computed = header.coverage[0].heights_agl_m;
  const steps = heightSteps(computed[0], computed[computed.length - 1]);
  const tables = header.case.table_heights_agl_m;
  const shown = el("output", { class: "live-height" });
  const range = el("input", {
    type: "range",
    min: 0,
    max: SLIDER_STEPS,
    step: "any",
    "aria-label": words.height,
    input: () => store.set({ height_agl_m: heightAtShare(Number(range.value) / SLIDER_STEPS, steps, tables) }),
    keydown: (event) => {
      const moved = KEY_STEPS[(event as KeyboardEvent).key];
      if (moved === undefined) return;
      event.preventDefault();
      store.set({ height_agl_m: stepped(store.state.height_agl_m, moved, steps) });
    },
  });
  const marks = tables.map((height) => {
    const press = (): void => store.set({ height_agl_m: height });
    const mark = el("button", { type: "button", class: "live-mark", click: press }, numbers.height(height));
    mark.style.insetInlineStart = `${100.0 * shareOfSlider(height, steps)}%`;
    return mark;
  });
  const update = (state: State): void => {
    range.value = String(SLIDER_STEPS * shareOfSlider(state.height_agl_m, steps));
    const threat = words.threat(context.ladderOf(state).threat(state.height_agl_m).id);
    shown.textContent = `${numbers.height(state.height_agl_m)} · ${threat}`;
    range.setAttribute("aria-valuetext", shown.textContent);
    marks.forEach((mark, at) => mark.setAttribute("aria-pressed", String(tables[at] === state.height_agl_m)));
  };
  store.listen(update);
  update(store.state);
  return el(
    "div",
    { class: "live-slider" },
    el("div", { class: "live-slider-head" }, el("span", { class: "live-label" }, words.height), shown),
    range,
    el("div", { class: "live-marks" }, ...marks),
  );
}

const KEY_STEPS: Record<string, number | undefined> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -PAGE,
  PageUp: PAGE,
  Home: -Infinity,
  End: Infinity,
};
