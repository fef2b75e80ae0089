/** The live map with all around it: what is chosen goes to the map, its legend, its numbers and the panel. */

import { sightFrom, type Sight } from "../coverage/live_sight";
import type { Ladder } from "../coverage/ladder";
import { el } from "../dom";
import { backdropOf } from "../map/backdrop";
import { listenToHands } from "../map/hands";
import { LiveMap } from "../map/live_map";
import { loadSymbols } from "../map/overlay";
import { sceneOf, type RingWords } from "../map/scene_of";
import { SightPainter } from "../map/sight_picture";
import type { Payload } from "../payload/payload";
import { Context } from "./context";
import { controls } from "./controls";
import { legend } from "./legend";
import { mapSaves, sourceOf } from "./map_saves";
import { probePanel, type ProbePanel } from "./probe_panel";
import { besideOf, readout } from "./readout";
import { Store, type State } from "./state";

/** A map is so much wider than the larger ring. */
const MARGIN = 1.06;
/** A change of these changes what the map has to hold. */
const FITTED = ["site", "system", "beside"] as const;

export class App {
  readonly context: Context;
  readonly store: Store;
  readonly map: LiveMap;
  /** What is shown before anything is chosen. */
  readonly firstState: State;
  private readonly parts: Parts;
  private readonly panel: ProbePanel;
  private readonly backdrop: ReturnType<typeof backdropOf>;
  private readonly sightPainter = new SightPainter();
  private sight: { key: string; found: Sight | null } = { key: "", found: null };

  /** Build everything inside a holder; `language` is that of the page. */
  static async start(payload: Payload, holder: HTMLElement, language: string): Promise<App> {
    const context = new Context(payload, language);
    const app = new App(context, holder, await loadSymbols(context.header.symbols));
    await app.map.drawn();
    return app;
  }

  private constructor(context: Context, holder: HTMLElement, symbols: Awaited<ReturnType<typeof loadSymbols>>) {
    const { header, words, numbers } = context;
    this.context = context;
    this.firstState = firstState(context);
    this.store = new Store(this.firstState);
    this.parts = partsOf(context);
    const { parts } = this;
    holder.replaceChildren(controls(context, this.store), parts.frame, parts.legend, parts.panels, parts.sources);
    const distance = (metres: number): string => numbers.kilometres(metres);
    const onPlainCanvas = (): void => {
      parts.says.textContent = words.plain_canvas;
      parts.says.hidden = false;
    };
    this.map = new LiveMap(parts.map, symbols, distance, onPlainCanvas, window.skykeepPainter);
    this.backdrop = backdropOf(context.payload);
    this.map.nameCountries(this.backdrop.lands.filter(({ country }) => country.code !== header.case.country_code));
    this.panel = probePanel(context, parts.probe);
    parts.map.append(this.buttons());
    parts.frame.append(mapSaves(context, this.map, () => this.store.state, () => this.told));
    /** Where the battery stood when a hand took hold of it; undefined while none holds it. */
    let stood: State["moved"] | undefined;
    listenToHands(this.map, {
      ask: (place) => this.store.set({ probe: place }),
      move: (place, done) => {
        if (stood === undefined) stood = this.store.state.moved;
        if (done) stood = undefined;
        this.store.set({ moved: place });
      },
      letGo: () => {
        this.store.set({ moved: stood ?? null });
        stood = undefined;
      },
      back: () => this.store.set({ moved: null }),
      movesByKeys: () => parts.move.getAttribute("aria-pressed") === "true",
    });
    parts.move.addEventListener("click", () => {
      const moves = parts.move.getAttribute("aria-pressed") !== "true";
      parts.move.setAttribute("aria-pressed", String(moves));
      parts.map.focus();
    });
    parts.back.addEventListener("click", () => this.store.set({ moved: null }));
    this.store.listen((state, before) => {
      if (FITTED.some((key) => state[key] !== before[key])) this.fit();
      this.show(state);
    });
    this.fit();
    this.show(this.store.state);
  }

  /** Take the map out of the page. */
  close(): void {
    this.map.close();
  }

  /** Show the whole largest ring, and all that one system reaches and the other does not. */
  fit(): void {
    const { context, store } = this;
    const ladder = context.ladderOf(store.state);
    const beside = besideOf(context, store.state);
    const { compared, height_agl_m } = store.state;
    const reach_m = [ladder, ...(beside ? [beside] : [])].flatMap((each) => {
      const { detection, engagement } = each.system.rings;
      return [detection.radius_m, engagement.radius_m, ...(beside ? each.ranges_m(compared, height_agl_m) : [])];
    });
    this.map.lookAt(ladder.place, MARGIN * Math.max(...reach_m));
  }

