import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, launch, open } from "../../../test/browser.ts";
import { adam, autoFit, bestFit, descend } from "../../fit/index.ts";
import { openJob } from "./job.ts";
import { descendJob, fitJob, readJob } from "./jobs.ts";
import { type FromWorker, type Host, serve, type Task } from "./serve.ts";

const x = Float64Array.from({ length: 400 }, (_, i) => i / 40 - 5);
const y = x.map((x) => Math.sin(x) + 0.2 * x);

describe("in Node, on the thread itself", () => {
  test("fits as bestFit and autoFit do, and freezes the model", async () => {
    const shares: number[] = [];
    const fit = await fitJob({ x, y }, { units: 3 }, (share) => shares.push(share)).done;
    expect(fit).toEqual(bestFit({ x, y }, { units: 3 }));
    expect(Object.isFrozen(fit.model)).toBe(true);
    expect(shares.length).toBeGreaterThan(0);
    expect(await fitJob({ x, y }, { units: "auto", maxUnits: 4 }).done).toEqual(autoFit({ x, y }, { maxUnits: 4 }));
    const mae = await fitJob({ x, y }, { units: "auto", maxUnits: 3, loss: "mae" }).done;
    expect(mae.loss).toBe(bestFit({ x, y }, { units: 3, loss: "mae" }).loss);
  });

  test("weighs rows, and descends as descend does", async () => {
    const weights = x.map((at) => (at < 0 ? 1 : 3));
    expect(await fitJob({ x, y, weights }, { units: 2 }).done).toEqual(bestFit({ x, y, weights }, { units: 2 }));
    const options = { units: 2, steps: 70, start: "pytorch", seed: 4 } as const;
    const found = await descendJob({ x, y, weights, learningRate: 0.01, ...options }).done;
    expect(found).toEqual(descend({ x, y, weights }, { ...options, optimizer: adam({ learningRate: 0.01 }) }));
  });

  test("of more rows than are wanted it reads averages", async () => {
    const text = `x,y\n${Array.from({ length: 3000 }, (_, i) => `${(i * 7) % 3000},${i % 2}`).join("\n")}`;
    const read = await readJob(text, { most: 100 }).done;
    expect([read.x.length, read.rows]).toEqual([100, 3000]);
    expect(read.weights!.reduce((a, b) => a + b)).toBe(3000);
    expect(read.scatter).toBeCloseTo(0.25, 2);
    expect([...read.x]).toEqual([...read.x].sort((a, b) => a - b));
    expect((await readJob(text, { most: 3000 }).done).weights).toBe(undefined);
  });

  test("errors come back as they were thrown", async () => {
    await expect(fitJob({ x, y: y.subarray(1) }, { units: 3 }).done).rejects.toThrow(
      new RangeError("bestFit: y must be as long as x (400), got 399"),
    );
    const error = await readJob("x,y\n1,2\n3,4,5\n").done.catch((error) => error);
    expect(error).toMatchObject({ name: "DataError", row: 3, column: 3 });
  });

  test("reads columns, leaves rows out, and says which", async () => {
    const text = "t;name;y\n1,5;a;2\n;b;3\n2;c;<script>alert(1)</script>\n3;d;inf\n4;e;=cmd\n5;f;6\n";
    expect(await readJob(text).done).toEqual({
      x: Float64Array.of(1.5, 5),
      y: Float64Array.of(2, 6),
      names: { x: "t", y: "y" },
      numbers: { x: 1, y: 3 },
      columns: ["t", "name", "y"],
      rows: 6,
      dropped: 4,
      problems: [
        { row: 3, column: 1, text: "the cell is empty" },
        { row: 4, column: 3, text: '"<script>alert(1)</script>" is not a number (this table writes a decimal comma)' },
        { row: 5, column: 3, text: '"inf" is not finite' },
        { row: 6, column: 3, text: '"=cmd" is not a number (this table writes a decimal comma)' },
      ],
    });
    const swapped = await readJob(new Blob([text]), { x: "y", y: "column 1" }).done;
    expect([[...swapped.x], [...swapped.y]]).toEqual([
      [2, 6],
      [1.5, 5],
    ]);
  });

  test.each([
    ["x,y\n", {}, "no column holds numbers"],
    ["x,y\n1,a\n", {}, 'only one column holds numbers: 1 "x"'],
    ["x,y\n1,2\n", { x: "z" }, 'there is no column "z"'],
    ["x,y\n1,2\n", { x: "y", y: "y" }, "x and y are the same column"],
    ["x,y\n1,\n,2\n", {}, "no row has a number in both columns; in row 2, the cell is empty"],
    ["", {}, "the table is empty"],
  ])("refuses %j", async (text, columns, message) => {
    await expect(readJob(text, columns).done).rejects.toThrow(message);
  });

  test("a cancelled job rejects with an AbortError, at once", async () => {
    const job = fitJob({ x, y }, { units: 16 });
    job.cancel();
    await expect(job.done).rejects.toMatchObject({ name: "AbortError" });
  });

  test("unknown tasks are refused", async () => {
    await expect(openJob("constructor" as never, 0).done).rejects.toThrow('there is no task "constructor"');
  });

  test("a job that is talked to: messages in, states out, the last one always", async () => {
    const counter = async (start: number, host: Host<number, number>) => {
      let n = start;
      for (;;) {
        const add = await host.message();
        if (add === 0) return { result: n };
        for (let i = 0; i < add; i++) host.state(++n);
        await host.turn();
      }
    };
    const said: FromWorker[] = [];
    const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
    const receive = serve({ counter: counter as unknown as Task }, (message) => said.push(message), 5, turn);
    receive({ type: "start", id: 1, task: "counter", input: 10, cores: 1 });
    receive({ type: "message", id: 1, message: 1000 });
    await expect.poll(() => said.at(-1)).toEqual({ type: "state", id: 1, state: 1010 });
    expect(said.length).toBeLessThan(5);
    receive({ type: "message", id: 1, message: 0 });
    await expect.poll(() => said.at(-1)).toEqual({ type: "done", id: 1, result: 1010 });
    receive({ type: "start", id: 2, task: "counter", input: 0, cores: 1 });
    receive({ type: "cancel", id: 2 });
    await expect.poll(() => said.at(-1)).toMatchObject({ type: "failed", id: 2, error: { name: "AbortError" } });
  });
});

