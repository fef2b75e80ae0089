/** Paints a scene with deck.gl; the view needs no tiles and asks for nothing. */

import { Deck, MapView, type Layer } from "@deck.gl/core";
import { log } from "@luma.gl/core";
import { BitmapLayer, PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { LonLat } from "../earth/geodesic";
import type { View } from "./mercator";
import type { Painter } from "./painter";
import type { Drawn, Scene } from "./scene";

log.enable(false); // notes on shaders are no news to readers; what fails comes to onError

/** Drivers that draw with the processor: there a plain canvas is many times faster. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Return whether there is WebGL with a graphics card behind it. */
export function hasGraphicsCard(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return false;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const driver = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !SOFTWARE.test(driver);
}

export class DeckPainter implements Painter {
  readonly name = "deck";
  private readonly holder: HTMLDivElement;
  private readonly deck: Deck<MapView>;
  private shown: (() => void)[] = [];

  /** `failed` is called where the graphics card gives up, so that another painter can take over. */
  constructor(parent: HTMLElement, failed: (error: Error) => void) {
    this.holder = document.createElement("div");
    this.holder.className = "map-ground";
    parent.prepend(this.holder);
    this.deck = new Deck({
      parent: this.holder,
      views: new MapView({ id: "map", repeat: false }),
      controller: false,
      useDevicePixels: Math.min(window.devicePixelRatio || 1.0, 2.0),
      viewState: { longitude: 0, latitude: 0, zoom: 0 },
      layers: [],
      onError: failed,
      onLoad: () => this.holder.querySelectorAll("[tabindex]").forEach((each) => each.removeAttribute("tabindex")),
      onAfterRender: () => {
        for (const done of this.shown.splice(0)) done();
      },
    });
  }

  paint(scene: Scene, view: View): Promise<void> {
    this.deck.setProps({
      width: view.width_px,
      height: view.height_px,
      viewState: { longitude: view.lon_deg, latitude: view.lat_deg, zoom: view.zoom, pitch: 0, bearing: 0 },
      layers: scene.drawn.map(layerOf),
    });
    return new Promise((resolve) => {
      this.shown.push(resolve);
      this.deck.redraw("painted");
    });
  }

  remove(): void {
    this.deck.finalize();
    this.holder.remove();
  }
}

function layerOf(drawn: Drawn): Layer {
  switch (drawn.kind) {
    case "picture":
      return new BitmapLayer({
        id: drawn.id,
        image: drawn.image,
        bounds: drawn.bounds,
        pickable: false,
      });
    case "area":
      return new SolidPolygonLayer<LonLat[][]>({
        id: drawn.id,
        data: drawn.polygons,
        getPolygon: (polygon) => polygon,
        getFillColor: drawn.fill,
        filled: true,
        extruded: false,
        _full3d: false,
      });
    case "line":
      return new PathLayer<LonLat[]>({
        id: drawn.id,
        data: drawn.paths,
        getPath: (path) => path,
        getColor: drawn.colour,
        getWidth: drawn.width_px,
        widthUnits: "pixels",
        jointRounded: true,
      });
  }
}
