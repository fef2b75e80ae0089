/** A plan in the fragment of an address: deflated JSON in letters that an address may hold. */

import { QUESTION_BYTES } from "./line";
import type { Plan } from "./plan";
import { isTable, type Tables } from "./tables";

const KEY = "#plan=";
/** A plan has two scenarios at most, each as long as a question may be; a hostile link may unpack to any length. */
const PLAN_BYTES = 2 * QUESTION_BYTES;

export async function fragmentOf(plan: Plan): Promise<string> {
  const plain = new Blob([JSON.stringify(plan)]).stream();
  const packed = new Uint8Array(await new Response(plain.pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return KEY + btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Return the plan in a fragment; null where there is none. Throws where it cannot be read. */
export async function planOfFragment(fragment: string): Promise<Plan | null> {
  if (!fragment.startsWith(KEY)) return null;
  const letters = atob(fragment.slice(KEY.length).replace(/-/g, "+").replace(/_/g, "/"));
  const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return checked(JSON.parse(await unpacked(packed)) as Partial<Plan>);
}

function checked(found: Partial<Plan>): Plan {
  const table = (value: unknown): value is Tables => isTable(value as Tables) && value !== null;
  if (!table(found.a) || !(found.b === null || table(found.b))) throw new Error("it holds no scenario");
  const shown = found.shown === "b" && found.b ? "b" : "a";
  return { a: found.a, b: found.b, shown, unit: Number.isInteger(found.unit) ? Number(found.unit) : 0 };
}

/** Return packed text, read no farther than a plan may be long. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > PLAN_BYTES) {
      void reader.cancel();
      throw new Error(`it holds more than ${PLAN_BYTES / 1000} kB`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
