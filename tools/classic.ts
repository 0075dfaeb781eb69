// classic.ts: modules bundled into one classic script, since browsers refuse modules on pages opened from disk.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { build } from "vite";
import { alias } from "../vitest.config.ts";
import { workerPlugin } from "./worker-plugin.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Browsers that know light-dark(): it stays as it is, since what it is lowered to needs a color-scheme of the page's own. */
const CSS = ["chrome123", "firefox120", "safari17.5"];

/** For scripts whose functions all have one input: what would be handed on for several is left out. */
export const ONE_INPUT = [{ find: /^\.\/several-inputs\.ts$/, replacement: `${root}src/core/one-input.ts` }];

/** What draws in three dimensions is a script of its own, which is added to the page when it is wanted. */
export const SCRIPTS = [
  { find: /^\.\/load-stage\.ts$/, replacement: `${root}src/elements/surface/load-stage-classic.ts` },
];

/**
 * @param entry a TypeScript file, from the project's root
 * @param name the global that holds the entry's exports
 * @param others modules in the place of others, as vite's `resolve.alias` has them
 */
export async function classicScript(entry: string, name: string, others: typeof ONE_INPUT = []): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: [...alias, ...SCRIPTS, ...others] },
    plugins: [workerPlugin()],
    build: { write: false, target: "es2022", cssTarget: CSS, lib: { entry: root + entry, formats: ["iife"], name } },
  });
  const [{ output }] = result as unknown as [{ output: [{ code: string }] }];
  // Once more over what vite has made small already: 2 % less. In ASCII, since a page may be read in another encoding.
  const { code } = await minify(output[0].code, {
    ecma: 2020,
    compress: { passes: 3 },
    format: { ascii_only: true },
  });
  return code!;
}

/** `piecewise.global.js`: defines `piecewise` and adds theme.css to the page. */
export const globalScript = (): Promise<string> => classicScript("site/global.ts", "piecewise");

/** `piecewise.three.js`: three.js and what draws with it, beside any script that holds a figure in three dimensions. */
export async function threeScript(): Promise<string> {
  const licence = await readFile(`${root}node_modules/three/LICENSE`, "utf8");
  return `/*! three.js\n${licence}*/\n${await classicScript("src/elements/surface/stage.ts", "piecewiseThree")}`;
}
