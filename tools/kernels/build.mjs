// build.mjs: compiles the AssemblyScript of src/fit to WebAssembly, as TypeScript modules that carry the bytes.
// Run `npm ci && npm run build` in this folder after a change of a source; a test tells when that was forgotten.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

/** Where each source is, and where its module goes. */
const MODULES = [
  { folder: "kernels", name: "descent" },
  { folder: "dense", name: "dense" },
];

for (const { folder, name } of MODULES) {
  const room = new URL(`../../src/fit/${folder}/`, import.meta.url);
  const source = await readFile(new URL(`assembly/${name}.ts`, room), "utf8");
  const bytes = await compile(name, source);
  const hash = createHash("sha256").update(source).digest("hex");
  const lines = Buffer.from(bytes)
    .toString("base64")
    .match(/.{1,110}/g);
  await writeFile(
    new URL(`${name}.wasm.ts`, room),
    `// ${name}.wasm.ts: assembly/${name}.ts compiled by tools/kernels/build.mjs. Do not edit.

/** SHA-256 of the source that this was built from. */
export const SOURCE_HASH = "${hash}";

/** The module, in base64. */
export const MODULE =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`,
  );
  console.error(`${name}.wasm.ts: ${bytes.length} bytes`);
}

async function compile(name, source) {
  let bytes;
  const { error, stderr } = await asc.main(
    [`${name}.ts`, "-O3", "--runtime", "stub", "--noAssert", "--enable", "simd", "--outFile", `${name}.wasm`],
    {
      readFile: (file) => (file === `${name}.ts` ? source : null),
      writeFile: (file, contents) => {
        if (file === `${name}.wasm`) bytes = contents;
      },
      listFiles: () => [],
    },
  );
  if (!error) return bytes;
  console.error(stderr.toString());
  process.exit(1);
}
