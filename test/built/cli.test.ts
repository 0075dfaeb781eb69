// The built command as a shell meets it: streams, pipes, signals, exit codes.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  createWriteStream,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const CLI = `${root}dist/cli.js`;
const CARS = `${root}fixtures/csv/cars.csv`;
const ROWS = 1_000_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "piecewise-"));
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (piece) => {
    out += piece;
  });
  child.stderr?.on("data", (piece) => {
    err += piece;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

const start = (args: readonly string[], flags: readonly string[] = []) =>
  spawn(process.execPath, [...flags, CLI, ...args]);

async function piecewise(
  args: readonly string[],
  stdin?: string | Uint8Array,
  flags?: readonly string[],
): Promise<Ended> {
  const child = start(args, flags);
  child.stdin.on("error", () => {}); // it may not want all of it
  child.stdin.end(stdin);
  return ended(child);
}

describe("the command", () => {
  test("is one file that a shell can start", () => {
    expect(readFileSync(CLI, "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
    const { bin, version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    expect(join(root, bin.piecewise)).toBe(CLI);
    expect(version).toBeTruthy();
  });

  test("prints the package's version", async () => {
    const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    expect(await piecewise(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test("fits, predicts and prints through pipes", async () => {
    const fitted = await piecewise(["fit", "-", "--units", "2", "--format", "json"], readFileSync(CARS));
    expect(fitted.code).toBe(0);
    expect(JSON.parse(fitted.out)).toMatchObject({ n: 50, method: "best", columns: { x: "speed", y: "dist" } });
    const predicted = await piecewise(["predict", "-", CARS], fitted.out);
    expect(predicted).toMatchObject({ code: 0, err: "" });
    expect(predicted.out.split("\n")).toHaveLength(52);
    expect((await piecewise(["print", "-", "--as", "sql"], fitted.out)).out).toContain("CASE WHEN");
  });

  test.each([
    [["fit", "/none.csv"], 1],
    [["fit", CARS, "--unit", "3"], 1],
    [["fit", "-"], 1],
    [[], 0],
  ])("%j ends with %d", async (args, code) => {
    const result = await piecewise(args, "");
    expect(result.code).toBe(code);
    if (code === 1) expect(result.err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("--plot writes a file that a viewer can read", async () => {
    const path = join(folder, "plot.svg");
    expect(await piecewise(["fit", CARS, "--plot", path])).toMatchObject({ code: 0 });
    expect(readFileSync(path, "utf8")).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>\s*$/s);
  });

  test("a picture that cannot be written costs no fit", async () => {
    const { code, out, err } = await piecewise(["fit", CARS, "--plot", join(folder, "none", "plot.svg")]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("its folder is not there; make it, or name another one");
  });

  test("--plot replaces a file whole, keeps its mode and the link to it, and leaves nothing beside it", async () => {
    const here = mkdtempSync(join(folder, "plot-"));
    const [place, link] = [join(here, "old.svg"), join(here, "link.svg")];
    writeFileSync(place, "old", { mode: 0o640 });
    symlinkSync(place, link);
    expect(await piecewise(["fit", CARS, "--plot", link])).toMatchObject({ code: 0 });
    expect(readFileSync(place, "utf8")).toMatch(/<\/svg>\s*$/);
    expect(statSync(place).mode & 0o777).toBe(0o640);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(here)).toEqual(["link.svg", "old.svg"]);
  });

  test("where nobody hears what is told, the result is printed all the same", async () => {
    const child = start(["fit", CARS, "--format", "python"]);
    child.stderr.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, out: expect.stringContaining("def f(x):") });
  });

  test.runIf(existsSync("/dev/full"))("a result that the disk has no room for is an error", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [CLI, "fit", CARS], { stdio: ["ignore", full, "pipe"] });
    const { code, err } = await ended(child);
    expect(code).toBe(1);
    expect(err).toMatch(/^piecewise: standard output cannot be written: the disk is full; .*\n$/m);
  });
});

describe("a million rows", () => {
  let path: string;
  let model: string;
  beforeAll(async () => {
    path = join(folder, "million.csv");
    const file = createWriteStream(path);
    file.write("x,name,y\n");
    for (let i = 0; i < ROWS; i += 1000) {
      let piece = "";
      for (let j = i; j < i + 1000; j++) piece += `${j / ROWS},somebody,${Math.abs(j / ROWS - 0.25)}\n`;
      if (!file.write(piece)) await once(file, "drain");
    }
    file.end();
    await once(file, "finish");
    model = join(folder, "v.json");
    writeFileSync(model, '{"intercept":0.25,"slope":-1,"units":[{"m":1,"b":-0.25,"weight":2}]}');
  });

  test("are fitted with a heap of 64 MB: the text is never held", async () => {
    expect(statSync(path).size).toBeGreaterThan(25e6);
    const { code, out } = await piecewise(["fit", path, "--units", "1", "--format", "json"], "", [
      "--max-old-space-size=64",
    ]);
    expect(code).toBe(0);
    const { n, loss, knots } = JSON.parse(out);
    expect(n).toBe(ROWS);
    expect(loss.mse).toBeLessThan(1e-20);
    expect(knots[0].x).toBeCloseTo(0.25, 9);
  });

  test("are predicted with the same heap, by a slow reader too", async () => {
    const child = start(["predict", model, path], ["--max-old-space-size=64"]);
    let lines = 0;
    child.stdout.on("data", (piece: Buffer) => {
      for (const byte of piece) if (byte === 10) lines++;
      if (lines < 5000) {
        child.stdout.pause();
        setTimeout(() => child.stdout.resume(), 50);
      }
    });
    const [code] = await once(child, "close");
    expect({ code, lines }).toEqual({ code: 0, lines: ROWS + 1 });
  });

  test("cut off by head are no failure", async () => {
    const command = `"${process.execPath}" "${CLI}" predict "${model}" "${path}" | head -2; echo "exit \${PIPESTATUS[0]}"`;
    const { out, err } = await new Promise<Ended>((resolve) => {
      execFile("bash", ["-c", command], (_, out, err) => resolve({ code: 0, out, err }));
    });
    expect({ out, err }).toEqual({ out: "x,name,y,prediction\n0,somebody,0.25,0.25\nexit 0\n", err: "" });
  });
});

describe("Ctrl+C", () => {
  test.each([
    ["a descent", ["fit", CARS, "--method", "adam", "--loss", "mae", "--units", "3", "--steps", "1000000000"]],
    ["reading from a pipe that says nothing", ["fit", "-"]],
  ])("ends %s with 130 and without a result", async (_, args) => {
    const child = start(args);
    setTimeout(() => child.kill("SIGINT"), 1500);
    expect(await ended(child)).toMatchObject({ code: 130, out: "" });
  });
});

describe("lesson", () => {
  test("prints its address on a line of its own, serves the page, and goes with Ctrl+C", async () => {
    const child = start(["lesson", "--port", "0"]);
    const [line] = await once(child.stdout, "data");
    expect(String(line)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const page = await fetch(String(line).trim());
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain('id="one-relu"');
    const { port } = new URL(String(line));
    const second = await piecewise(["lesson", "--port", port]);
    expect(second).toMatchObject({ code: 1, out: "" });
    expect(second.err).toContain(`port ${port} is taken by another program`);
    child.kill("SIGINT");
    expect((await ended(child)).code).toBe(0);
  });
});

test("random bytes are refused in one line, and never a fault of ours", async () => {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 24;
  };
  for (const size of [1, 100, 10_000, 3_000_000]) {
    const { code, out, err } = await piecewise(["fit", "-"], Uint8Array.from({ length: size }, random));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  }
});
