import { defineConfig } from "tsdown";
import { inlineCss } from "./tools/inline-css.mjs";
import { workerPlugin } from "./tools/worker-plugin.mjs";

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
    plugins: [workerPlugin(), inlineCss()],
    dts: true,
    outputOptions: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
  },
  {
    ...shared,
    entry: { cli: "src/cli/cli.ts" },
    platform: "node",
    plugins: [workerPlugin()],
    dts: false,
    outputOptions: { entryFileNames: "[name].js" },
  },
]);
