import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { workerPlugin } from "./tools/worker-plugin.mjs";

const room = (name: string) => fileURLToPath(new URL(`./src/${name}/index.ts`, import.meta.url));

/** The public entry points, as tests, lessons and the site import them: straight from the source. */
export const alias = [
  {
    find: /^piecewise\/(fit|data|plot|interact|elements)$/,
    replacement: fileURLToPath(new URL("./src/$1/index.ts", import.meta.url)),
  },
  {
    find: /^piecewise\/elements\/define$/,
    replacement: fileURLToPath(new URL("./src/elements/define.ts", import.meta.url)),
  },
  { find: /^piecewise$/, replacement: room("core") },
];

/** A browser on a busy machine may be late: what is waited for has time, and a test that fails is tried again, which the report says. */
const shared = { testTimeout: 120_000, hookTimeout: 300_000, expect: { poll: { timeout: 20_000 } }, retry: 1 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        plugins: [workerPlugin()],
        test: {
          ...shared,
          name: "rooms",
          include: ["{src,site,lessons,test}/**/*.test.ts"],
          exclude: ["test/built/**"],
        },
      },
      {
        resolve: { alias },
        plugins: [workerPlugin()],
        test: { ...shared, name: "built", include: ["test/built/*.test.ts"], globalSetup: "test/built/setup.ts" },
      },
    ],
  },
});
