// build.mjs: compiles the AssemblyScript of src/fit to WebAssembly, as TypeScript modules that carry the bytes.
// Run `npm ci && npm run build` in this folder after a change of a source; a test tells when that was forgotten.
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";
import { sourceHash } from "./source-hash.mjs";

/** Where each module goes; its sources are beside it in `assembly`, the one of its name before the others. */
const MODULES = [
  { folder: "kernels", name: "descent", fused: false },
  { folder: "dense", name: "dense", fused: true },
];

for (const { folder, name, fused } of MODULES) {
  const room = new URL(`../../src/fit/${folder}/`, import.meta.url);
  const sources = new URL("assembly/", room);
  const plain = await compile(name, sources, ["simd"]);
  await writeFile(
    new URL(`${name}.wasm.ts`, room),
    `// ${name}.wasm.ts: assembly/ compiled by tools/kernels/build.mjs. Do not edit.

/** SHA-256 of the sources that this was built from. */
export const SOURCE_HASH = "${sourceHash(sources)}";

/** The module, in base64. */
export const MODULE =${inBase64(plain)};
${
  fused
    ? `
/** The same with fused products (relaxed SIMD), which not every engine has. */
export const FUSED_MODULE =${inBase64(await compile(name, sources, ["simd", "relaxed-simd"]))};
`
    : ""
}`,
  );
  console.error(`${name}.wasm.ts: ${plain.length} bytes`);
}

function inBase64(bytes) {
  const lines = Buffer.from(bytes)
    .toString("base64")
    .match(/.{1,110}/g);
  return `\n${lines.map((line) => `  "${line}"`).join(" +\n")}`;
}

async function compile(name, sources, features) {
  let bytes;
  const { error, stderr } = await asc.main(
    [
      `${name}.ts`,
      "-O3",
      ...["--runtime", "stub"],
      "--noAssert",
      ...features.flatMap((feature) => ["--enable", feature]),
      ...["--outFile", `${name}.wasm`],
    ],
    {
      readFile: (file) => readFile(new URL(file, sources), "utf8").catch(() => null),
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
