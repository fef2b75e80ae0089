/** The runs of both sides: a result goes with its scenario where that changes sides, and is not lost without a word. */

import { el } from "../dom";
import type { Desk, Part } from "./desk";
import { hasChangedSides, type Plan } from "./plan";
import { RunPanel } from "./run_panel";

export class Runs implements Part {
  readonly element = el("div", { class: "plan-runs" });
  a: RunPanel;
  b: RunPanel;
  private readonly desk: Desk;
  private plan: Plan;

  constructor(desk: Desk) {
    this.desk = desk;
    this.plan = desk.plan;
    this.a = new RunPanel(desk, "a");
    this.b = new RunPanel(desk, "b");
    this.place();
    window.addEventListener("beforeunload", (event) => {
      if (this.a.wouldBeLost || this.b.wouldBeLost) event.preventDefault();
    });
  }

  update(): void {
    const { plan } = this.desk;
    if (hasChangedSides(this.plan, plan)) {
      [this.a, this.b] = [this.b, this.a];
      this.place();
    }
    this.plan = plan;
    this.a.update();
    this.b.update();
  }

  private place(): void {
    this.a.standOn("a");
    this.b.standOn("b");
    this.element.replaceChildren(this.a.element, this.b.element);
  }
}
