/** How long a film is, written into it: the browser records without knowing, and leaves it out.
 *
 * A WebM is elements in elements (RFC 8794), each an id, a length and what it holds. The length of the film belongs into
 * the element Info of the element Segment, in milliseconds, for that is the scale of time in which a browser records. */

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const DURATION = 0x4489;
const CLUSTER = 0x1f43b675;
/** Id, length and eight bytes of a number with a point. */
const DURATION_BYTES = 11;

interface Element {
  id: number;
  /** Where its length stands, and what it holds. */
  length_at: number;
  from: number;
  until: number;
}

/** Return a recorded film with its length; as it is where it has one, or is no film that this reads. */
export function withDuration(film: Uint8Array<ArrayBuffer>, duration_ms: number): Uint8Array<ArrayBuffer> {
  const segment = find(film, SEGMENT, 0, film.length);
  const info = segment && find(film, INFO, segment.from, Math.min(segment.until, film.length));
  if (!info || find(film, DURATION, info.from, info.until)) return film;
  const duration = new DataView(new ArrayBuffer(DURATION_BYTES));
  duration.setUint16(0, DURATION);
  duration.setUint8(2, 0x88);
  duration.setFloat64(3, duration_ms);
  const parts = [
    film.subarray(0, info.length_at),
    eightByteLength(info.until - info.from + DURATION_BYTES),
    film.subarray(info.from, info.until),
    new Uint8Array(duration.buffer),
    film.subarray(info.until),
  ];
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/** Return the first element of an id between two places, undefined where pictures begin before it. */
function find(film: Uint8Array, id: number, from: number, until: number): Element | undefined {
  for (let at = from; at < until; ) {
    const found = elementAt(film, at);
    if (found.id === id) return found;
    if (found.id === CLUSTER || found.until <= at) return undefined;
    at = found.until;
  }
  return undefined;
}

function elementAt(film: Uint8Array, at: number): Element {
  const id_bytes = Math.clz32(film[at]) - 23;
  let id = 0;
  for (let byte = 0; byte < id_bytes; byte++) id = id * 256 + film[at + byte];
  const length_at = at + id_bytes;
  const bytes = Math.clz32(film[length_at]) - 23;
  let length = film[length_at] & (0xff >> bytes);
  let isUnknown = length === 0xff >> bytes;
  for (let byte = 1; byte < bytes; byte++) {
    length = length * 256 + film[length_at + byte];
    isUnknown &&= film[length_at + byte] === 0xff;
  }
  const from = length_at + bytes;
  return { id, length_at, from, until: isUnknown ? film.length : from + length };
}

function eightByteLength(length: number): Uint8Array {
  const made = new DataView(new ArrayBuffer(8));
  made.setUint32(0, 0x01000000);
  made.setUint32(4, length);
  return new Uint8Array(made.buffer);
}
