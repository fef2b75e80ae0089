/** Colours of the map: they differ in lightness, so that print in black and white and any colour vision tell
 * them apart. */

import type { Colour } from "./scene";

export const WATER: Colour = [214, 226, 233, 255];
export const IN_SIGHT: Colour = [240, 190, 60, 120];
export const SEEN: Colour = [70, 130, 180, 82];
export const SEEN_EDGE: Colour = [28, 82, 130, 255];
export const ENGAGEABLE: Colour = [140, 40, 10, 150];
export const ENGAGEABLE_EDGE: Colour = [104, 26, 4, 255];
export const EDGE_IN_DOUBT: Colour = [104, 26, 4, 190];
export const ONLY_FIRST: Colour = [20, 84, 140, 165];
export const ONLY_OTHER: Colour = [244, 176, 40, 165];
export const BOTH: Colour = [90, 90, 90, 110];
export const COMPARED_EDGE: Colour = [40, 40, 40, 255];
export const RING: Colour = [17, 17, 17, 255];
export const OTHER_RING: Colour = [110, 110, 110, 255];
export const BORDER: Colour = [120, 116, 110, 255];
export const OWN_BORDER: Colour = [48, 46, 44, 255];
export const DISPUTED: Colour = [255, 255, 255, 255];
export const PROBE: Colour = [17, 17, 17, 255];
export const INK = "#1c1c1c";
export const QUIET_INK = "#5a564f";

export const css = (colour: Colour): string => `rgba(${colour[0]},${colour[1]},${colour[2]},${colour[3] / 255})`;
