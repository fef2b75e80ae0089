/** The data of the page as a file, unpacked when somebody asks for it. */

export function offerJson(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-live-json]")) {
    button.hidden = false;
    button.addEventListener("click", () => save(`${document.title}.json`));
  }
}

function save(name: string): void {
  if (!window.skykeepUnpack) return;
  const bytes = window.skykeepUnpack("brief-data");
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
