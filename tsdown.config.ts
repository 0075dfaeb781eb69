import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/core/index.ts",
    plot: "src/plot/index.ts",
    interact: "src/interact/index.ts",
  },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  dts: true,
  clean: false,
  logLevel: "warn",
  outputOptions: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
});
