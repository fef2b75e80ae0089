// What deck.gl brings along and a page never uses: shaders and operations of WebGPU, and loaders of files. A page
// draws with WebGL and asks for nothing; without loaders it could not even if it were told to.

import { readFile } from "node:fs/promises";

const NOTHING = {
  "@luma.gl/gpgpu/webgpu": "export const interleave = undefined;",
  "../operations/webgpu/index.js": "",
  "@loaders.gl/core": `
    const refused = () => { throw new Error("a page loads nothing"); };
    export const load = refused, parse = refused, fetchFile = refused;
    export const registerLoaders = () => {};`,
  "@loaders.gl/images": "export const ImageLoader = { id: 'image' };",
};

/** A text that code assigns, returns or hands over; texts within its holes belong to it. */
const TEXT = /(?<=(?:[=:(,?]|\breturn|\bdefault)\s*(?:\/\*[^*]*\*\/\s*)?)`(?:\\[^]|\$\{(?:[^`{}]|`[^`]*`)*\}|[^`\\])*`/g;
const FOR_WEBGPU = /\bfn \w+\(|<f32>|: [fiu]32\b/;

/** Return a module without the texts of its shaders for WebGPU. */
function withoutIdleShaders(source) {
  return source.replace(TEXT, (text) => (text.includes("\n") && FOR_WEBGPU.test(text) ? "``" : text));
}

export const leftOut = {
  name: "left-out",
  setup(bundle) {
    const names = Object.keys(NOTHING).map((name) => name.replace(/[/.]/g, "\\$&"));
    bundle.onResolve({ filter: new RegExp(`^(${names.join("|")})$`) }, ({ path }) => ({ path, namespace: "left-out" }));
    bundle.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: NOTHING[path], loader: "js" }));
    bundle.onLoad({ filter: /(deck|luma)\.gl\/.*\.js$/ }, async ({ path }) => {
      return { contents: withoutIdleShaders(await readFile(path, "utf8")), loader: "js" };
    });
  },
};
