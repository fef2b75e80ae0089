/** Several that can be pressed behind one stop of the Tab key: arrows go from one to the next. */

const STEPS: Record<string, number | undefined> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Roving {
  constructor(
    private readonly elements: SVGElement[],
    deeds: { moved?: (at: number) => void; pressed: (at: number) => void },
  ) {
    elements.forEach((element, at) => {
      element.addEventListener("click", () => {
        this.focus(at);
        deeds.pressed(at);
      });
      element.addEventListener("keydown", (event) => {
        const step = STEPS[event.key];
        if (event.key === "Enter" || event.key === " ") deeds.pressed(at);
        else if (step !== undefined) {
          const next = (at + step + elements.length) % elements.length;
          this.focus(next);
          deeds.moved?.(next);
        } else return;
        event.preventDefault();
      });
    });
    this.stopAt(0);
  }

  /** Let Tab come to one of them. */
  stopAt(at: number): void {
    this.elements.forEach((each, place) => each.setAttribute("tabindex", place === at ? "0" : "-1"));
  }

  private focus(at: number): void {
    this.stopAt(at);
    this.elements[at].focus();
  }
}
