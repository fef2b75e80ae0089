// What a replay opens on.

import assert from "node:assert/strict";
import { build } from "esbuild";
import test from "node:test";

const made = await build({
  stdin: { contents: 'export * from "./src/replay/views.ts";', resolveDir: new URL("..", import.meta.url).pathname },
  bundle: true,
  format: "esm",
  write: false,
});
const { theFight, wholeRaid } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);

/** A threat that ends at the near place, a unit there that engages it, and a unit and a place far away. */
const ACTORS = [
  ["threat", [[40, 33, 100], [43, 33, 100], [44, 33, 100]]],
  ["fire_unit", [[44, 33, 0]], [{ state: "engages" }]],
  ["fire_unit", [[48, 30, 0]], [{ state: "radiates" }]],
  ["asset", [[44.1, 33, 0]]],
  ["asset", [[48, 30, 0]]],
];
const raid = {
  rowsOf: (...kinds) => ACTORS.flatMap(([kind], row) => (kinds.includes(kind) ? [row] : [])),
  course: (row) => ({ length: ACTORS[row][1].length, point: (at) => ACTORS[row][1][at] }),
  position: (row) => ACTORS[row][1][0],
  spellsOf: (row) => ACTORS[row][2] ?? [],
};

test("the fight holds courses, units that engage and what is aimed at, and no more", () => {
  const lons = (places) => [...new Set(places.map(([lon]) => lon))].sort((one, other) => one - other);
  assert.deepEqual(lons(theFight(raid)), [40, 43, 44, 44.1]);
  assert.deepEqual(lons(wholeRaid(raid)), [40, 43, 44, 44.1, 48]);
});
