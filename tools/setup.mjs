// setup.mjs: installs the locked dependencies where they are missing or out of date. Plain Node, since nothing else is there yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.piecewise-lock`;

/** Resolves once `node_modules` holds what package-lock.json names; quick where it already does. */
export async function setup() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Error(`Piecewise needs Node 20 or newer, and this is Node ${process.versions.node}.`);
  const lock = createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.error("Installing the dependencies (about 350 MB, once; usually under a minute) …");
  const started = Date.now();
  const ticking = setInterval(() => {
    console.error(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`);
  }, 10_000);
  try {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  } finally {
    clearInterval(ticking);
  }
  writeFileSync(stamp, lock);
  console.error(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Runs a command in the project's folder with its output shown; rejects where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}.`)),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
