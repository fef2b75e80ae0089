/** Undoes src/skykeep/page/arrays.py: values from residuals against the median edge detector. */

/** Return a table of 16-bit values, row by row; the high bytes of all residuals come before the low bytes. */
export function fromResiduals(bytes: Uint8Array, rows: number, columns: number): Int16Array {
  const count = rows * columns;
  const values = new Int16Array(count);
  for (let at = 0; at < count; at++) {
    const folded = (bytes[at] << 8) | bytes[count + at];
    const residual = (folded >>> 1) ^ -(folded & 1);
    const column = at % columns;
    values[at] = residual + predicted(values, at, column, columns); // wraps modulo 2^16, as it was written
  }
  return values;
}

function predicted(values: Int16Array, at: number, column: number, columns: number): number {
  if (at < columns) return column > 0 ? values[at - 1] : 0;
  if (column === 0) return values[at - columns];
  const west = values[at - 1];
  const north = values[at - columns];
  const corner = values[at - columns - 1];
  const least = Math.min(west, north);
  const most = Math.max(west, north);
  return corner >= most ? least : corner <= least ? most : west + north - corner;
}