const SOURCE = `
import { fitJob, readJob } from "/src/elements/work/jobs.ts";
import { disposeWorkers, workerCount } from "/src/elements/work/job.ts";
import { startBench } from "/src/elements/work/start.ts";
Object.assign(window, { fitJob, readJob, disposeWorkers, workerCount, startBench });`;

/** A page's functions, which the browser's side of a test sees. */
type Window = {
  fitJob: typeof fitJob;
  readJob: typeof readJob;
  disposeWorkers: () => void;
  workerCount: () => number;
  startBench: () => Promise<{ thread: string; dispose: () => void }>;
};

const fitOnPage = (page: Page) =>
  page.evaluate(async () => {
    const { fitJob, startBench } = window as unknown as Window;
    const x = Float64Array.from({ length: 400 }, (_, i) => i / 40 - 5);
    const { loss } = await fitJob({ x, y: x.map(Math.abs) }, { units: 1 }).done;
    const bench = await startBench();
    bench.dispose();
    return { loss, thread: bench.thread };
  });

describe("in a page", () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "piecewise-"));
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function fromDisk(head = ""): Promise<Page> {
    const file = join(folder, `${Math.abs(head.length)}.html`);
    const script = (await bundle(SOURCE)).replaceAll("</script", "<\\/script");
    await writeFile(file, `<!doctype html><meta charset="utf-8">${head}<title>t</title><script>${script}</script>`);
    const page = await browser.newPage();
    await page.goto(`file://${file}`);
    return page;
  }

  test("that is opened from disk, work is done in a worker", async () => {
    const page = await fromDisk();
    expect(await fitOnPage(page)).toEqual({ loss: expect.closeTo(0, 20), thread: "worker" });
    await page.close();
  });

  test("whose policy forbids workers, the same work is done in slices", async () => {
    const page = await fromDisk(
      `<meta http-equiv="Content-Security-Policy" content="worker-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'">`,
    );
    expect(await fitOnPage(page)).toEqual({ loss: expect.closeTo(0, 20), thread: "page" });
    const gap = await page.evaluate(longestGap, "fit");
    expect(gap.longest).toBeLessThan(1000);
    await page.close();
  });

  test("workers are used again, a cancelled one too, and none is left", async () => {
    const { page } = await open(browser, SOURCE);
    const counts = await page.evaluate(async () => {
      const { fitJob, readJob, workerCount, disposeWorkers } = window as unknown as Window;
      const x = Float64Array.from({ length: 2000 }, (_, i) => i / 40 - 5);
      const counts: unknown[] = [];
      for (let i = 0; i < 5; i++) await readJob("x,y\n1,2\n").done;
      counts.push(workerCount());
      const job = fitJob({ x, y: x.map(Math.sin) }, { units: 16 });
      setTimeout(() => job.cancel(), 30);
      counts.push(await job.done.catch((error) => error.name));
      counts.push((await readJob("x,y\n1,2\n").done).rows);
      // The cancelled one may have worked on until its next turn, and another one started meanwhile.
      while (workerCount() > 1) await new Promise((resolve) => setTimeout(resolve, 5));
      counts.push(workerCount());
      await Promise.all([0, 1, 2].map(() => readJob("x,y\n1,2\n").done));
      counts.push(workerCount());
      disposeWorkers();
      counts.push(workerCount());
      return counts;
    });
    expect(counts).toEqual([1, "AbortError", 1, 1, 1, 0]);
    await expect.poll(() => page.workers().length).toBe(0);
    await page.close();
  });

  test("a million rows are read and fitted while the page stays responsive", async () => {
    const { page } = await open(browser, SOURCE);
    const seen = await page.evaluate(longestGap, "million");
    console.info("a million rows:", seen);
    expect(seen.rows).toBe(1_000_000);
    expect(seen.loss).toBeLessThan(0.02);
    expect(seen.told).toBeGreaterThan(3);
    // Read on the page's own thread they would hold it for seconds; a busy machine holds it for some frames by itself.
    expect(seen.longest).toBeLessThan(1000);
    await page.close();
  });
});

