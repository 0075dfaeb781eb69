// build.mjs: the package (dist) and the static site (dist/site).
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { load } from "./run.mjs";
import { run } from "./setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds what `npm pack` packs. */
export async function buildPackage() {
  await rm(`${root}dist`, { recursive: true, force: true });
  await mkdir(`${root}dist`);
  await run("node", ["node_modules/tsdown/dist/run.mjs"]);
  await copyFile(`${root}src/elements/theme.css`, `${root}dist/theme.css`);
  const { globalScript, threeScript } = await load("tools/classic.ts");
  await writeFile(`${root}dist/piecewise.global.js`, await globalScript());
  await writeFile(`${root}dist/piecewise.three.js`, await threeScript());
  await copyFile(`${root}node_modules/three/LICENSE`, `${root}dist/three.LICENSE.txt`);
}

/** Builds the lesson's pages. */
export async function buildSite() {
  const { main } = await load("site/build.ts");
  await main();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.error("Building the package …");
  await buildPackage();
  console.error("Building the site …");
  await buildSite();
  console.error("Built: dist (the package), dist/site (the lesson).");
}
