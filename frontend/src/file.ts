/** A file that the reader keeps; nothing leaves the page. */

/** The browser may take so long to ask where a file is to go, and needs its address until then. */
const KEPT_MS = 60_000;

export function keepFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** Return a name that every file system takes. */
export function fileName(title: string, ending: string): string {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${plain.replace(/^-+|-+$/g, "").slice(0, 80) || "figure"}.${ending}`;
}
