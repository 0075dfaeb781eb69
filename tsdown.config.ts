import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defineConfig } from "tsdown";
import { workerPlugin } from "./tools/worker-plugin.mjs";

/** `import text from "./file.css?inline"`, as vite has it. */
const inlineCss = {
  name: "inline-css",
  resolveId: (id: string, importer?: string) =>
    id.endsWith(".css?inline") && importer ? join(dirname(importer), id) : undefined,
  load: async (id: string) =>
    id.endsWith(".css?inline")
      ? {
          code: `export default ${JSON.stringify(await readFile(id.replace("?inline", ""), "utf8"))};`,
          moduleType: "js" as const,
        }
      : undefined,
};

const shared = { format: "esm", target: "es2022", clean: false, logLevel: "warn" } as const;

export default defineConfig([
  {
    ...shared,
    entry: {
      index: "src/core/index.ts",
      fit: "src/fit/index.ts",
      data: "src/data/index.ts",
      plot: "src/plot/index.ts",
      interact: "src/interact/index.ts",
      elements: "src/elements/index.ts",
      "elements/define": "src/elements/define.ts",
    },
    platform: "neutral",
    plugins: [workerPlugin(), inlineCss],
    dts: true,
    outputOptions: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
  },
  {
    ...shared,
    entry: { cli: "src/cli/cli.ts" },
    platform: "node",
    dts: false,
    outputOptions: { entryFileNames: "[name].js" },
  },
]);
