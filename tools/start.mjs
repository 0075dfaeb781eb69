// start.mjs [--port N] [--no-open]: installs and builds what is missing, then serves the lesson and prints its address.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setup } from "./setup.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const HELP = `npm start [-- --port N] [--no-open]

Serves the lesson on this machine and prints its address.
  --port N     the port to listen on (default 4173)
  --no-open    do not open a browser`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4173" },
        "no-open": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port < 1 || port > 65535) {
      throw new Error(`--port must be a whole number from 1 to 65535, got ${values.port}`);
    }
    return { ...values, port };
  } catch (error) {
    throw new Error(`npm start: ${error.message}\n\n${HELP}`);
  }
}

/** A fingerprint of everything the site is made from, so that a second start builds nothing. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const folder of ["src", "lessons", "site", "tools"]) {
    for (const entry of readdirSync(root + folder, { recursive: true, withFileTypes: true })) {
      const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
      if (entry.isFile() && !path.includes("node_modules"))
        hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  }
  return hash.update(readFileSync(`${root}package-lock.json`)).digest("hex");
}

async function main() {
  const { port, help, "no-open": quiet } = options();
  if (help) return console.log(HELP);
  await setup();
  const stamp = `${root}dist/site/.fingerprint`;
  const now = fingerprint();
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== now) {
    console.error("Building the lesson …");
    const { buildSite } = await import("./build.mjs");
    await buildSite();
    writeFileSync(stamp, now);
  }
  const { load } = await import("./run.mjs");
  const { serve } = await load("src/cli/lesson-server.ts");
  const { address } = await serve(new URL("../dist/site/", import.meta.url), port).catch((error) => {
    throw /taken/.test(error.message)
      ? new Error(`Port ${port} is taken by another program. Choose another one: npm start -- --port ${port + 1}`)
      : error;
  });
  console.error("The lesson is open at the address below. Stop it with Ctrl+C.");
  console.log(address);
  if (!quiet) openBrowser(address);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}

/** Only where somebody sits in front of a screen. */
function openBrowser(address) {
  const screen =
    process.platform === "darwin" || process.platform === "win32" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!process.stdout.isTTY || !screen || process.env.CI) return;
  const [command, ...args] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(command, [...args, address], { stdio: "ignore", detached: true })
    .on("error", () => console.error(`No browser could be started by ${command}; open the address yourself.`))
    .unref();
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
