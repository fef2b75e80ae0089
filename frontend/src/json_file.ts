/** The data of the page as a file, unpacked when somebody asks for it. */

import { fileName, keepFile } from "./file";

export function offerJson(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-live-json]")) {
    button.hidden = false;
    button.addEventListener("click", save);
  }
}

function save(): void {
  if (!window.skykeepUnpack) return;
  const bytes = window.skykeepUnpack("brief-data");
  keepFile(new Blob([bytes], { type: "application/json" }), fileName(document.title, "json"));
}
