// cores.test.ts: several cores in a page that our server isolates, and the same runs in one that is not.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../src/cli/lesson-server.ts";
import { raceGoal } from "../src/elements/faster/ways.ts";
import { bundle, launch } from "./browser.ts";

const SCRIPT = `
import { startNetwork, startPlanes } from "piecewise/fit";
import { digitsFigure, fasterFigure, pointsFigure } from "piecewise/elements";
import { disposeWorkers, openJob } from "/src/elements/work/job.ts";
Object.assign(window, { startNetwork, startPlanes, digitsFigure, fasterFigure, pointsFigure, openJob, disposeWorkers });`;

let browser: Browser;
let folder: string;
let address: string;
let close: () => void;
beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "piecewise-"));
  await writeFile(
    join(folder, "index.html"),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><script src="script.js"></script><body></body></html>',
  );
  await writeFile(join(folder, "script.js"), await bundle(SCRIPT));
  const { server, address: at } = await serve(pathToFileURL(`${folder}/`), 0);
  address = at;
  close = () => server.close();
});
afterAll(async () => {
  await browser?.close();
  close?.();
  await rm(folder, { recursive: true });
});

/** The page as our server sends it, or without the headers that isolate it, on a machine of so many cores. */
async function opened({ isolated = true, cores = 4, init = "" } = {}): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 1200 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.addInitScript(`Object.defineProperty(navigator, "hardwareConcurrency", { value: ${cores} });${init}`);
  if (!isolated) {
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith("cross-origin"));
      await route.fulfill({ response, headers: Object.fromEntries(headers) });
    });
  }
  await page.goto(address);
  expect(await page.evaluate("crossOriginIsolated")).toBe(isolated);
  return { page, errors };
}

const threads = (page: Page, count: number) =>
  expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(count);
