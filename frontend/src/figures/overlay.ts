/** An empty picture over a drawn one, for what can be pressed: the drawn one stays as it is, in words, in print
 * and in files. */

import { el, svg } from "../dom";

/** Return what lies over a drawn picture, made where it is not there yet. */
export function overlayOf(drawn: SVGSVGElement): SVGElement {
  const there = drawn.parentElement?.querySelector<SVGElement>(":scope > .overlay");
  if (there) return there;
  const over = svg("svg", { class: "overlay", viewBox: drawn.getAttribute("viewBox") ?? "" });
  const holder = el("div", { class: "overlaid" });
  drawn.replaceWith(holder);
  holder.append(drawn, over);
  return over;
}
