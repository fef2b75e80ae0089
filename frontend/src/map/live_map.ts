/** The map on the screen: a scene, a view that hands and keys move, and who paints it. */

import type { LonLat } from "../earth/geodesic";
import { CanvasPainter } from "./canvas_painter";
import { DeckPainter, hasWebGL } from "./deck_painter";
import { fromScreen, toScreen, viewAround, type View } from "./mercator";
import { Overlay, type Symbols } from "./overlay";
import type { Painter } from "./painter";
import type { Scene } from "./scene";

const ZOOM_LEAST = 3.0;
const ZOOM_MOST = 10.0;
const KEY_PAN_PX = 60;
const KEY_ZOOM = 0.5;
const WHEEL_ZOOM = 0.002;

export class LiveMap {
  private readonly holder: HTMLElement;
  private readonly overlay: Overlay;
  private painter: Painter;
  private scene: Scene = { drawn: [], labels: [], marks: [] };
  private current: View;
  private frame = 0;
  private painted: Promise<void> = Promise.resolve();

  /** `withoutWebGL` is called once where a plain canvas has to do. */
  constructor(holder: HTMLElement, symbols: Symbols, withoutWebGL: () => void) {
    this.holder = holder;
    this.current = { lon_deg: 0, lat_deg: 0, zoom: 5, ...this.size() };
    this.overlay = new Overlay(holder, symbols);
    const plain = (): Painter => {
      withoutWebGL();
      return new CanvasPainter(holder);
    };
    this.painter = hasWebGL()
      ? new DeckPainter(holder, () => {
          this.painter.remove();
          this.painter = plain();
          this.later();
        })
      : plain();
    this.listen();
    new ResizeObserver(() => this.moveTo({ ...this.current, ...this.size() })).observe(holder);
  }

  get view(): View {
    return this.current;
  }

  get paintedBy(): string {
    return this.painter.name;
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.later();
  }

  lookAt(place: LonLat, radius_m: number): void {
    const { width_px, height_px } = this.size();
    this.moveTo(viewAround(place, radius_m, width_px, height_px));
  }

  /** Resolve when what was shown last stands on the screen. */
  async drawn(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.painted;
  }

  zoomBy(steps: number, x_px = this.current.width_px / 2.0, y_px = this.current.height_px / 2.0): void {
    const held = fromScreen(this.current, x_px, y_px);
    const zoom = Math.min(Math.max(this.current.zoom + steps, ZOOM_LEAST), ZOOM_MOST);
    const next = { ...this.current, zoom };
    const [x, y] = toScreen(next, held);
    this.moveTo(moved(next, x - x_px, y - y_px));
  }

  private moveTo(view: View): void {
    this.current = view;
    this.later();
  }

  private size(): { width_px: number; height_px: number } {
    return { width_px: this.holder.clientWidth, height_px: this.holder.clientHeight };
  }

  private later(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.painted = this.painter.paint(this.scene, this.current);
      this.overlay.paint(this.scene, this.current);
    });
  }

  private listen(): void {
    const held = new Map<number, PointerEvent>();
    this.holder.addEventListener("pointerdown", (event) => {
      held.set(event.pointerId, event);
      this.holder.setPointerCapture(event.pointerId);
    });
    this.holder.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      const others = [...held.values()].filter((each) => each.pointerId !== event.pointerId);
      held.set(event.pointerId, event);
      if (others.length === 0) {
        this.moveTo(moved(this.current, before.clientX - event.clientX, before.clientY - event.clientY));
      } else {
        const apart = (one: PointerEvent): number =>
          Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
        this.zoomBy(Math.log2(apart(event) / Math.max(apart(before), 1)));
      }
    });
    for (const name of ["pointerup", "pointercancel"] as const) {
      this.holder.addEventListener(name, (event) => held.delete(event.pointerId));
    }
    this.holder.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return; // the page scrolls on
        event.preventDefault();
        const box = this.holder.getBoundingClientRect();
        this.zoomBy(-event.deltaY * WHEEL_ZOOM, event.clientX - box.left, event.clientY - box.top);
      },
      { passive: false },
    );
    this.holder.addEventListener("keydown", (event) => {
      const step = KEYS[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (step.zoom) this.zoomBy(step.zoom);
      else this.moveTo(moved(this.current, step.x, step.y));
    });
  }
}

interface KeyStep {
  x: number;
  y: number;
  zoom: number;
}

const KEYS: Record<string, KeyStep | undefined> = {
  ArrowLeft: { x: -KEY_PAN_PX, y: 0, zoom: 0 },
  ArrowRight: { x: KEY_PAN_PX, y: 0, zoom: 0 },
  ArrowUp: { x: 0, y: -KEY_PAN_PX, zoom: 0 },
  ArrowDown: { x: 0, y: KEY_PAN_PX, zoom: 0 },
  "+": { x: 0, y: 0, zoom: KEY_ZOOM },
  "=": { x: 0, y: 0, zoom: KEY_ZOOM },
  "-": { x: 0, y: 0, zoom: -KEY_ZOOM },
};

function moved(view: View, x_px: number, y_px: number): View {
  const [lon_deg, lat_deg] = fromScreen(view, view.width_px / 2.0 + x_px, view.height_px / 2.0 + y_px);
  return { ...view, lon_deg, lat_deg };
}
