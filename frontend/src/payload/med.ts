/** Undoes src/skykeep/page/arrays.py: values from residuals against the median edge detector. */

/** Residuals lie together by how much their neighbours differ from each other, up to these and beyond. */
const QUIET = [1, 3, 8, 16, 32, 64, 128, 256, 512];

/** Return a table of 16-bit values, row by row. The residuals of each group follow those of the one before;
 * `groups` says how many each has. The high bytes of all come before the low bytes. */
export function fromResiduals(bytes: Uint8Array, rows: number, columns: number, groups: number[]): Int16Array {
  const count = rows * columns;
  const values = new Int16Array(count);
  const next = groups.map((_, group) => groups.slice(0, group).reduce((sum, size) => sum + size, 0));
  for (let at = 0; at < count; at++) {
    const column = at % columns;
    const first = at < columns;
    const west = column > 0 ? values[at - 1] : first ? 0 : values[at - columns];
    const north = first ? west : values[at - columns];
    const corner = first ? west : column > 0 ? values[at - columns - 1] : north;
    const east = first ? west : column + 1 < columns ? values[at - columns + 1] : north;
    const unrest = Math.abs(west - corner) + Math.abs(corner - north) + Math.abs(north - east);
    const from = next[groupOf(unrest)]++;
    const folded = (bytes[from] << 8) | bytes[count + from];
    const least = Math.min(west, north);
    const most = Math.max(west, north);
    const predicted = corner >= most ? least : corner <= least ? most : west + north - corner;
    values[at] = predicted + ((folded >>> 1) ^ -(folded & 1)); // wraps modulo 2^16, as it was written
  }
  return values;
}

function groupOf(unrest: number): number {
  let group = 0;
  while (group < QUIET.length && unrest >= QUIET[group]) group++;
  return group;
}
