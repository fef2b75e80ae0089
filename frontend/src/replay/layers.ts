/** Layers of our own: a picture laid over a mesh, and lines that are drawn up to the clock. */

import { BitmapLayer, PathLayer, type BitmapLayerProps, type PathLayerProps } from "@deck.gl/layers";
import type { GroundMesh } from "./ground_mesh";

interface ReliefProps {
  mesh: GroundMesh;
}

/** A picture over hills. `bounds` must be another object whenever `mesh` is. */
export class ReliefLayer extends BitmapLayer<ReliefProps> {
  static override layerName = "ReliefLayer";

  protected override _createMesh(): GroundMesh {
    return (this.props as unknown as ReliefProps).mesh;
  }
}

export type ReliefLayerProps = BitmapLayerProps & ReliefProps;

interface TrailProps<Item> {
  /** Times of the points of a path, by the point, s. */
  getTimes: (item: Item) => ArrayLike<number>;
  time_s: number;
  /** A line fades out over so long; 0 shows the whole of it, past and to come. */
  fade_s: number;
}

const UNIFORMS = `\
layout(std140) uniform trailUniforms {
  float time_s;
  float fade_s;
} trail;
`;

const trailModule = {
  name: "trail",
  vs: UNIFORMS,
  fs: UNIFORMS,
  uniformTypes: { time_s: "f32", fade_s: "f32" },
} as const;

/** Paths that are drawn up to a time and fade behind it, as deck.gl's TripsLayer does it. */
export class TrailLayer<Item> extends PathLayer<Item, TrailProps<Item>> {
  static override layerName = "TrailLayer";
  static override defaultProps = {
    getTimes: { type: "accessor", value: () => [] },
    time_s: 0,
    fade_s: 0,
  } as never;

  override getShaders(): unknown {
    const shaders = super.getShaders() as { inject?: object; modules: object[] };
    shaders.inject = {
      "vs:#decl": "in float instanceTimes;\nin float instanceNextTimes;\nout float vTime;\n",
      "vs:#main-end":
        "vTime = instanceTimes + (instanceNextTimes - instanceTimes) * vPathPosition.y / vPathLength;\n",
      "fs:#decl": "in float vTime;\n",
      "fs:DECKGL_FILTER_COLOR":
        "if (trail.fade_s > 0.0) {\n" +
        "  float age = trail.time_s - vTime;\n" +
        "  if (age < 0.0 || age > trail.fade_s) discard;\n" +
        "  color.a *= 1.0 - 0.85 * age / trail.fade_s;\n" +
        "}\n",
    };
    shaders.modules = [...shaders.modules, trailModule];
    return shaders;
  }

  override initializeState(): void {
    super.initializeState();
    this.getAttributeManager()!.addInstanced({
      times: {
        size: 1,
        accessor: "getTimes",
        shaderAttributes: { instanceTimes: { vertexOffset: 0 }, instanceNextTimes: { vertexOffset: 1 } },
      },
    });
  }

  override draw(options: unknown): void {
    const { time_s, fade_s } = this.props as unknown as TrailProps<Item>;
    this.state.model!.shaderInputs.setProps({ trail: { time_s, fade_s } });
    super.draw(options as never);
  }
}

export type TrailLayerProps<Item> = PathLayerProps<Item> & TrailProps<Item>;
