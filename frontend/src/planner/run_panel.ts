/** Runs a side of the plan: progress in numbers, raids that fall as dots, both doubts as they narrow. */

import { el } from "../dom";
import { keepFile } from "../file";
import type { RaidsPart, RunAnswer, ScenarioAnswer } from "./answers";
import type { Desk, Part } from "./desk";
import { doubtRows } from "./doubts";
import { Dots } from "./dots";
import { button, note } from "./fields";
import { Cancelled, Gone, Refused, type Asked, type Told } from "./line";
import { givenAway } from "./outgoing";
import type { Side } from "./plan";
import { DOTS, isResolved, NOTHING_PLAYED, withAnswer, withPart, type RaidsSoFar } from "./raids_so_far";
import { reportPreview } from "./report_preview";
import { studyOf } from "./scenario";
import { askToShare } from "./share_step";
import type { Tables } from "./tables";

const SECOND_MS = 1000;

export class RunPanel implements Part {
  readonly element: HTMLElement;
  /** How the run stands; null before one. */
  soFar: RaidsSoFar | null = null;
  /** Whether it came to its end: the page that is shared is of all its raids, so part of a run has none. */
  private isWhole = false;
  private readonly desk: Desk;
  private side: Side;
  private readonly run: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly bar = el("progress", { hidden: true });
  private readonly says = el("p", { class: "note", role: "status" });
  private readonly stale: HTMLParagraphElement;
  private readonly dots: Dots;
  /** Dots with their axis; hidden while there are none. */
  private readonly field = el("div", { hidden: true });
  private readonly dotsSay: HTMLParagraphElement;
  private readonly doubts = el("div", { class: "plan-doubts" });
  private readonly share: HTMLButtonElement;
  private asked: Asked<unknown> | null = null;
  /** The frame in which what is shown is drawn next; 0 where none is asked for. */
  private frame = 0;
  /** The scenario of the shown answer as text. */
  private toml = "";
  /** The scenario that the shown answer is of. */
  private answered: Tables | null = null;

  constructor(desk: Desk, side: Side) {
    const { words, numbers } = desk;
    this.desk = desk;
    this.side = side;
    this.run = button("", () => void this.start(), { class: "plan-run" });
    this.stop = button(words.cancel, () => this.asked?.cancel());
    this.stop.hidden = true;
    this.share = button(words.share, () => void this.save());
    this.share.hidden = true;
    const says = (at: number, of: number, leakers: number, reason: string): string =>
      words.dot_says(numbers.plain(at), numbers.plain(of), numbers.plain(leakers), leakers ? reason : "");
    this.dots = new Dots({ write: (count) => numbers.plain(count), says, keys: words.dots_keys, axis: words.dots_axis }, desk.map.reasons);
    this.dotsSay = note(words.no_dots);
    this.stale = note(words.changed_since);
    this.stale.hidden = true;
    this.field.append(this.dots.element);
    const head = el("div", { class: "plan-row" }, this.run, this.stop, this.bar);
    this.element = el(
      "section",
      { class: "plan-part plan-results" },
      head,
      this.says,
      this.stale,
      el(
        "div",
        { class: "plan-told" },
        el("div", {}, this.dotsSay, this.field),
        this.doubts,
      ),
      this.share,
    );
  }

  /** Whether leaving the page would lose a run that is asked for, or what one has found. */
  get wouldBeLost(): boolean {
    return this.tables !== null && (this.asked !== null || this.soFar !== null);
  }

  standOn(side: Side): void {
    this.side = side;
    this.element.dataset.side = side;
  }

  update(): void {
    const tables = this.tables;
    this.element.hidden = tables === null;
    if (!tables) {
      this.asked?.cancel();
      return;
    }
    const { worlds, replications } = studyOf(tables);
    const raids = this.desk.numbers.plain(worlds * replications);
    const side = this.desk.plan.b ? `${this.desk.words.side_names[this.side]}: ` : "";
    this.run.textContent = `${side}${this.desk.words.run(raids)}`;
    this.stale.hidden = !this.answered || JSON.stringify(this.answered) === JSON.stringify(tables);
  }

  /** Ask, hear parts as they come, and resolve when it is over. */
  async start(): Promise<void> {
    const { tables } = this;
    if (!tables || this.asked) return;
    const { words, numbers, line } = this.desk;
    const begun = performance.now();
    const seconds = (): string => numbers.plain((performance.now() - begun) / SECOND_MS);
    this.soFar = null;
    this.isWhole = false;
    this.answered = tables;
    this.turn(true);
    this.clear();
    this.element.scrollIntoView({ block: "nearest" });
    let told: Told | null = null;
    const clock = setInterval(() => this.progress(told, seconds()), SECOND_MS);
    this.progress(null, seconds());
    try {
      const written = line.ask<ScenarioAnswer>("scenario", { tables });
      this.asked = written;
      const { toml } = await written.answer;
      this.toml = toml;
      const asked = line.ask<RunAnswer, RaidsPart>("run", { scenario_toml: toml }, {
        progress: (now) => this.progress((told = now), seconds()),
        part: (part) => {
          this.soFar = withPart(this.soFar, part);
          this.frame ||= requestAnimationFrame(() => this.show());
        },
      });
      this.asked = asked;
      const answer = await asked.answer;
      this.soFar = withAnswer(this.soFar, answer);
      this.isWhole = true;
      this.says.textContent = words.finished(numbers.plain(answer.raids), seconds());
    } catch (error) {
      this.says.textContent = this.why(error);
    } finally {
      clearInterval(clock);
      this.asked = null;
      this.show();
      this.turn(false);
      this.update();
    }
  }

