// build.mjs: compiles the AssemblyScript of src/fit to WebAssembly, as TypeScript modules that carry the bytes.
// Run `npm ci && npm run build` in this folder after a change of a source; a test tells when that was forgotten.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

/** Where each source is, and where its module goes. */
const MODULES = [
  { folder: "kernels", name: "descent", fused: false },
  { folder: "dense", name: "dense", fused: true },
];

for (const { folder, name, fused } of MODULES) {
  const room = new URL(`../../src/fit/${folder}/`, import.meta.url);
  const source = await readFile(new URL(`assembly/${name}.ts`, room), "utf8");
  const hash = createHash("sha256").update(source).digest("hex");
  const plain = await compile(name, source, ["simd"]);
  await writeFile(
    new URL(`${name}.wasm.ts`, room),
    `// ${name}.wasm.ts: assembly/${name}.ts compiled by tools/kernels/build.mjs. Do not edit.

/** SHA-256 of the source that this was built from. */
export const SOURCE_HASH = "${hash}";

/** The module, in base64. */
export const MODULE =${inBase64(plain)};
${
  fused
    ? `
/** The same with fused products (relaxed SIMD), which not every engine has. */
export const FUSED_MODULE =${inBase64(await compile(name, source, ["simd", "relaxed-simd"]))};
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

async function compile(name, source, features) {
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
