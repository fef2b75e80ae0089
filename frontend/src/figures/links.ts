/** Links charts and the table of rings with the map: a mark chooses there what it tells of, and what is chosen
 * there is set off in all of them. */

import type { App } from "../app/app";
import { chosen } from "../app/choice";
import type { State } from "../app/state";
import { el, svg } from "../dom";
import type { View } from "../map/mercator";
import type { Words } from "../words/en";
import { overlayOf } from "./overlay";
import { Roving } from "./roving";

/** What a mark tells of; it says nothing of a place or height where that is null. */
interface Mark<Drawn extends Element = SVGElement> {
  systems: string[];
  site: string | null;
  height_agl_m: number | null;
  /** Why threats leaked, where the mark tells of those alone. */
  reason: string;
  element: Drawn;
}

interface Group {
  marks: Mark[];
  roving: Roving;
  /** Says what stands on the map, and leads there. */
  says: HTMLAnchorElement;
}

/** A pointer that rests so long on a mark shows it on the map, until it leaves the chart. */
const REST_MS = 120;
const NONE = "-";
/** Place of the reason among the numbers of a mark. */
const REASON_AT = 6;
/** Reasons that the ground has a part in: what it leaves in sight is drawn with them; and those of reach. */
const OF_THE_GROUND = ["never_in_sight", "not_detected", "seen_too_late"];
const OF_REACH = ["out_of_envelope"];
/** What of the state marks tell of. */
const CHOSEN = ["system", "site", "height_agl_m"] as const;
const MAP = "live-map";

export class Links {
  private app: App;
  private readonly groups: Group[] = [];
  private cells: Mark<HTMLElement>[] = [];
  /** What the map showed before the pointer came to a mark, and what it shows for the mark: the former is shown again
   * when the pointer leaves, unless something was chosen by hand. */
  private before: { state: State; view: View; shown: State } | null = null;
  /** What was chosen last, if it tells of a reason. */
  private ofReason: Mark<Element> | null = null;
  private resting = 0;

  constructor(app: App, private readonly words: Words) {
    this.app = app;
    for (const drawn of document.querySelectorAll<SVGSVGElement>("figure svg[data-marks]")) this.linkChart(drawn);
    for (const table of document.querySelectorAll<HTMLTableElement>("table[data-rings]")) this.linkTable(table);
    this.follow(app);
  }

  /** Listen to a map; it is another one after a change of its language. */
  follow(app: App): void {
    this.app = app;
    app.map.holder.id = MAP;
    app.store.listen((state, before) => {
      if (CHOSEN.some((key) => state[key] !== before[key])) this.setOff(state);
    });
    this.setOff(app.store.state);
  }

  private linkChart(drawn: SVGSVGElement): void {
    const label = drawn.getAttribute("aria-label") ?? "";
    const marks: Mark[] = [];
    for (const told of (drawn.dataset.marks ?? "").split(";")) {
      const [systems, site, height, ...numbers] = told.split(" ");
      const [x, y, wide, high, begin, end] = numbers.map(Number);
      const reason = numbers[REASON_AT] ?? "";
      const about = {
        systems: systems.split(",").filter((id) => this.isOnMap(id)),
        site: site === NONE ? null : site,
        height_agl_m: height === NONE ? null : Number(height),
        reason,
      };
      if (!about.systems.length) continue;
      const named = this.named(about.systems[0], reason ? null : about.height_agl_m);
      const own = label.slice(begin, end);
      const said = own && reason ? `${named}: ${own}` : own || named;
      const title = svg("title", {});
      title.textContent = said;
      const place = { x, y, width: wide, height: high, class: "mark", role: "button", "aria-label": said };
      marks.push({ ...about, element: svg("rect", place, title) });
    }
    if (!marks.length) return;
    const over = overlayOf(drawn);
    const group = svg("g", { role: "group", "aria-label": this.words.marks_on_map });
    group.append(...marks.map(({ element }) => element));
    over.prepend(group);
    over.addEventListener("pointerleave", () => this.leave());
    const says = this.group(marks);
    const saves = drawn.closest("figure")?.querySelector(".figure-saves");
    if (saves) saves.append(says);
    else over.parentElement?.after(says);
  }

