import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const room = (name: string) => fileURLToPath(new URL(`./src/${name}/index.ts`, import.meta.url));

/** The public entry points, as tests, lessons and the site import them: straight from the source. */
export const alias = [
  {
    find: /^piecewise\/(fit|data|plot|interact|elements)$/,
    replacement: fileURLToPath(new URL("./src/$1/index.ts", import.meta.url)),
  },
  { find: /^piecewise$/, replacement: room("core") },
];

export default defineConfig({
  resolve: { alias },
  test: {
    include: ["{src,test,tools,lessons,site}/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
