// Writes the built files of the page into the Python package: script, style, licences, symbols.
// The same sources give the same bytes: no clock, no path, no random number goes in.

import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./tools/licences.mjs";
import { symbols } from "./tools/symbols.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.resolve(here, process.argv[2] ?? "../src/skykeep/page/built");

/** deck.gl brings each shader twice; the page draws with WebGL, so those of WebGPU are left out. */
const withoutWebGPU = {
  name: "without-webgpu",
  setup(bundle) {
    bundle.onLoad({ filter: /wgsl[^/]*\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (/\bfunction\b|=>/.test(source)) return undefined; // code that reads shaders, not a shader
      const names = [...source.matchAll(/export (?:const|function) (\w+)/g)].map((found) => found[1]);
      const isText = /export default/.test(source);
      const lines = names.map((name) => `export const ${name} = "";`);
      return { contents: [...lines, isText ? 'export default "";' : ""].join("\n"), loader: "js" };
    });
  },
};

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
    plugins: [withoutWebGPU],
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
  minify: true,
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
