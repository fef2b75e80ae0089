/** The map on the screen: a scene, a view that hands and keys move, and who paints it. */

import type { LonLat } from "../earth/geodesic";
import { CanvasPainter } from "./canvas_painter";
import { countryNames, type Land } from "./country_names";
import { DeckPainter, hasGraphicsCard } from "./deck_painter";
import { fromScreen, toScreen, viewAround, type View } from "./mercator";
import { Overlay, type Symbols } from "./overlay";
import type { Painter } from "./painter";
import type { Label, Scene } from "./scene";
import { sceneSvg } from "./scene_svg";

const ZOOM_LEAST = 3.0;
const ZOOM_MOST = 11.0;

export class LiveMap {
  readonly holder: HTMLElement;
  private readonly overlay: Overlay;
  private painter: Painter;
  private readonly resizes: ResizeObserver;
  private scene: Scene = { drawn: [], labels: [], marks: [] };
  private current: View;
  private lands: Land[] = [];
  private frame = 0;
  /** What shall be shown once the map has a size: a frame that is not laid out yet has none. */
  private waited: { place: LonLat; radius_m: number } | null = null;
  private painted: Promise<void> = Promise.resolve();
  private waiting: (() => void)[] = [];

  /** `distance` writes lengths; `onPlainCanvas` is called once where a plain canvas has to do;
   * `painter` names one where it is not chosen by what the browser has. */
  constructor(
    holder: HTMLElement,
    symbols: Symbols,
    distance: (metres: number) => string,
    onPlainCanvas: () => void,
    painter: Painter["name"] | undefined,
  ) {
    this.holder = holder;
    this.current = { lon_deg: 0, lat_deg: 0, zoom: 5, ...this.size() };
    this.overlay = new Overlay(holder, symbols, distance);
    const plain = (): Painter => {
      onPlainCanvas();
      return new CanvasPainter(holder);
    };
    const chosen = painter ?? (hasGraphicsCard() ? "deck" : "canvas");
    this.painter = chosen === "deck"
      ? new DeckPainter(holder, () => {
          this.painter.remove();
          this.painter = plain();
          this.later();
        })
      : plain();
    this.resizes = new ResizeObserver(() => this.resize());
    this.resizes.observe(holder);
  }

  /** Let go of the graphics card and of the holder. */
  close(): void {
    this.resizes.disconnect();
    cancelAnimationFrame(this.frame);
    this.painter.remove();
  }

  get view(): View {
    return this.current;
  }

  get paintedBy(): Painter["name"] {
    return this.painter.name;
  }

  /** Names of the layers that are shown, lowest first. */
  get layers(): string[] {
    return this.scene.drawn.map(({ id }) => id);
  }

  get labels(): readonly Label[] {
    return this.scene.labels;
  }

  /** Where the battery's symbol stands. */
  get battery(): LonLat | null {
    return this.scene.marks[0]?.place ?? null;
  }

  /** Name these countries wherever the view shows enough of them. */
  nameCountries(lands: Land[]): void {
    this.lands = lands;
    this.later();
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.later();
  }

  /** Draw cross hairs in the middle, or none. */
  aim(shown: boolean): void {
    this.overlay.crossHairs = shown;
    this.later();
  }

  lookAt(place: LonLat, radius_m: number): void {
    this.waited = this.holder.clientWidth ? null : { place, radius_m };
    const { width_px, height_px } = this.size();
    this.moveTo(viewAround(place, radius_m, width_px, height_px));
  }

  moveTo(view: View): void {
    const zoom = Math.min(Math.max(view.zoom, ZOOM_LEAST), ZOOM_MOST);
    this.current = { ...view, zoom };
    this.later();
  }

  /** Move the middle of the view by pixels of the screen, to the right and down. */
  panBy(x_px: number, y_px: number): void {
    const { width_px, height_px } = this.current;
    const [lon_deg, lat_deg] = fromScreen(this.current, width_px / 2.0 + x_px, height_px / 2.0 + y_px);
    this.moveTo({ ...this.current, lon_deg, lat_deg });
  }

  zoomBy(steps: number, x_px = this.current.width_px / 2.0, y_px = this.current.height_px / 2.0): void {
    const held = fromScreen(this.current, x_px, y_px);
    this.moveTo({ ...this.current, zoom: this.current.zoom + steps });
    const [x, y] = toScreen(this.current, held);
    this.panBy(x - x_px, y - y_px);
  }

  /** Return what is on the screen as a picture to be saved. */
  picture(): SVGSVGElement {
    return sceneSvg(this.scene, this.current, this.overlay.canvas);
  }

  /** Resolve when what was shown last stands on the screen. */
  async drawn(): Promise<void> {
    if (this.frame) await new Promise<void>((resolve) => this.waiting.push(resolve));
    await this.painted;
  }

  private size(): { width_px: number; height_px: number } {
    return { width_px: Math.max(this.holder.clientWidth, 1), height_px: Math.max(this.holder.clientHeight, 1) };
  }

  /** Keep what is in the middle; what was looked at before there was any room is looked at now. */
  private resize(): void {
    const { waited } = this;
    if (waited && this.holder.clientWidth) this.lookAt(waited.place, waited.radius_m);
    else this.moveTo({ ...this.current, ...this.size() });
  }

  private later(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.painted = this.painter.paint(this.scene, this.current);
      this.overlay.paint(this.scene, this.current, countryNames(this.lands, this.current));
      for (const done of this.waiting.splice(0)) done();
    });
  }
}
