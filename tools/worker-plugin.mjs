// worker-plugin.mjs: the worker's script as a string inside the bundle, so that it starts from a Blob: on pages opened from disk, in any bundler.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const NAME = "virtual:piecewise-worker";

/** Built once a process. */
let source;

/** Resolves `virtual:piecewise-worker` to a module whose default export is the worker's script, bundled and minified. For vite and rolldown. */
export function workerPlugin() {
  return {
    name: "piecewise-worker",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      source ??= bundled();
      return `export default ${JSON.stringify(await source)};`;
    },
  };
}

async function bundled() {
  const entry = `${root}src/elements/work/worker.ts`;
  const [{ output }] = await build({
    root,
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022", lib: { entry, formats: ["iife"], name: "piecewiseWorker" } },
  });
  return output[0].code;
}
