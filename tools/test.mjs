// test.mjs [VITEST ARGUMENTS]: set-up, types, lint, then every test; the last line counts what passed and what failed.
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run, setup } from "./setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = `${root}.cache/test-results.json`;

const bin = (name, ...args) => run("node", [`node_modules/${name}`, ...args]);

export async function test(args = []) {
  await setup();
  console.error("Types …");
  await bin("typescript/bin/tsc");
  console.error("Lint …");
  await bin("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".");
  console.error("Tests …");
  mkdirSync(`${root}.cache`, { recursive: true });
  const failed = await bin(
    "vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
    ...args,
  ).then(
    () => undefined,
    (error) => error,
  );
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(results, "utf8"));
  const skipped = numTotalTests - numPassedTests - numFailedTests;
  console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  if (failed) throw failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  test(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
