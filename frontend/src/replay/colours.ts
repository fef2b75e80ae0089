/** Colours of a replay: states differ in shape and lightness too, for any colour vision and for grey. */

import type { Colour } from "../map/scene";

export const THREAT: Colour = [122, 31, 5, 255];
export const INTERCEPTOR: Colour = [30, 84, 140, 255];
export const SECTOR_FILL: Colour = [47, 102, 144, 34];
export const SECTOR_LINE: Colour = [47, 102, 144, 150];
export const BORDER: Colour = [120, 116, 110, 255];
export const PAST: Colour = [90, 86, 80, 70];
export const SKY = "#dfe7ec";
