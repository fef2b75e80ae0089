// The licence of every package that has a line in the bundle, by name.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** milsymbol draws the symbols when the script is built; its drawings are in the page, its code is not. */
const DRAWN_WITH = ["milsymbol"];

export async function licences(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  for (const name of DRAWN_WITH) folders.add(`node_modules/${name}`);
  const parts = [];
  for (const folder of [...folders].sort()) parts.push(await licenceOf(root, folder));
  return `Packages in page.js, or that drew symbols.json.\n\n${parts.join("\n\n")}\n`;
}

function packageFolder(input) {
  const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  return found ? found[1] : null;
}

async function licenceOf(root, folder) {
  const about = JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8"));
  const files = (await readdir(path.join(root, folder))).filter((name) => /^licen[cs]e/i.test(name)).sort();
  const text = files.length ? await readFile(path.join(root, folder, files[0]), "utf8") : "";
  const head = `== ${about.name} ${about.version}: ${about.license}`;
  const tidy = text.replace(/\r\n/g, "\n").split("\n").map((line) => line.trimEnd()).join("\n").trim();
  return `${head}\n\n${tidy || `(the package holds no text of its licence; ${about.license})`}`;
}
