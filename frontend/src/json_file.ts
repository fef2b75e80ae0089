/** The data of the page as a file, unpacked when somebody asks for it. */

export function offerJson(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-live-json]")) {
    button.hidden = false;
    button.addEventListener("click", () => void save(`${document.title}.json`));
  }
}

/** Return the bytes that an element holds deflated, in base64. */
export async function unpacked(id: string): Promise<ArrayBuffer> {
  const text = document.getElementById(id)?.textContent?.trim();
  if (!text) throw new Error(`the page holds no ${id}`);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

async function save(name: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([await unpacked("brief-data")], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
