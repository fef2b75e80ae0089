// Symbols as small drawings, from codes of MIL-STD-2525D / APP-6D.

import ms from "milsymbol";

/** Name on the page, and code: version 10, context 0, identity 3 (friend), set, status, entity, modifiers. */
const CODES = {
  battery: "10031000151301020000",
};
const SIZE = 30;
const DIGITS = 2;

export function symbols() {
  const found = {};
  for (const [name, sidc] of Object.entries(CODES)) {
    const symbol = new ms.Symbol(sidc, { size: SIZE, outlineColor: "rgb(255,255,255)", outlineWidth: 6 });
    if (!symbol.isValid()) throw new Error(`${name}: ${sidc} is no symbol`);
    const size = symbol.getSize();
    const anchor = symbol.getAnchor();
    found[name] = {
      sidc,
      svg: symbol.asSVG().replace(/-?\d+\.\d+/g, (text) => String(Number(Number(text).toFixed(DIGITS)))),
      width_px: Number(size.width.toFixed(DIGITS)),
      height_px: Number(size.height.toFixed(DIGITS)),
      anchor_px: [Number(anchor.x.toFixed(DIGITS)), Number(anchor.y.toFixed(DIGITS))],
    };
  }
  return `${JSON.stringify(found, null, 1)}\n`;
}
