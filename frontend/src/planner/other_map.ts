/** The state that is not shown, on a map of its own that follows the other: A stands first, B after it. */

import { el } from "../dom";
import { LiveMap } from "../map/live_map";
import type { ScenarioAnswer } from "./answers";
import type { Desk, Part } from "./desk";
import { button } from "./fields";
import { Gone } from "./line";
import { MapName } from "./map_name";
import type { MapPanel } from "./map_panel";
import { otherSide, withShown, type Side } from "./plan";
import { Reach } from "./reach";
import { aimOf, assetsOf, bearingOf } from "./scenario";
import { planScene } from "./scene";
import { spotsOf } from "./spots";
import type { Tables } from "./tables";

export class OtherMap implements Part {
  readonly element: HTMLElement;
  /** Made when there is something to show. */
  private map: LiveMap | null = null;
  private readonly holder: HTMLElement;
  private readonly desk: Desk;
  private readonly panel: MapPanel;
  private readonly reach: Reach;
  private readonly name: MapName;
  private readonly head: HTMLButtonElement;
  private asked: Tables | null = null;

  constructor(desk: Desk, panel: MapPanel) {
    this.desk = desk;
    this.panel = panel;
    const show = (): void => desk.change(withShown(desk.plan, otherSide(desk.plan.shown)));
    this.head = button("", show);
    this.name = new MapName(desk);
    this.holder = el("div", { class: "live-map", "aria-hidden": "true", click: show });
    this.element = el("div", { class: "plan-map plan-other", hidden: true }, this.name.element, this.holder, this.head);
    this.reach = new Reach(desk, () => desk.otherTables, () => this.update());
  }

  /** Names of the layers that are shown; none where there is one state alone. */
  get layers(): string[] {
    return this.desk.otherTables && this.map ? this.map.layers : [];
  }

  update(): void {
    const { desk, reach } = this;
    const tables = desk.otherTables;
    this.element.hidden = tables === null;
    if (!tables) return;
    const side = otherSide(desk.plan.shown);
    this.stand(side);
    this.name.show(side);
    if (!desk.textOf(tables)) this.check(tables);
    reach.update();
    const { words, numbers } = desk;
    this.head.textContent = words.other_map(words.side_names[side]);
    const units = desk.unitsIn(tables);
    this.map ??= this.made();
    this.map.show(
      planScene(this.panel.backdrop, {
        batteries: units.map((unit) => ({ unit, system: desk.system(unit.system) })),
        chosen: 0,
        assets: assetsOf(tables),
        spots: spotsOf(tables).map((spot) => ({ spot, words: desk.spotWords(spot) })),
        aim: aimOf(tables),
        bearing_deg: bearingOf(tables),
        axis_from: null,
        sight: null,
        reachOf: (id) => reach.of(id),
        ringWords: ({ range_m, kind }) => words.ring(numbers.kilometres(range_m), words.kind(kind)),
      }),
    );
  }

  /** Stand before the map of the state that is shown, or after it; what has the focus keeps it. */
  private stand(side: Side): void {
    const { element } = this;
    const { element: shown } = this.panel;
    if ((side === "a" ? element : shown).nextElementSibling === (side === "a" ? shown : element)) return;
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    if (side === "a") shown.before(element);
    else shown.after(element);
    if (focused instanceof HTMLElement) focused.focus();
  }

  private made(): LiveMap {
    const { panel, desk } = this;
    const distance = (metres: number): string => desk.numbers.kilometres(metres);
    const map = new LiveMap(this.holder, panel.symbols, distance, () => undefined, panel.map.paintedBy);
    map.nameCountries(panel.backdrop.lands);
    panel.map.followedBy(map);
    return map;
  }

  /** Have a state checked that was not shown before, as one out of a link; what is wrong is told once it is shown. */
  private check(tables: Tables): void {
    if (this.asked === tables) return;
    this.asked = tables;
    this.desk.line
      .ask<ScenarioAnswer>("scenario", { tables })
      .answer.then((told) => this.desk.keep(tables, told))
      .catch((error: unknown) => {
        if (error instanceof Gone) this.asked = null;
      });
  }
}
