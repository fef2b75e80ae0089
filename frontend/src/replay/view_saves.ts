/** Buttons that save a raid: the view as it stands, with what is where, and the whole raid from above. */

import { el, svg } from "../dom";
import type { FigureNumbers } from "../figures/numbers_file";
import { saves } from "../figures/saves";
import { toldBy, type Told } from "../figures/told";
import type { Words } from "../words/en";
import type { ReplayApp } from "./app";
import type { Filming } from "./filming";
import type { ActorEntry } from "./header";

const COLUMNS = ["id", "kind", "what", "state", "lon_deg", "lat_deg", "alt_msl_m"];
const METRES = 10.0;
const DEGREES = 1e5;

export function viewSaves(app: ReplayApp, filming: Filming, words: Words): HTMLElement {
  const { replay } = words;
  const { version, ground, attribution } = app.header;
  const source = replay.source(version, ground.name, ground.licence, attribution);
  const view = {
    title: replay.save_view,
    picture: async () => framed(await filming.shot(), app.size),
    told: () => {
      const totals = app.parts.frame.querySelectorAll(".replay-totals, .legend li");
      return told(app, app.numbers.clock(app.clock.time_s), totals);
    },
    numbers: () => placesNow(app),
    pixels: true,
  };
  const plan = {
    title: replay.save_plan,
    picture: () => app.still.querySelector<SVGSVGElement>("svg") as SVGSVGElement,
    told: () => told(app, replay.view_flat, app.still.querySelectorAll("figcaption")),
  };
  const labelled = (label: string, buttons: HTMLElement): HTMLElement => {
    buttons.firstElementChild?.replaceWith(el("span", { class: "note" }, label));
    return buttons;
  };
  return el(
    "div",
    { class: "replay-saves" },
    labelled(replay.save_view, saves(view, source, words)),
    labelled(replay.save_plan, saves(plan, source, words)),
  );
}

/** Return title and words of a picture of the raid; `what` ends its title. */
function told(app: ReplayApp, what: string, keys: Iterable<Element>): Told {
  const { words, raid, header } = app;
  const { world, replication, part, why } = raid.entry;
  const title = `${header.scenario.title}: ${words.part(part)} (${words.key(world, replication)}; ${why}), ${what}`;
  const counted = (actors: ActorEntry[], named: (actor: ActorEntry) => string): string => {
    const counts = new Map<string, number>();
    for (const actor of actors) counts.set(named(actor), (counts.get(named(actor)) ?? 0) + 1);
    return app.numbers.list([...counts].map(([name, count]) => `${app.numbers.plain(count)} × ${name}`));
  };
  const of = (kind: ActorEntry["kind"]): ActorEntry[] => raid.actors.filter((actor) => actor.kind === kind);
  const against = words.against(counted(of("fire_unit"), (actor) => actor.name), counted(of("threat"), (actor) => actor.name));
  return toldBy(title, [el("p", {}, against), ...keys]);
}

function framed(canvas: HTMLCanvasElement, { width_px, height_px }: { width_px: number; height_px: number }): SVGSVGElement {
  const whole = { x: 0, y: 0, width: width_px, height: height_px };
  const viewBox = `0 0 ${width_px} ${height_px}`;
  return svg("svg", { viewBox }, svg("image", { ...whole, href: canvas.toDataURL() })) as SVGSVGElement;
}

/** Return where everything is that is there at the moment, and the state of threats. */
function placesNow(app: ReplayApp): FigureNumbers {
  const { raid, snapshot, numbers } = app;
  const { time_s, threats } = snapshot;
  const rows = raid.actors.flatMap((actor, row) => {
    const threat = threats.get(row);
    const isThere = threat ? threat.state !== "coming" : actor.kind !== "interceptor" || raid.isThere(row, time_s);
    if (!isThere) return [];
    const [lon_deg, lat_deg, alt_msl_m] = raid.position(row, time_s);
    const place = [lon_deg, lat_deg].map((angle) => Math.round(angle * DEGREES) / DEGREES);
    return [[actor.id, actor.kind, actor.name, threat?.state ?? "", ...place, Math.round(alt_msl_m * METRES) / METRES]];
  });
  return { title: told(app, numbers.clock(time_s), []).title, columns: COLUMNS, rows };
}