/** Runs in the page: a long job, the longest time between two frames meanwhile, and how long it took. */
async function longestGap(what: string) {
  const { fitJob, readJob } = window as unknown as Window;
  let file = new Blob();
  if (what === "million") {
    const parts: string[] = ["x,y\n"];
    let seed = 1;
    for (let i = 0; i < 1e6; i++) {
      seed = (seed * 16807) % 2147483647;
      const x = (seed / 2147483647) * 10;
      parts.push(`${x.toFixed(4)},${(Math.sin(x) + (((i * 7919) % 100) / 100 - 0.5) * 0.2).toFixed(4)}\n`);
    }
    file = new Blob(parts);
  }
  let longest = 0;
  let last = performance.now();
  let going = true;
  const frame = (now: number) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (going) requestAnimationFrame(frame);
  };
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  last = performance.now();
  requestAnimationFrame(frame);
  const started = performance.now();
  let told = 0;
  const x = Float64Array.from({ length: 2000 }, (_, i) => i / 200);
  const read = what === "million" ? await readJob(file, {}, () => told++).done : { x, y: x.map(Math.sin), rows: 2000 };
  const readMs = performance.now() - started;
  const { loss } = await fitJob(read, { units: 8 }, () => told++).done;
  going = false;
  return { rows: read.rows, loss, told, longest, readMs, ms: performance.now() - started };
}
