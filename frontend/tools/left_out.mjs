// What deck.gl brings along and a page never uses: shaders and operations of WebGPU, and loaders of files. A page
// draws with WebGL and asks for nothing; without loaders it could not even if it were told to.

import { readFile } from "node:fs/promises";

const NOTHING = {
  "@luma.gl/gpgpu/webgpu": "export const interleave = undefined;",
  "@loaders.gl/core": `
    const refused = () => { throw new Error("a page loads nothing"); };
    export const load = refused, parse = refused, fetchFile = refused;
    export const registerLoaders = () => {};`,
  "@loaders.gl/images": "export const ImageLoader = { id: 'image' };",
};

export const leftOut = {
  name: "left-out",
  setup(bundle) {
    const names = Object.keys(NOTHING).map((name) => name.replace(/[/.]/g, "\\$&"));
    bundle.onResolve({ filter: new RegExp(`^(${names.join("|")})$`) }, ({ path }) => ({ path, namespace: "left-out" }));
    bundle.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: NOTHING[path], loader: "js" }));
    bundle.onLoad({ filter: /wgsl[^/]*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (/\bfunction\b|=>/.test(source)) return undefined; // code that reads shaders, not a shader
      const names = [...source.matchAll(/export (?:const|function) (\w+)/g)].map((found) => found[1]);
      const texts = names.map((name) => `export const ${name} = "";`);
      return { contents: [...texts, /export default/.test(source) ? 'export default "";' : ""].join("\n"), loader: "js" };
    });
  },
};
