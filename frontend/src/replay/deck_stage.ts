/** Shows a raid in three dimensions with deck.gl; it asks for nothing. */

import { Deck, MapView, type Layer } from "@deck.gl/core";
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { Camera, Size } from "./camera";
import { BORDER, PAST } from "./colours";
import { hasGraphicsCard } from "../map/deck_painter";
import { groundMesh, type GroundMesh } from "./ground_mesh";
import { ReliefLayer, TrailLayer, type ReliefLayerProps, type TrailLayerProps } from "./layers";
import type { Position } from "./raid";
import type { Land, Sector, Way } from "./scenery";
import type { Moment, Stage } from "./stage";
import type { Bounds, Colour } from "../map/scene";

/** Ways and sectors are drawn over hills that would hide them. */
const OVER_HILLS = { depthCompare: "always", depthWriteEnabled: false } as const;

/** What the mesh and the picture may cost: much less where the processor draws. */
const WITH_CARD = { sideMost: 360, pixelsMost: 2.0, smooth: true };
const WITHOUT_CARD = { sideMost: 110, pixelsMost: 1.0, smooth: false };

export class DeckStage implements Stage {
  readonly name = "deck";
  private readonly cost = hasGraphicsCard() ? WITH_CARD : WITHOUT_CARD;
  private readonly land: Land;
  private readonly holder: HTMLDivElement;
  private readonly deck: Deck<MapView>;
  private shown: (() => void)[] = [];
  private lift = 1;
  private mesh: { mesh: GroundMesh; bounds: Bounds; borders: Position[][] } | null = null;
  private lifted: { ways: Way[]; lift: number; paths: LiftedWay[] } | null = null;

  /** `failed` is called where the graphics card gives up, so that a plain canvas can take over. */
  constructor(parent: HTMLElement, land: Land, failed: (error: Error) => void) {
    this.land = land;
    this.holder = document.createElement("div");
    this.holder.className = "stage-ground";
    parent.prepend(this.holder);
    this.deck = new Deck({
      parent: this.holder,
      views: new MapView({ id: "stage", repeat: false, farZMultiplier: 3 }),
      controller: false,
      useDevicePixels: Math.min(window.devicePixelRatio || 1.0, this.cost.pixelsMost),
      deviceProps: { type: "webgl", webgl: { antialias: this.cost.smooth } },
      viewState: { longitude: 0, latitude: 0, zoom: 0 },
      layers: [],
      onError: failed,
      onAfterRender: () => {
        for (const done of this.shown.splice(0)) done();
      },
    });
  }

  get canvas(): HTMLCanvasElement | null {
    return this.holder.querySelector("canvas");
  }

  setLift(lift: number): void {
    this.lift = lift;
    this.mesh = null;
  }

  show(moment: Moment, camera: Camera, size: Size): Promise<void> {
    const { lon_deg, lat_deg, up_m, zoom, pitch_deg, bearing_deg } = camera.view;
    this.deck.setProps({
      width: size.width_px,
      height: size.height_px,
      viewState: {
        longitude: lon_deg,
        latitude: lat_deg,
        zoom,
        pitch: pitch_deg,
        bearing: bearing_deg,
        maxPitch: 85,
        position: [0, 0, up_m],
      },
      layers: this.layers(moment),
    });
    return new Promise((resolve) => {
      this.shown.push(resolve);
      this.deck.redraw("shown");
    });
  }

  remove(): void {
    this.deck.finalize();
    this.holder.remove();
  }

  private layers(moment: Moment): Layer[] {
    const ground = this.ground();
    const paths = this.pathsOf(moment.ways);
    const whole = { id: "ways", data: paths, getPath: pathOf, getColor: PAST, getWidth: 1.2 };
    const relief = {
      id: "relief",
      image: this.land.relief.image,
      bounds: ground.bounds,
      mesh: ground.mesh,
      pickable: false,
    };
    const trails = {
      id: "trails",
      data: paths,
      getPath: pathOf,
      getTimes: (way: LiftedWay) => way.times,
      getColor: (way: LiftedWay) => way.colour,
      getWidth: (way: LiftedWay) => way.width_px,
      widthUnits: "pixels",
      jointRounded: true,
      time_s: moment.time_s,
      fade_s: moment.fade_s,
      parameters: OVER_HILLS,
    };
    return [
      new ReliefLayer(relief as ReliefLayerProps),
      new PathLayer<Position[]>({
        id: "borders",
        data: ground.borders,
        getPath: (path) => path,
        getColor: BORDER,
        getWidth: 1.2,
        widthUnits: "pixels",
        parameters: OVER_HILLS,
      }),
      ...this.sectorLayers(moment.sectors),
      new PathLayer<LiftedWay>({
        ...whole,
        widthUnits: "pixels",
        visible: moment.wholeWays,
        parameters: OVER_HILLS,
      }),
      new TrailLayer<LiftedWay>(trails as unknown as TrailLayerProps<LiftedWay>),
    ];
  }

  private sectorLayers(sectors: Sector[]): Layer[] {
    const lifted = (sector: Sector): Position[] => sector.ring.map((place) => this.raised(place));
    return [
      new SolidPolygonLayer<Sector>({
        id: "sector-fills",
        data: sectors,
        getPolygon: lifted,
        getFillColor: (sector) => sector.fill,
        filled: true,
        extruded: false,
        _full3d: false,
        parameters: OVER_HILLS,
      }),
      new PathLayer<Sector>({
        id: "sector-lines",
        data: sectors,
        getPath: lifted,
        getColor: (sector) => sector.line,
        getWidth: 1.4,
        widthUnits: "pixels",
        parameters: OVER_HILLS,
      }),
    ];
  }

  /** The mesh of the ground, made anew only where the lift has changed. */
  private ground(): { mesh: GroundMesh; bounds: Bounds; borders: Position[][] } {
    this.mesh ??= {
      mesh: groundMesh(this.land.ground, this.lift, this.cost.sideMost),
      bounds: [...this.land.relief.bounds],
      borders: this.land.borders.map((line) => line.map((place) => this.raised(place))),
    };
    return this.mesh;
  }

  private pathsOf(ways: Way[]): LiftedWay[] {
    if (this.lifted?.ways !== ways || this.lifted.lift !== this.lift) {
      this.lifted = { ways, lift: this.lift, paths: ways.map((way) => liftedWay(way, this.lift)) };
    }
    return this.lifted.paths;
  }

  private raised([lon_deg, lat_deg, alt_msl_m]: Position): Position {
    return [lon_deg, lat_deg, alt_msl_m * this.lift];
  }
}

interface LiftedWay {
  path: Position[];
  times: Float64Array;
  colour: Colour;
  width_px: number;
}

const pathOf = (way: LiftedWay): Position[] => way.path;

function liftedWay(way: Way, lift: number): LiftedWay {
  const path = Array.from({ length: way.course.length }, (_, at): Position => {
    const [lon_deg, lat_deg, alt_msl_m] = way.course.point(at);
    return [lon_deg, lat_deg, alt_msl_m * lift];
  });
  return { path, times: way.course.time_s, colour: way.colour, width_px: way.width_px };
}
