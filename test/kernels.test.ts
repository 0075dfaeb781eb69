// kernels.test.ts: the modules of WebAssembly that the repository carries are those of its sources.
import { expect, test } from "vitest";
import * as dense from "../src/fit/dense/dense.wasm.ts";
import * as descent from "../src/fit/kernels/descent.wasm.ts";
import { sourceHash } from "../tools/kernels/source-hash.mjs";

test.each([
  ["kernels", descent],
  ["dense", dense],
])("the module of fit/%s was built from the sources that stand beside it", (folder, { SOURCE_HASH }) => {
  expect(SOURCE_HASH).toBe(sourceHash(new URL(`../src/fit/${folder}/assembly/`, import.meta.url)));
});
