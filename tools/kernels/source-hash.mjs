// source-hash.mjs: what tells whether a module was built from the sources that stand beside it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** SHA-256 of the files in a folder, by name, one after the other. */
export function sourceHash(folder) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(new URL(name, folder)));
  return hash.digest("hex");
}
