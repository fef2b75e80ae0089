/** What every part of the page works with: the plan and its history, the map's answer, words and numbers. */

import type { LonLat } from "../earth/geodesic";
import type { Numbers } from "../numbers";
import type { PlannerWords } from "../words/en_planner";
import type { Air, MapAnswer, RadarOnMap, ScenarioAnswer, SystemOnMap } from "./answers";
import { after, redone, undone, type History } from "./history";
import type { Line } from "./line";
import { tablesShown, withEdited, type Plan, type Side } from "./plan";
import {
  aimOf,
  airKeyOf,
  assetsOf,
  countedKeyOf,
  raidOf,
  unitsOf,
  withCountedNamed,
  type Asset,
  type Unit,
} from "./scenario";
import { spotName, spotsOf, type Spot } from "./spots";
import type { Tables } from "./tables";

/** Height that is looked at first where the raid of a plan has none of its own, m. */
const HEIGHT_AGL_M = 300;

export type Tool = "choose" | "put" | "axis" | "place";

/** What is looked at, and is no part of the plan: it is neither undone nor in the link. */
export interface Look {
  tool: Tool;
  /** System of the next battery; null for that of the chosen one. */
  next_system: string | null;
  /** Height that the reader has set; null for that at which most of the raid fly. */
  height_set_m: number | null;
  /** Radar whose sight is shown; null for the one that engages. */
  radar: string | null;
  axis_from: LonLat | null;
  /** Whether what is in sight is shown once it is known what is seen. */
  show_sight: boolean;
  /** Where the chosen battery is held while it is dragged. */
  held: LonLat | null;
  /** The defended place that is dragged, where it is held. */
  held_asset: { id: string; place: LonLat } | null;
  /** Likewise what stands or flies beside the batteries. */
  held_spot: { name: string; place: LonLat } | null;
}

export class Desk {
  readonly words: PlannerWords;
  readonly numbers: Numbers;
  readonly line: Line;
  map: MapAnswer;
  look: Look;
  /** Text of every scenario that the server has found valid. */
  private readonly texts = new WeakMap<Tables, string>();
  /** What most of the raid of each of these are; null where all of it falls. */
  private readonly threats = new WeakMap<Tables, string | null>();
  /** What the server has said of the air, by all in a scenario that it depends on. */
  private readonly airs = new Map<string, Air>();
  /** Likewise of the batteries that formations count. */
  private readonly counted = new Map<string, Unit[]>();
  history: History<Plan>;
  private readonly listeners: (() => void)[] = [];

  constructor(words: PlannerWords, numbers: Numbers, line: Line, map: MapAnswer, history: History<Plan>) {
    this.words = words;
    this.numbers = numbers;
    this.line = line;
    this.map = map;
    this.history = history;
    this.look = {
      tool: "choose",
      next_system: null,
      height_set_m: null,
      radar: null,
      axis_from: null,
      show_sight: false,
      held: null,
      held_asset: null,
      held_spot: null,
    };
  }

  get plan(): Plan {
    return this.history.present;
  }

  get tables(): Tables {
    return tablesShown(this.plan);
  }

  /** The state that is not shown; null where there is one alone. */
  get otherTables(): Tables | null {
    const { a, b, shown } = this.plan;
    return shown === "b" ? a : b;
  }

  /** Letter and systems of a side, `most` of them by name; the side that is shown is marked as what changes. */
  nameOf(side: Side, most: number): string {
    const named = this.unitsIn(this.plan[side] ?? {}).map(({ system }) => this.system(system)?.name ?? system);
    const name = this.words.side_names[side];
    const letter = side === this.plan.shown ? this.words.shown_side(name) : name;
    return named.length ? `${letter}: ${this.listed([...new Set(named)], most)}` : letter;
  }

  /** Return a list in words, of which no more than `most` are told, and how many more there are. */
  listed(parts: string[], most: number): string {
    const more = parts.length - most;
    return this.numbers.list(more > 1 ? [...parts.slice(0, most), this.words.more(this.numbers.plain(more))] : parts);
  }

  /** Height that is looked at: as the reader has set it, or where most of the raid that is shown fly. */
  get height_agl_m(): number {
    return this.look.height_set_m ?? this.raid_height_m ?? HEIGHT_AGL_M;
  }

  /** Height at which most of a standard raid fly; null where it falls, or the scenario describes its own. */
  get raid_height_m(): number | null {
    return this.map.raids.find(({ id }) => id === raidOf(this.tables))?.main_height_m ?? null;
  }

  get steps(): { back: number; forth: number } {
    return { back: this.history.past.length, forth: this.history.future.length };
  }

  get units(): Unit[] {
    return this.unitsIn(this.tables);
  }

  /** Return the batteries of a scenario: those with a table of their own, then those that formations count, once the
   * server has said where these stand. */
  unitsIn(tables: Tables): Unit[] {
    return [...unitsOf(tables), ...(this.counted.get(countedKeyOf(tables)) ?? [])];
  }

