/** Colours of the map: they differ in lightness, so that print in black and white and any colour vision tell
 * them apart. */

import type { Colour } from "./scene";

export const WATER: Colour = [226, 234, 239, 255];
export const SEEN: Colour = [47, 102, 144, 70];
export const SEEN_EDGE: Colour = [30, 80, 122, 255];
export const ENGAGEABLE: Colour = [150, 52, 18, 150];
export const ENGAGEABLE_EDGE: Colour = [120, 36, 8, 255];
export const EDGE_IN_DOUBT: Colour = [110, 30, 6, 200];
export const RING: Colour = [17, 17, 17, 255];
export const BORDER: Colour = [90, 88, 84, 255];
export const OWN_BORDER: Colour = [40, 38, 36, 255];
export const DISPUTED: Colour = [255, 255, 255, 255];
export const INK = "#1c1c1c";

export const css = (colour: Colour): string => `rgba(${colour[0]},${colour[1]},${colour[2]},${colour[3] / 255})`;
