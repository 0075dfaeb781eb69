// run.mjs FILE.ts [ARGUMENTS]: runs a TypeScript file of the project, its imports of the public entry points served from the source.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { inlineCss } from "./inline-css.mjs";
import { workerPlugin } from "./worker-plugin.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const room = (name) => `${root}src/${name}/index.ts`;

/** Imports a TypeScript module of the project and returns its exports. */
export async function load(file) {
  const { module } = await runnerImport(`${root}${file}`, {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [workerPlugin(), inlineCss()],
    resolve: {
      alias: [
        { find: /^piecewise\/(fit|data|plot|interact|elements)$/, replacement: room("$1") },
        { find: /^piecewise\/elements\/define$/, replacement: `${root}src/elements/define.ts` },
        { find: /^piecewise$/, replacement: room("core") },
      ],
    },
  });
  return module;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, ...rest] = process.argv.slice(2);
  if (!file) {
    console.error("run.mjs: name the TypeScript file to run, as in: node tools/run.mjs site/build.ts");
    process.exit(1);
  }
  const { main } = await load(file);
  await main(rest);
}