const until = (page: Page, expression: string) => page.waitForFunction(expression, undefined, { timeout: 60_000 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const words = "document.querySelector('[role=status]:not([hidden]).pw-note:not(.pw-digits-source *)').textContent";

describe("a job of dense learning", () => {
  /** The losses of a job that learns, is rewound and learns again, and on how many cores. */
  const LEARNED = `new Promise((resolve, reject) => {
    const x = Float64Array.from({ length: 800 }, (_, i) => Math.sin(i * i));
    const y = Float64Array.from({ length: 400 }, (_, i) => x[2 * i] > x[2 * i + 1] ? 1 : 0);
    const { layers } = startNetwork([2, 64, 64, 2], { seed: 1 });
    const input = { model: { layers }, rows: { x, y }, loss: "cross-entropy", optimizer: "adam", rate: 0.01, batch: 0, seed: 3 };
    const asks = [{ epochs: 40 }, { rewind: true }, { epochs: 40 }];
    const states = [];
    window.job = openJob("dense", input, { onState({ steps, train, cores, lost }) {
      states.push({ steps, loss: train.loss, cores, lost });
      const next = asks.shift();
      if (next) job.send(next); else resolve(states);
    } });
    job.done.catch(reject);
  })`;
  type Told = { steps: number; loss: number; cores: number; lost: boolean }[];

  test("takes two cores where the page is isolated and has four, to the same losses; rewound, too", async () => {
    const told: Told[] = [];
    for (const { isolated, cores, init, taken } of [
      { isolated: true, cores: 4, taken: 2 },
      { isolated: true, cores: 2, taken: 1 },
      { isolated: false, cores: 4, taken: 1 },
      { isolated: true, cores: 4, init: "delete globalThis.SharedArrayBuffer", taken: 1 },
    ]) {
      const { page, errors } = await opened({ isolated, cores, init });
      told.push((await page.evaluate(LEARNED)) as Told);
      expect(told.at(-1)!.map(({ cores }) => cores)).toEqual([taken, taken, taken, taken]);
      await threads(page, taken);
      await page.evaluate("job.cancel()").catch(() => {});
      await threads(page, 1); // the other is let go, and one is kept for the next job
      await page.evaluate("disposeWorkers()");
      await threads(page, 0);
      expect(errors).toEqual([]);
      await page.context().close();
    }
    const [two, ...others] = told;
    expect(two.map(({ steps, lost }) => [steps, lost])).toEqual([0, 40, 0, 40].map((steps) => [steps, false]));
    expect(two[2].loss).toBe(two[0].loss);
    expect(two[3].loss).toBe(two[1].loss);
    expect(two[1].loss).toBeLessThan(two[0].loss / 4);
    for (const one of others) expect(Math.abs(one[1].loss / two[1].loss - 1)).toBeLessThan(0.01);
  });

  test("takes one where a worker can start no other", async () => {
    const { page, errors } = await opened({
      init: `const made = URL.createObjectURL; URL.createObjectURL = (blob) => { const url = made(blob); setTimeout(() => URL.revokeObjectURL(url), 300); return url; };`,
    });
    await page.evaluate("openJob('read', { source: 'x,y\\n1,2\\n' }).done");
    await page.waitForTimeout(500);
    const told = (await page.evaluate(LEARNED)) as Told;
    expect(told.map(({ cores }) => cores)).toEqual([1, 1, 1, 1]);
    expect(errors).toEqual([]);
  });
});

describe("figures", () => {
  const model = (page: Page) =>
    page.evaluate("figure.model.layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases])") as Promise<
      number[]
    >;

  test("digits: in a team it learns what it learns alone; rewound, with other batches, undone, taken out", async () => {
    const { page, errors } = await opened();
    await page.evaluate(`window.gone = new AbortController();
      document.body.append((window.figure = digitsFigure({ units: 256, batch: 200, until: 30, signal: gone.signal })))`);
    await threads(page, 2);
    const learn = async (page: Page, steps: number) => {
      await press(page, "Start");
      await until(page, `figure.value.steps === ${steps}`);
      await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    };
    await learn(page, 240);
    await until(page, `/images a second on 2 cores/.test(document.body.textContent)`);
    const first = await model(page);
    await press(page, "Rewind");
    await until(page, "figure.value.steps === 0 && /nothing yet/.test(document.body.textContent)");
    await learn(page, 240);
    expect(await model(page)).toEqual(first);
    await threads(page, 3); // the worker of the run before is kept for the next job
    await page.getByRole("combobox", { name: "images a step" }).selectOption("10");
    await until(page, "figure.value.batch === 10 && figure.value.steps === 0");
    await threads(page, 2);
    await press(page, "Undo");
    await until(page, "figure.value.batch === 200 && figure.value.steps === 240");
    await until(page, `/At rest/.test(${words})`);
    expect(await page.evaluate(words)).toMatch(/^At rest|on 2 cores/);
    expect(await model(page)).toEqual(first);

    const other = await opened({ isolated: false });
    await other.page.evaluate(
      "document.body.append((window.figure = digitsFigure({ units: 256, batch: 200, until: 30 })))",
    );
    await until(other.page, `/nothing yet/.test(document.body.textContent)`);
    await learn(other.page, 240);
    const alone = await model(other.page);
    expect(await other.page.evaluate("document.body.textContent")).not.toContain("cores");
    // 19,210 numbers in float32, whose sums are rounded in another order, and after 240 steps of Adam.
    expect(Math.max(...alone.map((value, i) => Math.abs(value - first[i])))).toBeLessThan(0.05);

    await press(page, "Start");
    await until(page, "figure.value.steps > 240");
    await page.evaluate("gone.abort()");
    await threads(page, 1);
    expect([errors, other.errors]).toEqual([[], []]);
  });

  test("points: in a team, to the epoch that is set; a weight moved by hand, and on from there", async () => {
    const call = "pointsFigure({ layers: [64, 64], batch: 0, stop: 30, test: 10 })";
    const ends: number[][] = [];
    for (const isolated of [true, false]) {
      const { page, errors } = await opened({ isolated });
      await page.evaluate(`document.body.append((window.figure = ${call}))`);
      await until(page, "figure.dataset.epoch === '0'");
      await press(page, "Start");
      await until(page, "figure.value.steps === 30");
      await page.getByRole("button", { name: "Start", exact: true }).waitFor();
      ends.push(await model(page));
      await threads(page, isolated ? 2 : 1);
      await press(page, "One epoch");
      await until(page, "figure.value.steps === 31");
      const weight = page.locator(".pw-weight input[type=range]");
      await weight.focus();
      await page.keyboard.press("Home");
      await until(page, "figure.dataset.status === 'running'");
      await press(page, "One epoch");
      await until(page, "figure.value.steps === 32");
      await threads(page, isolated ? 3 : 2);
      expect(errors).toEqual([]);
      await page.context().close();
    }
    expect(Math.max(...ends[0].map((value, i) => Math.abs(value - ends[1][i])))).toBeLessThan(0.02);
  });

  test("faster: its several cores share memory here, and send messages there, to the very same loss", async () => {
    const losses: number[] = [];
    for (const isolated of [true, false]) {
      const { page, errors } = await opened({ isolated, cores: 3 });
      await page.evaluate("document.body.append((window.figure = fasterFigure({ rows: 1000, units: 4, repeats: 1 })))");
      const way = isolated ? "tell each other their slopes through shared memory" : "send each other messages";
      await until(page, `document.body.textContent.includes("Workers ${way}")`);
      await press(page, "Race");
      await until(page, "/6 runs are done/.test(document.body.textContent)");
      expect(await page.evaluate("document.body.textContent")).toContain(`Workers ${way}`);
      await page.locator("summary").click();
      const [file] = await Promise.all([page.waitForEvent("download"), press(page, "CSV")]);
      const parts: Buffer[] = [];
      for await (const part of await file.createReadStream()) parts.push(part as Buffer);
      const line = Buffer.concat(parts).toString().trim().split(/\r?\n/).at(-1)!;
      const through = isolated ? "shared memory" : "messages";
      const [, steps, loss, reached] =
        /^"loop over rows, several cores, through [a-z ]+",[^,]+,(\d+),([^,]+),(yes|no),/.exec(line)!;
      expect(line).toContain(`through ${through}`);
      expect([steps, reached]).toEqual(["1000", "yes"]);
      losses.push(Number(loss));
      expect(page.workers().length).toBeLessThanOrEqual(3);
      expect(errors).toEqual([]);
      await page.context().close();
    }
    expect(losses[0]).toBe(losses[1]);
    const goal = raceGoal({ rows: 1000, units: 4 });
    expect(Math.abs(losses[0] / goal - 1)).toBeLessThan(1e-6);
  });

  test("faster: a race that is stopped ends its workers", async () => {
    const { page, errors } = await opened({ cores: 3 });
    await page.evaluate(`
      window.ended = openJob("teamRace", { problem: { rows: 1000000, units: 64 }, size: 3 });
      ended.done.catch((error) => { window.how = error.name; });
      undefined`);
    await threads(page, 3);
    await page.waitForTimeout(1500);
    await page.evaluate("ended.cancel()");
    await until(page, "window.how === 'AbortError'");
    await threads(page, 1);
    expect(errors).toEqual([]);
  });
});
