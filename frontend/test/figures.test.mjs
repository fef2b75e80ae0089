// The numbers of figures as CSV.

import assert from "node:assert/strict";
import { build } from "esbuild";
import test from "node:test";

const made = await build({
  entryPoints: [new URL("../src/figures/numbers_file.ts", import.meta.url).pathname],
  bundle: true,
  format: "esm",
  write: false,
});
const { csvOf } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);

test("no cell is a formula to a spreadsheet, and numbers below zero stay numbers", () => {
  const cells = ["=1+1", "+1", "@a", "-a1", "-1+HYPERLINK(0)", "-1 to 2", "-", "-12.5", "-3", "1-2", -4, null];
  const [, , row] = csvOf({ title: "t", columns: ["c"], rows: [cells] }, "s").split("\r\n");
  assert.equal(row, "'=1+1,'+1,'@a,'-a1,'-1+HYPERLINK(0),'-1 to 2,'-,-12.5,-3,1-2,-4,");
});

test("what a reader of CSV would split is quoted", () => {
  assert.match(csvOf({ title: "t", columns: ["a"], rows: [['-1,"x"']] }, "s"), /\r\n"'-1,""x"""\r\n$/);
});
