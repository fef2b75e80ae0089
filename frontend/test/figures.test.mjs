// The numbers of figures as CSV, and the heights of the slider.

import assert from "node:assert/strict";
import { build } from "esbuild";
import test from "node:test";

const made = await build({
  stdin: {
    contents: 'export * from "./src/figures/numbers_file.ts"; export * from "./src/app/heights.ts";',
    resolveDir: new URL("..", import.meta.url).pathname,
  },
  bundle: true,
  format: "esm",
  write: false,
});
const { csvOf, heightSteps, stepped } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);

test("no cell is a formula to a spreadsheet, and numbers below zero stay numbers", () => {
  const cells = ["=1+1", "+1", "@a", "-a1", "-1+HYPERLINK(0)", "-1 to 2", "-", "-12.5", "-3", "1-2", -4, null];
  const [, , row] = csvOf({ title: "t", columns: ["c"], rows: [cells] }, "s").split("\r\n");
  assert.equal(row, "'=1+1,'+1,'@a,'-a1,'-1+HYPERLINK(0),'-1 to 2,'-,-12.5,-3,1-2,-4,");
});

test("what a reader of CSV would split is quoted", () => {
  assert.match(csvOf({ title: "t", columns: ["a"], rows: [['-1,"x"']] }, "s"), /\r\n"'-1,""x"""\r\n$/);
});

test("an arrow key goes from a height between two steps to the next on its side", () => {
  const steps = heightSteps(30, 20000);
  assert.deepEqual([1, -1, 5, -5].map((by) => stepped(305, by, steps)), [310, 300, 350, 260]);
  assert.deepEqual([1, -1].map((by) => stepped(309, by, steps)), [310, 300]);
  assert.deepEqual([1, -1].map((by) => stepped(300, by, steps)), [310, 290]);
  assert.deepEqual([-1, 1, Infinity, -Infinity].map((by) => stepped(305, 100 * by, steps)), [30, 4000, 20000, 30]);
});
