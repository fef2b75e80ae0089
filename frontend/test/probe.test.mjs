// What hides a point: of that point, not of the edge of sight on its bearing.

import assert from "node:assert/strict";
import { build } from "esbuild";
import test from "node:test";

const made = await build({
  stdin: { contents: 'export * from "./src/coverage/probe.ts";', resolveDir: new URL("..", import.meta.url).pathname },
  bundle: true,
  format: "esm",
  write: false,
});
const { probe } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);

const STEP_DEG = 1 / 30;
const [ROWS, COLUMNS] = [151, 61];
const [NORTH_DEG, WEST_DEG] = [37, 43];
const BATTERY = [44, 33];
const ANTENNA_AGL_M = 20;

/** Even ground of 34 m with ridges 40 and 60 km north of the battery, where they are higher. */
function groundWith(near_msl_m, far_msl_m) {
  const alt_msl_m = new Int16Array(ROWS * COLUMNS).fill(34);
  const raise = (lat_deg, to_msl_m) => {
    const row = Math.round((NORTH_DEG - lat_deg) / STEP_DEG);
    alt_msl_m.fill(to_msl_m, row * COLUMNS, (row + 1) * COLUMNS);
  };
  raise(33.36, near_msl_m);
  raise(33.54, far_msl_m);
  return {
    alt_msl_m,
    rows: ROWS,
    columns: COLUMNS,
    north_deg: NORTH_DEG,
    west_deg: WEST_DEG,
    south_deg: NORTH_DEG - (ROWS - 1) * STEP_DEG,
    east_deg: WEST_DEG + (COLUMNS - 1) * STEP_DEG,
    lat_step_deg: STEP_DEG,
    lon_step_deg: STEP_DEG,
    step_m: 3700,
  };
}

const hider = (ridge_msl_m, lat_deg, height_agl_m, far_msl_m = 34) =>
  probe(groundWith(ridge_msl_m, far_msl_m), BATTERY, ANTENNA_AGL_M, 4 / 3, [44, lat_deg], height_agl_m).hiding?.by;

test("a ridge hides what lies in its shadow, although sight ends at the horizon of a smooth earth farther out", () => {
  assert.equal(hider(300, 33.46, 100, 600), "hill");
  assert.equal(hider(300, 33.54, 100, 600), undefined);
  assert.equal(hider(300, 33.46, 1000, 600), undefined);
});

test("the round earth hides what lies beyond the horizon of even ground", () => {
  assert.equal(hider(34, 35.5, 30), "earth");
});

test("hills and the round earth hide what each of them would hide alone", () => {
  assert.equal(hider(300, 35.5, 30), "both");
});

test("ground that stands above the smooth earth but below the straight line hides nothing that the earth does not", () => {
  assert.equal(hider(36, 35.5, 30), "earth");
});