  /** What stands or flies beside the batteries, each where it is held if it is being dragged. */
  get spots(): Spot[] {
    const held = this.look.held_spot;
    return spotsOf(this.tables).map((spot) => (spotName(spot) === held?.name ? { ...spot, place: held.place } : spot));
  }

  spotWords({ kind, end, id, symbol, count }: Spot): string {
    const { words, numbers } = this;
    const many = count === null ? "" : numbers.plain(count);
    return end ? words.traffic[end](id, words.sides_of_traffic[symbol] ?? symbol, many) : words.spot(id, words.spot_kinds[kind]);
  }

  /** System of the next battery: the one asked for, or that of the chosen battery. */
  get nextSystem(): string {
    const { systems } = this.map;
    const chosen = this.look.next_system ?? this.unit?.system ?? systems.find(({ engagement }) => engagement)?.id;
    return chosen ?? systems[0].id;
  }

  /** The chosen battery, where it is held if it is being dragged; null where there is none. */
  get unit(): Unit | null {
    const unit = this.units[this.plan.unit] ?? null;
    return unit && this.look.held ? { ...unit, place: this.look.held } : unit;
  }

  /** What is defended, each where it is held if it is being dragged. */
  get assets(): Asset[] {
    const held = this.look.held_asset;
    return assetsOf(this.tables).map((asset) => (asset.id === held?.id ? { ...asset, place: held.place } : asset));
  }

  /** What the raid flies at; null where nothing is defended. */
  get aim(): Asset | null {
    const id = aimOf(this.tables)?.id;
    return this.assets.find((asset) => asset.id === id) ?? null;
  }

  system(id: string): SystemOnMap | null {
    return this.map.systems.find((system) => system.id === id) ?? null;
  }

  /** Return the radar whose sight is shown, and how high its antenna is. */
  radarOf(unit: Unit): { radar: RadarOnMap; antenna_agl_m: number } | null {
    const radars = this.system(unit.system)?.radars ?? [];
    const radar = radars.find(({ id }) => id === this.look.radar) ?? radars.find(({ engages }) => engages) ?? radars[0];
    if (!radar) return null;
    return { radar, antenna_agl_m: radar.on_mast && unit.mast_m !== null ? unit.mast_m : radar.antenna_agl_m };
  }

  /** Change the plan by one step that can be undone. */
  change(plan: Plan): void {
    this.history = after(this.history, plan);
    this.tell();
  }

  /** Change the chosen battery of the scenario that is shown; one that a formation counts has its own table then. */
  editUnit(change: (tables: Tables, index: number) => Tables): void {
    this.edit((tables) => change(this.withUnitNamed(tables), this.plan.unit));
  }

  /** Return a scenario in which the chosen battery has a table of its own. */
  withUnitNamed(tables: Tables): Tables {
    const isCounted = this.plan.unit >= unitsOf(tables).length;
    return isCounted ? withCountedNamed(tables, this.counted.get(countedKeyOf(tables)) ?? []) : tables;
  }

  /** Change the scenario that is shown. */
  edit(change: (tables: Tables) => Tables): void {
    this.change(withEdited(this.plan, change(this.tables)));
  }

  undo(): void {
    this.history = undone(this.history);
    this.tell();
  }

  redo(): void {
    this.history = redone(this.history);
    this.tell();
  }

  see(change: Partial<Look>): void {
    this.look = { ...this.look, ...change };
    this.tell();
  }

  /** Keep what the server says of a scenario that it has found valid. */
  keep(tables: Tables, told: ScenarioAnswer): void {
    this.texts.set(tables, told.toml);
    this.threats.set(tables, told.main_threat);
    this.keepTold(tables, told);
    this.tell();
  }

  /** Keep what it says of air and counted batteries, which holds for like scenarios too. */
  keepTold(tables: Tables, { air, counted_units }: ScenarioAnswer): void {
    this.airs.set(airKeyOf(tables), air);
    const units = counted_units.map(({ lat_deg, lon_deg, ...unit }): Unit => {
      return { ...unit, place: [lon_deg, lat_deg], mast_m: null, doctrine: null };
    });
    this.counted.set(countedKeyOf(tables), units);
  }

  /** Return how the air of a scenario bends rays; null while the server has not said. */
  airOf(tables: Tables): Air | null {
    return this.airs.get(airKeyOf(tables)) ?? null;
  }

  /** Return a scenario as text; null while the server has not found it valid. */
  textOf(tables: Tables): string | null {
    return this.texts.get(tables) ?? null;
  }

  /** Return the class that coverage of a valid scenario is told against; null where all of its raid falls. */
  threatOf(tables: Tables): string | null {
    return this.threats.get(tables) ?? null;
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A part of the page: its element, and what brings it up to date. */
export interface Part {
  element: HTMLElement;
  update(): void;
}
