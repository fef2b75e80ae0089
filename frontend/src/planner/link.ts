/** A plan in the fragment of an address: deflated JSON in letters that an address may hold. */

import type { Plan } from "./plan";
import { isTable, type Tables } from "./tables";

const KEY = "#plan=";

export async function fragmentOf(plan: Plan): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(plan)), new CompressionStream("deflate-raw"));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return KEY + btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Return the plan in a fragment; null where there is none. Throws where it cannot be read. */
export async function planOfFragment(fragment: string): Promise<Plan | null> {
  if (!fragment.startsWith(KEY)) return null;
  const letters = atob(fragment.slice(KEY.length).replace(/-/g, "+").replace(/_/g, "/"));
  const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const text = new TextDecoder().decode(await through(packed, new DecompressionStream("deflate-raw")));
  return checked(JSON.parse(text) as Partial<Plan>);
}

function checked(found: Partial<Plan>): Plan {
  const table = (value: unknown): value is Tables => isTable(value as Tables) && value !== null;
  if (!table(found.a) || !(found.b === null || table(found.b))) throw new Error("it holds no scenario");
  const shown = found.shown === "b" && found.b ? "b" : "a";
  return { a: found.a, b: found.b, shown, unit: Number.isInteger(found.unit) ? Number(found.unit) : 0 };
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
