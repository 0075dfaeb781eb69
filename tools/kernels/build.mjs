// build.mjs: compiles src/fit/kernels/assembly/descent.ts to WebAssembly, as a TypeScript module that carries the bytes.
// Run `npm ci && npm run build` in this folder after a change of the source; a test tells when that was forgotten.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const kernels = new URL("../../src/fit/kernels/", import.meta.url);
const source = await readFile(new URL("assembly/descent.ts", kernels), "utf8");

let bytes;
const { error, stderr } = await asc.main(
  ["descent.ts", "-O3", "--runtime", "stub", "--noAssert", "--enable", "simd", "--outFile", "descent.wasm"],
  {
    readFile: (name) => (name === "descent.ts" ? source : null),
    writeFile: (name, contents) => {
      if (name === "descent.wasm") bytes = contents;
    },
    listFiles: () => [],
  },
);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}

const hash = createHash("sha256").update(source).digest("hex");
const lines = Buffer.from(bytes)
  .toString("base64")
  .match(/.{1,110}/g);
await writeFile(
  new URL("descent.wasm.ts", kernels),
  `// descent.wasm.ts: assembly/descent.ts compiled by tools/kernels/build.mjs. Do not edit.

/** SHA-256 of the source that this was built from. */
export const SOURCE_HASH = "${hash}";

/** The module, in base64. */
export const MODULE =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`,
);
console.error(`descent.wasm.ts: ${bytes.length} bytes`);
