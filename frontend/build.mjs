// Writes the built files of the page into the Python package: script, style, licences, symbols.
// The same sources give the same bytes: no clock, no path, no random number goes in.

import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { leftOut } from "./tools/left_out.mjs";
import { licences } from "./tools/licences.mjs";
import { planSymbols, symbols } from "./tools/symbols.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, process.argv[2] ?? "../src/skykeep/page/built");

/** What has a line in the bundle; what was read and shaken off has none. */
function bundled(metafile) {
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output.inputs)
    .filter(([, input]) => input.bytesInOutput > 0)
    .map(([name]) => name);
}

await mkdir(target, { recursive: true });
/** Return a script and a style with all that they import. */
async function bundle(script, style) {
  const made = await build({
    absWorkingDir: here,
    entryPoints: [script],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    plugins: [leftOut],
  });
  const css = await build({
    absWorkingDir: here,
    entryPoints: [style],
    minify: true,
    bundle: true,
    write: false,
  });
  return { js: made.outputFiles[0].contents, css: css.outputFiles[0].contents, parts: bundled(made.metafile) };
}

const page = await bundle("src/main.ts", "src/page.css");
const planner = await bundle("src/planner/main.ts", "src/planner.css");
const loader = await build({
  absWorkingDir: here,
  entryPoints: ["src/loader.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2015",
  write: false,
});
await writeFile(path.join(target, "loader.js"), loader.outputFiles[0].contents);
await writeFile(path.join(target, "page.js"), page.js);
await writeFile(path.join(target, "page.css"), page.css);
await writeFile(path.join(target, "planner.js"), planner.js);
await writeFile(path.join(target, "planner.css"), planner.css);
await writeFile(path.join(target, "LICENSES.txt"), await licences(here, [...page.parts, ...planner.parts]));
await writeFile(path.join(target, "symbols.json"), symbols());
await writeFile(path.join(target, "plan_symbols.json"), planSymbols());
