/** The map of a plan: batteries by click, by drag or by keys, sight swept live, the axis by two clicks. */

import { sightFrom, shareInSight, type Sight } from "../coverage/live_sight";
import { el } from "../dom";
import { course } from "../earth/geodesic_inverse";
import type { LonLat } from "../earth/geodesic";
import { groundOf, type Ground } from "../earth/ground";
import { groundAt } from "../earth/rays";
import { backdropOf, type Backdrop, type BackdropHeader } from "../map/backdrop";
import { listenToHands, type Grip } from "../map/hands";
import { metresPerPixel } from "../map/mercator";
import { loadSymbols, type Symbols } from "../map/overlay";
import { SightPainter } from "../map/sight_picture";
import type { SymbolEntry } from "../payload/header";
import type { Payload } from "../payload/payload";
import type { HeightTold } from "./answers";
import type { Desk, Part } from "./desk";
import { button } from "./fields";
import { FollowedMap } from "./followed_map";
import { planLegend } from "./legend";
import { withEdited } from "./plan";
import { MapName } from "./map_name";
import { Reach } from "./reach";
import { bearingOf, isOnShippedGround, unitsOf, withAssetMoved, withAxis, withUnitAt, withUnitMoved, type Unit } from "./scenario";
import { planScene } from "./scene";
import { spotName, withSpotMoved } from "./spots";

export type MapHeader = BackdropHeader & { version: string; symbols: Record<string, SymbolEntry> };

/** Room about the rings, for their labels too. */
const MARGIN = 1.14;
const NEAR_PX = 22;
/** What hands call the chosen battery; defended places go by their ids. */
const BATTERY = "";
/** A view with no battery is so wide. */
const EMPTY_M = 200e3;

export class MapPanel implements Part {
  readonly element: HTMLElement;
  readonly map: FollowedMap;
  /** What is in sight in words; a page shows it beside the map. */
  readonly sightSays = el("p", { class: "plan-sight", role: "status" });
  /** What is seen and engageable in words, and the legend, likewise. */
  readonly reachSays = el("p", { class: "plan-sight", role: "status" });
  readonly legend = el("ul", { class: "legend live-legend plan-legend" });
  /** Which of two states it shows, and that this is the one that changes; hidden where there is one alone. */
  private readonly name: MapName;
  private readonly desk: Desk;
  readonly backdrop: Backdrop;
  readonly symbols: Symbols;
  private readonly ground: Ground;
  private readonly painter = new SightPainter();
  private readonly reach: Reach;
  /** The chosen battery of the last update. */
  private fitted = { side: "", id: "", system: "" };
  private sight: { key: string; found: Sight | null } = { key: "", found: null };

  static async of(desk: Desk, payload: Payload<MapHeader>): Promise<MapPanel> {
    return new MapPanel(desk, payload, await loadSymbols(payload.header.symbols));
  }

  private constructor(desk: Desk, payload: Payload<MapHeader>, symbols: Symbols) {
    const { words, numbers } = desk;
    this.desk = desk;
    this.symbols = symbols;
    this.reach = new Reach(desk, () => (desk.look.held ? null : desk.tables), () => this.update());
    this.ground = groundOf(payload, payload.header.ground);
    this.backdrop = backdropOf(payload);
    const holder = el("div", { class: "live-map", tabindex: 0, role: "application", "aria-label": words.map_label });
    const plain = el("p", { class: "note", hidden: true }, words.plain_canvas);
    this.name = new MapName(desk);
    this.element = el("div", { class: "plan-map" }, this.name.element, holder, plain);
    const onPlainCanvas = (): void => {
      plain.hidden = false;
    };
    this.map = new FollowedMap(holder, symbols, (metres) => numbers.kilometres(metres), onPlainCanvas, undefined);
    this.map.nameCountries(this.backdrop.lands);
    holder.append(
      el(
        "div",
        { class: "live-zoom" },
        button("+", () => this.map.zoomBy(0.5), { "aria-label": words.zoom_in, title: words.zoom_in }),
        button("\u2212", () => this.map.zoomBy(-0.5), { "aria-label": words.zoom_out, title: words.zoom_out }),
        button("\u25cb", () => this.fit(), { "aria-label": words.fit, title: words.fit }),
      ),
    );
  }

