/** Undoes src/skykeep/page/arrays.py: a row of 32-bit values from the steps between them. */

/** Return the values; the highest bytes of all steps come first, then the next lower ones. */
export function fromSteps(bytes: Uint8Array): Int32Array {
  const count = bytes.length / 4;
  const values = new Int32Array(count);
  let value = 0;
  for (let at = 0; at < count; at++) {
    const folded =
      (bytes[at] << 24) | (bytes[count + at] << 16) | (bytes[2 * count + at] << 8) | bytes[3 * count + at];
    value = (value + ((folded >>> 1) ^ -(folded & 1))) | 0;
    values[at] = value;
  }
  return values;
}