  /** What the page says of the map as it stands, its heading first. */
  private get told(): Element[] {
    const { readout, legend, probe } = this.parts;
    const asked = this.store.state.probe ? [...probe.querySelectorAll("h3, .says")] : [];
    return [...readout.querySelectorAll("h3, .says, .note"), ...asked, ...legend.children];
  }

  private show(state: State): void {
    const { words } = this.context;
    const ladder = this.context.ladderOf(state);
    const beside = besideOf(this.context, state);
    const sight = state.moved || state.showSight ? this.sightOf(state) : null;
    const { parts } = this;
    const probe = this.panel.show(state);
    this.map.show(
      sceneOf(this.backdrop, {
        ladder,
        height_agl_m: state.height_agl_m,
        rings: ringWords(this.context, ladder, beside !== null),
        sight: sight ? this.sightPainter.picture(sight, state.height_agl_m) : null,
        showEdges: state.showEdges,
        beside: beside && {
          ladder: beside,
          quantity: state.compared,
          rings: ringWords(this.context, beside, true),
        },
        moved: state.moved,
        probe,
      }),
    );
    parts.back.hidden = state.moved === null;
    parts.back.textContent = words.back(ladder.site.name);
    parts.legend.replaceChildren(...legend(this.context, state, sight !== null));
    const missing = state.moved && !sight ? [el("p", { class: "says" }, words.no_ground)] : [];
    parts.readout.replaceChildren(...missing, ...readout(this.context, state, sight));
  }

  /** Return what is in sight, swept anew only where system or place have changed. */
  private sightOf(state: State): Sight | null {
    const ladder = this.context.ladderOf(state);
    const place = state.moved ?? ladder.place;
    const key = `${state.system} ${place}`;
    if (this.sight.key !== key) {
      const reach_m = ladder.system.rings.detection.radius_m;
      const { antenna_agl_m } = ladder.entry;
      this.sight = { key, found: sightFrom(this.context.ground, place, antenna_agl_m, ladder.site.k, reach_m) };
    }
    return this.sight.found;
  }

  private buttons(): HTMLElement {
    const { words } = this.context;
    const button = (label: string, text: string, click: () => void): HTMLElement =>
      el("button", { type: "button", "aria-label": label, title: label, click }, text);
    return el(
      "div",
      { class: "live-zoom" },
      button(words.zoom_in, "+", () => this.map.zoomBy(0.5)),
      button(words.zoom_out, "\u2212", () => this.map.zoomBy(-0.5)),
      button(words.fit, "\u25cb", () => this.fit()),
    );
  }
}

/** Return what is written at the rings of a system; of two systems each says whose it is. */
function ringWords({ words, numbers }: Context, { system }: Ladder, named: boolean): RingWords {
  const { detection, engagement } = system.rings;
  const said = (text: string): string => (named ? words.whose_ring(system.short, text) : text);
  return {
    detection: said(words.detection_ring(numbers.kilometres(detection.radius_m))),
    engagement: said(words.engagement_ring(numbers.kilometres(engagement.radius_m))),
  };
}

interface Parts {
  frame: HTMLElement;
  map: HTMLElement;
  says: HTMLElement;
  move: HTMLButtonElement;
  back: HTMLButtonElement;
  legend: HTMLElement;
  panels: HTMLElement;
  readout: HTMLElement;
  probe: HTMLElement;
  sources: HTMLElement;
}

function partsOf(context: Context): Parts {
  const { words } = context;
  const says = el("p", { class: "note live-says", role: "status", hidden: true });
  const map = el("div", { class: "live-map", tabindex: 0, role: "application", "aria-label": words.map_label });
  const move = el("button", { type: "button", "aria-pressed": "false" }, words.move);
  const back = el("button", { type: "button", hidden: true });
  const tools = el("p", { class: "note live-tools" }, move, back, el("span", {}, words.keys));
  const readoutPart = el("section", { class: "live-readout", "aria-live": "polite" });
  const probePart = el("section", { class: "live-probe", "aria-live": "polite" });
  return {
    frame: el("div", { class: "live-frame" }, says, map, tools),
    map,
    says,
    move,
    back,
    legend: el("ul", { class: "legend live-legend" }),
    panels: el("div", { class: "live-panels" }, readoutPart, probePart),
    readout: readoutPart,
    probe: probePart,
    sources: el("p", { class: "note live-sources" }, sourceOf(context)),
  };
}

function firstState(context: Context): State {
  const asked = context.header.case;
  return {
    system: asked.lead_system,
    site: asked.main_site,
    height_agl_m: asked.main_height_agl_m,
    beside: null,
    compared: "seen",
    showSight: false,
    showEdges: true,
    moved: null,
    probe: null,
  };
}
