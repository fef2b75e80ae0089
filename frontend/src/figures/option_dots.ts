/** The hundred raids of each option of a brief: each dot tells its raid in words, and the command that plays it. */

import { copyText } from "../copy";
import { el, svg } from "../dom";
import type { Numbers } from "../numbers";
import type { Words } from "../words/en";
import type { Cell, FigureNumbers } from "./numbers_file";
import { overlayOf } from "./overlay";
import { Roving } from "./roving";

/** A dot is so large, in distances of two. */
const RADIUS = 0.48;
/** Steps to the right take two digits of base 36, steps up one. */
const DIGITS = 36;
const LETTERS = 3;

interface Raid {
  option: string;
  option_id: string;
  leakers: number;
  leaked_for: string;
  rounds_left: number;
  world: number;
  replication: number;
}

export function offerOptionDots(caseId: string, figures: Record<string, FigureNumbers>, words: Words, numbers: Numbers): void {
  for (const drawn of document.querySelectorAll<SVGSVGElement>("figure[data-figure] svg[data-places]")) {
    const told = figures[drawn.closest("figure")?.dataset.figure ?? ""];
    if (told) new OptionDots(drawn, raidsOf(told), caseId, words, numbers);
  }
}

function raidsOf({ columns, rows }: FigureNumbers): Raid[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, at): [string, Cell] => [name, row[at]])) as unknown as Raid);
}

class OptionDots {
  private readonly says = el("p", { class: "note", role: "status" });
  private readonly plays = el("p", { class: "note", hidden: true });

  constructor(
    drawn: SVGSVGElement,
    raids: Raid[],
    private readonly caseId: string,
    private readonly words: Words,
    private readonly numbers: Numbers,
  ) {
    const over = overlayOf(drawn);
    const options = [...new Set(raids.map(({ option_id }) => option_id))];
    const panels = (drawn.dataset.places ?? "").split(";");
    panels.forEach((told, place) => {
      over.append(this.panel(told, raids.filter(({ option_id }) => option_id === options[place])));
    });
    this.says.textContent = words.option_dots_hint;
    over.parentElement?.after(el("div", { class: "dots-say" }, this.says, this.plays));
  }

  /** The dots of one option, behind one stop of the Tab key. */
  private panel(told: string, raids: Raid[]): SVGElement {
    const [x, y, step, places] = told.split(" ");
    const dots = raids.map((raid, at) => {
      const place = places.slice(LETTERS * at, LETTERS * (at + 1));
      const cx = Number(x) + Number(step) * parseInt(place.slice(0, 2), DIGITS);
      const cy = Number(y) - Number(step) * parseInt(place.slice(2), DIGITS);
      const said = this.told(raid);
      const title = svg("title", {});
      title.textContent = said;
      const look = { cx, cy, r: RADIUS * Number(step), class: "dot", role: "button", "aria-label": said };
      return svg("circle", look, title);
    });
    new Roving(dots, { pressed: (at) => this.open(raids[at]) });
    return svg("g", { role: "group", "aria-label": `${raids[0]?.option ?? ""}: ${this.words.dots}` }, ...dots);
  }

  private told({ option, leakers, leaked_for, rounds_left, world, replication }: Raid): string {
    const { words, numbers } = this;
    const key = words.replay.key(world, replication);
    return words.option_dot(option, key, numbers.plain(leakers), leakers, leaked_for, numbers.plain(rounds_left));
  }

  private open(raid: Raid): void {
    const { words } = this;
    const command =
      `skykeep replay ${this.caseId} --option ${raid.option_id} --key ${raid.world},${raid.replication} --out raid.html`;
    const code = el("code", {}, command);
    const copy = el("button", { type: "button" }, words.copy);
    copy.addEventListener("click", () => {
      void copyText(code).then((done) => {
        copy.textContent = done ? words.copied : words.copy;
      });
    });
    this.says.textContent = this.told(raid);
    this.plays.replaceChildren(`${words.option_dot_command} `, code, " ", copy);
    this.plays.hidden = false;
  }
}
