// worker-plugin.mjs: scripts of workers as strings inside the bundle, so that they start without a file of their own: on pages opened from disk, in any bundler, in Node.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What each name stands for. */
const WORKERS = {
  "virtual:piecewise-worker": { entry: "src/elements/work/worker.ts", format: "iife" },
  "virtual:piecewise-core": { entry: "src/cli/core-worker.ts", format: "cjs" },
};

/** Each built once a process. */
const sources = new Map();

/** Resolves the names to modules whose default export is a worker's script, bundled and minified. For vite and rolldown. */
export function workerPlugin() {
  return {
    name: "piecewise-worker",
    resolveId: (id) => (Object.hasOwn(WORKERS, id) ? `\0${id}` : undefined),
    async load(id) {
      const name = id.slice(1);
      if (id[0] !== "\0" || !Object.hasOwn(WORKERS, name)) return undefined;
      if (!sources.has(name)) sources.set(name, bundled(WORKERS[name]));
      return `export default ${JSON.stringify(await sources.get(name))};`;
    },
  };
}

async function bundled({ entry, format }) {
  const [{ output }] = await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: root + entry, formats: [format], name: "piecewiseWorker" },
      rollupOptions: { external: /^node:/ },
    },
  });
  return output[0].code;
}
