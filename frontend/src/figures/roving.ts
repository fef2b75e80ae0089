/** Several that can be pressed behind one stop of the Tab key: arrows go from one to the next. */

const STEPS: Record<string, number | undefined> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where a key leads from a place, undefined where it leads nowhere. */
export type Step = (at: number, key: string) => number | undefined;

/** One behind the other, in a circle. */
export function inCircle(count: number): Step {
  return (at, key) => {
    const step = STEPS[key];
    return step === undefined ? undefined : (at + step + count) % count;
  };
}

/** In rows of so many, as far as there are any. */
export function inRows(count: number, wide: number): Step {
  return (at, key) => {
    const step = STEPS[key];
    if (step === undefined) return undefined;
    const next = at + (key === "ArrowDown" || key === "ArrowUp" ? step * wide : step);
    return next >= 0 && next < count ? next : at;
  };
}

export class Roving {
  constructor(
    private readonly elements: (HTMLElement | SVGElement)[],
    step: Step,
    deeds: { moved?: (at: number) => void; pressed: (at: number) => void },
  ) {
    elements.forEach((element, at) => {
      element.addEventListener("click", () => {
        this.focus(at);
        deeds.pressed(at);
      });
      (element as HTMLElement).addEventListener("keydown", (event) => {
        const next = step(at, event.key);
        if (event.key === "Enter" || event.key === " ") deeds.pressed(at);
        else if (next !== undefined) {
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
