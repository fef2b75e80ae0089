/** A report as it stands without its scripts, in a frame that can do nothing. */

import { el } from "../dom";

export interface ReportPreview {
  element: HTMLElement;
  /** What the report says of its own parts. */
  parts: string[];
  /** All that it says. */
  text: string;
}

const SCRIPTS = /<script\b.*?<\/script>/gs;
const STYLES = /<style\b[^>]*>(.*?)<\/style>/gs;

/** The page allows no style inside a document, not even in one that is only read: those of a report are taken out of
 * its text, and handed to the frame as a sheet and as properties.
 */
export function reportPreview(html: string, title: string): ReportPreview {
  const plain = html.replace(SCRIPTS, "");
  const css = [...plain.matchAll(STYLES)].map(([, text]) => text).join("\n");
  const undressed = plain.replace(STYLES, "").replace(/ style="/g, ' data-style="');
  const report = new DOMParser().parseFromString(undressed, "text/html");
  const parts = [...report.querySelectorAll("#what-is-in-this-file li")].map(({ textContent }) => textContent.trim());
  for (const each of report.querySelectorAll("meta[http-equiv], link")) each.remove();
  const still = new Blob(["<!doctype html>", report.documentElement.outerHTML], { type: "text/html" });
  const address = URL.createObjectURL(still);
  const frame = el("iframe", { class: "plan-preview", sandbox: "allow-same-origin", src: address, title });
  frame.addEventListener("load", () => {
    URL.revokeObjectURL(address);
    dress(frame, css);
  });
  return { element: frame, parts, text: report.body.textContent };
}

function dress(frame: HTMLIFrameElement, css: string): void {
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  view.document.adoptedStyleSheets = [sheet];
  for (const each of view.document.querySelectorAll<HTMLElement>("[data-style]")) {
    each.style.cssText = each.dataset.style ?? "";
  }
}