  /** Cells stand in the order of the payload: places, heights, systems, each seen and engageable. The chart above has
   * the same for keys.
   */
  private linkTable(table: HTMLTableElement): void {
    const { sites, case: asked } = this.app.context.header;
    const systems = asked.table_systems;
    const heights = asked.table_heights_agl_m;
    const cells = [...table.querySelectorAll<HTMLElement>("tbody td")];
    const wide = 2 * systems.length;
    if (cells.length !== sites.length * heights.length * wide) return;
    this.cells = cells.map((element, at) => {
      const row = Math.floor(at / wide);
      return {
        systems: [systems[Math.floor((at % wide) / 2)]],
        site: sites[Math.floor(row / heights.length)].id,
        height_agl_m: heights[row % heights.length],
        reason: "",
        element,
      };
    });
    for (const cell of this.cells) {
      cell.element.classList.add("mark");
      cell.element.addEventListener("click", () => this.choose(cell));
    }
  }

  private group(marks: Mark[]): HTMLElement {
    const says = el("a", { href: `#${MAP}`, class: "note", hidden: true });
    const keep = (at: number): void => {
      this.before = null;
      this.choose(marks[at]);
      says.hidden = false;
    };
    const roving = new Roving(marks.map(({ element }) => element), { moved: keep, pressed: keep });
    for (const mark of marks) mark.element.addEventListener("pointerenter", (event) => this.rest(mark, event));
    this.groups.push({ marks, roving, says });
    return says;
  }

  private rest(mark: Mark, event: PointerEvent): void {
    if (event.pointerType !== "mouse") return;
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      const { map, store } = this.app;
      const kept = this.before?.shown === store.state ? this.before : { state: store.state, view: map.view };
      this.choose(mark);
      this.before = { ...kept, shown: store.state };
    }, REST_MS);
  }

  private leave(): void {
    clearTimeout(this.resting);
    const { before, app } = this;
    if (!before) return;
    this.before = null;
    if (app.store.state !== before.shown) return;
    this.ofReason = null;
    app.store.set(before.state);
    app.map.moveTo(before.view);
  }

  /** Show on the map what a mark tells of; of several systems the one that is shown, else the first. */
  private choose(mark: Mark<Element>): void {
    const { systems, site, height_agl_m, reason } = mark;
    const { context, store } = this.app;
    const { state } = store;
    this.ofReason = reason ? mark : null;
    const system = systems.includes(state.system) ? state.system : systems[0];
    const place = context.siteOf(system, site ?? state.site);
    store.set({
      ...chosen(context, state, system, place),
      ...(height_agl_m === null ? {} : { height_agl_m }),
      ...(OF_THE_GROUND.includes(reason) ? { showSight: true } : {}),
    });
    this.setOff(store.state);
  }

  private setOff(state: State): void {
    const { context } = this.app;
    const place = context.header.sites.find(({ id }) => id === state.site)?.name ?? "";
    const said = this.words.on_map(this.named(state.system, state.height_agl_m), place);
    for (const cell of this.cells) isSetOff(cell, state, true);
    for (const { marks, roving, says } of this.groups) {
      const current = marks.map((mark) => isSetOff(mark, state, !mark.reason || mark === this.ofReason));
      const focused = marks.findIndex(({ element }) => element === document.activeElement);
      roving.stopAt(Math.max(focused < 0 ? current.indexOf(true) : focused, 0));
      const reason = marks.find((mark, at) => current[at] && mark.reason)?.reason;
      says.textContent = reason ? `${reasonSaid(reason)} ${this.mapSaid(reason)} ${said}` : said;
    }
  }

  private mapSaid(reason: string): string {
    const { words } = this;
    if (OF_THE_GROUND.includes(reason)) return words.reason_of_ground;
    return OF_REACH.includes(reason) ? words.reason_of_reach : words.reason_of_no_place;
  }

  private isOnMap(id: string): boolean {
    return this.app.context.header.systems.some((system) => system.id === id);
  }

  private named(id: string, height_agl_m: number | null): string {
    const { header, numbers } = this.app.context;
    const short = header.systems.find((system) => system.id === id)?.short ?? id;
    return height_agl_m === null ? short : this.words.pair(short, numbers.height(height_agl_m));
  }
}

/** What the page says of a reason beside the charts. */
function reasonSaid(reason: string): string {
  return document.querySelector(`[data-reason="${CSS.escape(reason)}"]`)?.textContent?.trim() ?? "";
}

/** Set a mark off if it tells of what is chosen, and return whether it does. */
function isSetOff({ systems, site, height_agl_m, element }: Mark<Element>, state: State, isMeant: boolean): boolean {
  const is =
    isMeant
    && systems.includes(state.system)
    && (site === null || site === state.site)
    && (height_agl_m === null || height_agl_m === state.height_agl_m);
  if (is) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  return is;
}