  /** Listen to pointers and keys; `movesByKeys` says whether arrow keys move the chosen battery. */
  listen(movesByKeys: () => boolean): void {
    listenToHands(this.map, {
      ask: (place) => this.use(place),
      move: (place, done, name) => this.moveGrip(name, place, done),
      letGo: () => this.desk.see({ held: null, held_asset: null, held_spot: null }),
      grips: () => this.grips,
      back: () => this.desk.see({ tool: "choose", axis_from: null, held: null, held_asset: null, held_spot: null }),
      movesByKeys,
    });
  }

  /** Return whether the page holds the ground under a place. */
  covers(place: LonLat): boolean {
    return !Number.isNaN(groundAt(this.ground, place));
  }

  /** Show every battery with its rings. */
  fit(): void {
    const { units, aim } = this.desk;
    const places = units.length ? units.map(({ place }) => place) : aim ? [aim.place] : [];
    if (!places.length) return;
    const between = (axis: 0 | 1): number => {
      const all = places.map((place) => place[axis]);
      return (Math.min(...all) + Math.max(...all)) / 2.0;
    };
    const middle: LonLat = [between(0), between(1)];
    const reach_m = units.map(({ place, system: id }) => {
      const system = this.desk.system(id);
      return course(middle, place).distance_m + Math.max(system?.detection.range_m ?? 0, system?.engagement?.range_m ?? 0);
    });
    this.map.lookAt(middle, MARGIN * Math.max(...reach_m, EMPTY_M / 2));
  }

  /** Show all anew where the chosen battery is given another system, whose rings may lie beyond the frame. */
  private fitToOther(unit: Unit | null): void {
    const { side, id, system } = this.fitted;
    const { shown } = this.desk.plan;
    this.fitted = { side: shown, id: unit?.id ?? "", system: unit?.system ?? "" };
    if (shown === side && unit?.id === id && unit.system !== system) this.fit();
  }

  update(): void {
    const { desk, reach } = this;
    reach.update();
    this.name.element.hidden = desk.otherTables === null;
    this.name.show(desk.plan.shown);
    const units = desk.units;
    const unit = desk.unit;
    if (unit) units[desk.plan.unit] = unit;
    const sight = unit ? this.sightOf(unit) : null;
    const { axis_from, show_sight } = desk.look;
    const seen = unit && reach.of(unit.id);
    const showSight = sight !== null && (show_sight || !seen);
    this.map.show(
      planScene(this.backdrop, {
        batteries: units.map((each) => ({ unit: each, system: desk.system(each.system) })),
        chosen: desk.plan.unit,
        assets: desk.assets,
        spots: desk.spots.map((spot) => ({ spot, words: desk.spotWords(spot) })),
        aim: desk.aim,
        bearing_deg: bearingOf(desk.tables),
        axis_from: axis_from && { place: axis_from, words: desk.words.from },
        sight: showSight ? this.painter.picture(sight, desk.height_agl_m) : null,
        reachOf: (id) => reach.of(id),
        ringWords: ({ range_m, kind }) => desk.words.ring(desk.numbers.kilometres(range_m), desk.words.kind(kind)),
      }),
    );
    const of = unit && units.length > 1 ? desk.words.of_unit(unit.id) : "";
    this.fitToOther(unit);
    this.sightSays.textContent = unit ? of + this.sayOf(unit, sight) : "";
    this.reachSays.textContent = unit ? of + this.sayReach(seen) : "";
    this.legend.replaceChildren(...planLegend(desk.words, { sight: showSight, reach: units.some(({ id }) => reach.of(id)) }));
  }

  /** A click, or Enter on the middle of the map: what it does is for the tool to say. */
  private use(place: LonLat): void {
    const { desk } = this;
    const { tool, axis_from } = desk.look;
    if (tool === "put") {
      const tables = withUnitAt(desk.tables, desk.nextSystem, place);
      desk.look = { ...desk.look, tool: "choose" };
      desk.change({ ...withEdited(desk.plan, tables), unit: unitsOf(desk.tables).length });
    } else if (tool === "place" && desk.aim) {
      desk.look = { ...desk.look, tool: "choose" };
      this.moveAsset(desk.aim.id, place, true);
    } else if (tool === "axis" && !axis_from) {
      desk.see({ axis_from: place });
    } else if (tool === "axis" && axis_from) {
      desk.look = { ...desk.look, tool: "choose", axis_from: null };
      desk.edit((tables) => withAxis(tables, axis_from, place));
    } else {
      this.choose(place);
    }
  }

  private choose(place: LonLat): void {
    const near_m = NEAR_PX * metresPerPixel(this.map.view);
    const away = this.desk.units.map((unit) => course(unit.place, place).distance_m);
    const nearest = away.indexOf(Math.min(...away));
    if (nearest >= 0 && away[nearest] <= near_m) this.desk.change({ ...this.desk.plan, unit: nearest });
  }

