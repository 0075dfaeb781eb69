// check.mjs: everything that must hold before a release: tests, then the built package and its size.
import { run } from "./setup.mjs";
import { test } from "./test.mjs";

try {
  await test();
  const { buildPackage, buildSite } = await import("./build.mjs");
  await buildPackage();
  await buildSite();
  await run("node", ["node_modules/size-limit/bin.js"]);
  await run("node", ["node_modules/publint/src/cli.js", "--strict"]);
  await run("node", [
    "node_modules/@arethetypeswrong/cli/dist/index.js",
    "--pack",
    ".",
    "--ignore-rules",
    "cjs-resolves-to-esm",
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    "theme.css",
    "piecewise.global.js",
  ]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
