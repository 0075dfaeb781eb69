// peers.ts: what the benchmarks compare with, where it can be had.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "bench/node_modules/.piecewise-lock";

/** Installs the peers that bench/package-lock.json names, where they are missing or out of date; says so where it cannot. */
export function installPeers(): void {
  const lock = createHash("sha256").update(readFileSync("bench/package-lock.json")).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  console.error("Installing the peers from npm into bench/ (about 400 MB, once) …");
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["ci", ...options], { cwd: "bench", stdio: ["ignore", 2, 2] });
  if (status === 0) writeFileSync(STAMP, lock);
  else console.error("npm ci did not succeed in bench/: going on without TensorFlow.js and jax-js.");
}

/** Whether a package from npm is there; if not, says so. */
export function available(name: string): boolean {
  return existsSync(`bench/node_modules/${name}/package.json`) || missing(name);
}

/** The first Python that has the module, or undefined after saying so; the environment's PYTHON may name one. */
export function pythonWith(module: string): string | undefined {
  const names = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "/usr/bin/python3"];
  const found = names.find((name) => spawnSync(name, ["-c", `import ${module}`]).status === 0);
  if (!found) missing(`Python with ${module}`);
  return found;
}

/** Whether R has the package; if not, says so. */
export function hasR(name: string): boolean {
  return spawnSync("Rscript", ["-e", `library(${name})`]).status === 0 || missing(`R with ${name}`);
}

const told = new Set<string>();

function missing(name: string): false {
  if (!told.has(name))
    console.error(`  ${name} is not to be had here, so its rows are missing (bench/README.md says how to install it).`);
  told.add(name);
  return false;
}