  /** The battery first, which often stands on what it defends; with the tool for places these alone, the aim first. */
  private get grips(): Grip[] {
    const { desk } = this;
    const { aim } = desk;
    const places = [...(aim ? [aim] : []), ...desk.assets.filter(({ id }) => id !== aim?.id)];
    const assets = places.map(({ id, place }) => ({ name: id, place }));
    if (desk.look.tool === "place") return assets;
    const spots = desk.spots.map((spot) => ({ name: spotName(spot), place: spot.place }));
    const others = [...assets, ...spots];
    return desk.unit ? [{ name: BATTERY, place: desk.unit.place }, ...others] : others;
  }

  private moveGrip(name: string, place: LonLat, done: boolean): void {
    const { desk } = this;
    const spot = desk.spots.find((each) => spotName(each) === name);
    if (name === BATTERY) this.move(place, done);
    else if (!spot) this.moveAsset(name, place, done);
    else if (done) {
      desk.look = { ...desk.look, held_spot: null };
      desk.edit((tables) => withSpotMoved(tables, spot, place));
    } else desk.see({ held_spot: { name, place } });
  }

  private moveAsset(id: string, place: LonLat, done: boolean): void {
    const { desk } = this;
    if (!done) {
      desk.see({ held_asset: { id, place } });
      return;
    }
    desk.look = { ...desk.look, held_asset: null };
    desk.edit((tables) => withAssetMoved(tables, id, place));
  }

  private move(place: LonLat, done: boolean): void {
    const { desk } = this;
    if (!done) {
      desk.see({ held: place });
      return;
    }
    desk.look = { ...desk.look, held: null };
    desk.editUnit((tables, at) => withUnitMoved(tables, at, place));
  }

  /** Return what is in sight, swept anew only where place, antenna, reach or air have changed. */
  private sightOf(unit: Unit): Sight | null {
    const system = this.desk.system(unit.system);
    const seen = this.desk.radarOf(unit);
    const air = this.desk.airOf(this.desk.tables);
    if (!system || !seen || !air || !isOnShippedGround(this.desk.tables)) return null;
    const reach_m = system.detection.range_m;
    const key = JSON.stringify([unit.place, seen.antenna_agl_m, reach_m, air.k]);
    if (this.sight.key !== key) {
      this.sight = { key, found: sightFrom(this.ground, unit.place, seen.antenna_agl_m, air.k, reach_m) };
    }
    return this.sight.found;
  }

  /** Return what the server says of the chosen battery, or how far it is. */
  private sayReach(seen: HeightTold | null): string {
    const { words, numbers, height_agl_m } = this.desk;
    const { told, refused } = this.reach;
    if (!seen) return refused || words.reach_asked(numbers.plain(told?.done ?? 0), numbers.plain(told?.of ?? 1));
    const share = (best: number | null, limits: [number, number] | null): string => {
      if (best === null) return words.nothing;
      const [low, high] = limits ?? [best, best];
      return limits ? numbers.shareWithLimits({ best, low, high }, words.to) : words.assumed(numbers.percent(best));
    };
    const falls = this.desk.threatOf(this.desk.tables) === null;
    const says = words.reach_says(
      numbers.height(height_agl_m),
      words.target(seen.target.class),
      share(seen.seen_share_of_detection_ring, seen.seen_share_limits),
      numbers.kilometres(seen.detection_ring_m),
      share(seen.engageable_share_of_engagement_ring, seen.engageable_share_limits),
      numbers.kilometres(seen.engagement_ring_m ?? 0.0),
    );
    return falls ? `${says} ${words.reach_falls}` : says;
  }

  private sayOf(unit: Unit, sight: Sight | null): string {
    const { words, numbers, height_agl_m } = this.desk;
    const seen = this.desk.radarOf(unit);
    if (!isOnShippedGround(this.desk.tables)) return words.other_ground;
    const air = this.desk.airOf(this.desk.tables);
    if (!air) return words.no_air;
    if (!sight || !seen) return words.no_ground;
    return words.in_sight(
      numbers.percent(shareInSight(sight, height_agl_m)),
      numbers.kilometres(sight.reach_m),
      numbers.height(height_agl_m),
      seen.radar.name,
      numbers.metres(seen.antenna_agl_m),
      (air.region === null ? words.bending_given : words.bending_of_region)(numbers.plain(air.k, 2)),
      numbers.tenths(this.ground.step_m),
    );
  }
}
