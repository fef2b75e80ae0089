/** What the signs mean: each sign drawn as on the stage, with its words. */

import { el } from "../dom";
import { context } from "../map/relief";
import type { Words } from "../words/en";
import { css } from "../map/colours";
import type { Colour } from "../map/scene";
import { INTERCEPTOR, PAST, SECTOR_FILL, SECTOR_LINE, THREAT } from "./colours";
import * as marks from "./marks";
import type { ThreatState } from "./snapshot";

const SIZE_PX = 26;
const STATES: ThreatState[] = ["unseen", "heard", "tracked", "engaged", "killed", "leaked", "passed"];

function sectorSign(paint: CanvasRenderingContext2D): void {
  paint.beginPath();
  paint.moveTo(SIZE_PX / 2, SIZE_PX - 4);
  paint.arc(SIZE_PX / 2, SIZE_PX - 4, SIZE_PX - 8, -2.2, -0.94);
  paint.closePath();
  paint.fillStyle = css(SECTOR_FILL);
  paint.strokeStyle = css(SECTOR_LINE);
  paint.fill();
  paint.stroke();
}

function wayMark(paint: CanvasRenderingContext2D, colour: Colour): void {
  marks.line(paint, [3, SIZE_PX - 7], [SIZE_PX - 3, 7], css(colour), 2.0);
}

export function legend(words: Words["replay"]): HTMLElement {
  const raid = { decoy: false, traffic: false };
  const entries: [(paint: CanvasRenderingContext2D) => void, string][] = [
    ...STATES.map((state): [(paint: CanvasRenderingContext2D) => void, string] => [
      (paint) => marks.threatMark(paint, SIZE_PX / 2, SIZE_PX / 2, state, raid),
      words.threat_state(state),
    ]),
    [(paint) => marks.threatMark(paint, SIZE_PX / 2, SIZE_PX / 2, "tracked", { ...raid, decoy: true }), words.decoy],
    [(paint) => marks.threatMark(paint, SIZE_PX / 2, SIZE_PX / 2, "unseen", { ...raid, traffic: true }), words.traffic],
    [(paint) => marks.interceptorMark(paint, SIZE_PX / 2, SIZE_PX / 2), words.interceptor],
    [(paint) => marks.channelBar(paint, SIZE_PX / 2, 9, 2, 3), words.channels],
    [(paint) => wayMark(paint, THREAT), words.trail_threat],
    [(paint) => wayMark(paint, INTERCEPTOR), words.trail_interceptor],
    [(paint) => wayMark(paint, PAST), words.way],
    [sectorSign, words.sector],
  ];
  return el(
    "ul",
    { class: "legend" },
    ...entries.map(([draw, said]) => {
      const canvas = el("canvas", { width: 2 * SIZE_PX, height: 2 * SIZE_PX, "aria-hidden": "true" });
      const paint = context(canvas);
      paint.scale(2, 2);
      draw(paint);
      return el("li", {}, canvas, said);
    }),
  );
}