  /** Have the report of the run written, show what it gives away, and save it where that is wanted. */
  private async save(): Promise<void> {
    const { words } = this.desk;
    const { answered } = this;
    this.turn(true);
    this.stop.focus();
    this.says.textContent = words.sharing;
    try {
      const { html, again } = await this.report();
      this.turn(false);
      const file = new Blob([html], { type: "text/html" });
      const { element, parts, text } = reportPreview(html, words.out.preview);
      const gives = givenAway(this.desk, answered ? [answered] : [], text);
      const shares = await askToShare(this.desk, {
        what: words.out.report,
        size_bytes: file.size,
        gives: again ? [...gives, words.played_again] : gives,
        says: parts,
        preview: element,
        preview_note: words.out.preview_report,
        share: words.out.save,
      }, this.share);
      if (shares) keepFile(file, "run.html");
      this.says.textContent = shares ? words.shared : words.out.not;
    } catch (error) {
      this.turn(false);
      this.share.focus();
      this.says.textContent = error instanceof Cancelled ? words.share_cancelled : this.why(error);
    }
  }

  /** Return the report of the run as the server writes it, and whether it had to play the same raids again. */
  private async report(): Promise<{ html: string; again: boolean }> {
    const { words, numbers, line } = this.desk;
    const begun = performance.now();
    let again = false;
    const asked = line.ask<{ html: string }>("run", { scenario_toml: this.toml, page: true }, {
      progress: (told) => {
        again ||= told.what === "worlds";
        this.progress(told, numbers.plain((performance.now() - begun) / SECOND_MS));
        if (again) this.says.textContent = `${words.playing_again} ${this.says.textContent}`;
      },
    });
    this.asked = asked;
    try {
      return { html: (await asked.answer).html, again };
    } finally {
      this.asked = null;
    }
  }

  private get tables(): Tables | null {
    return this.desk.plan[this.side];
  }

  private turn(running: boolean): void {
    this.run.disabled = running;
    this.stop.hidden = !running;
    this.bar.hidden = !running;
    this.share.hidden = running || !this.isWhole;
    this.element.classList.toggle("running", running);
  }

  private clear(): void {
    this.stale.hidden = true;
    this.dotsSay.textContent = this.desk.words.no_dots;
    this.dots.show(NOTHING_PLAYED, 1, this.desk.words.no_dots);
    this.field.hidden = true;
    this.doubts.replaceChildren();
  }

  private progress(told: Told | null, seconds: string): void {
    const { words, numbers } = this.desk;
    if (!told || told.state === "waiting" || !told.what) {
      this.bar.removeAttribute("value");
      this.says.textContent = words.waiting(seconds);
      return;
    }
    const [done, of] = [numbers.plain(told.done), numbers.plain(told.of)];
    if (told.of > 0) {
      this.bar.max = told.of;
      this.bar.value = told.done;
      this.says.textContent = told.what === "worlds" ? words.running(done, of) : words.running_other(words.step(told.what), done, of);
    } else {
      this.bar.removeAttribute("value");
      this.says.textContent = words.running_unknown(words.step(told.what), seconds);
    }
  }

  /** Draw the run as it stands: of parts that come faster than frames, the last. */
  private show(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { soFar } = this;
    if (!soFar) return;
    const { words, numbers } = this.desk;
    const raids = numbers.plain(soFar.played);
    const says = soFar.played > DOTS ? words.dots(raids) : words.dots_few(raids);
    this.dotsSay.textContent = says;
    this.field.hidden = false;
    this.dots.show(soFar.raidsByLeakers, soFar.launched, says);
    const { leakers, stopped_share, p_no_leaker } = soFar.estimates;
    const share = (value: number): string => numbers.percent(value);
    const count = (value: number): string => numbers.plain(value, 1);
    const after = words.so_far(numbers.plain(soFar.worlds), numbers.plain(soFar.worlds_asked));
    this.doubts.replaceChildren(
      note(after),
      doubtRows(words.leakers(numbers.plain(soFar.launched)), leakers, [0, soFar.launched], count, words),
      doubtRows(words.stopped, stopped_share, [0, 1], share, words),
      doubtRows(words.none, p_no_leaker, [0, 1], share, words),
      ...([leakers, stopped_share, p_no_leaker].every(isResolved) ? [] : [note(words.why_not_resolved)]),
    );
  }

  private why(error: unknown): string {
    const { words, numbers } = this.desk;
    if (error instanceof Cancelled) {
      return this.soFar ? words.cancelled(numbers.plain(this.soFar.played)) : words.cancelled_before;
    }
    if (error instanceof Refused) return words.refused(error.message, error.advice);
    if (error instanceof Gone) return words.gone;
    throw error;
  }
}
