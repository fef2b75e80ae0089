// Symbols as small drawings, from codes of MIL-STD-2525D / APP-6D.

import ms from "milsymbol";

/** Name on the page, and code: version 10, context 0, identity 3 (friend), set, status, entity, modifiers. */
const CODES = {
  battery: "10031000151301020000",
};
/** Those of a map to plan on: identity 4 is neutral, 6 hostile; set 01 flies, 15 is equipment on land. */
const PLAN_CODES = {
  post: "10031002001301020000",
  eye: "10031500002203000000",
  jammer: "10060100001101080000",
  friendly: "10030100001101000000",
  neutral: "10040100001201000000",
};
const SIZE = 30;
const DIGITS = 2;

export const symbols = () => drawn(CODES);
export const planSymbols = () => drawn(PLAN_CODES);

function drawn(codes) {
  const found = {};
  for (const [name, sidc] of Object.entries(codes)) {
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
