import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open } from "../../../test/browser.ts";
import { allowFusedProducts } from "../../cli/fused-products.ts";
import { random } from "../../core/index.ts";
import {
  adam,
  crossEntropy,
  mse,
  parametersOf,
  standardizedRows,
  startNetwork,
  startPlanes,
  train,
  withParameters,
} from "../../fit/index.ts";
import type { DenseInput, DenseMessage, DenseState } from "./dense-task.ts";
import { openJob } from "./job.ts";

allowFusedProducts(); // as the browser has them, so that both come to the same numbers

const { uniform } = random(1);
const x = Float64Array.from({ length: 400 }, () => 2 * uniform() - 1);
const y = Float64Array.from({ length: 200 }, (_, i) => Math.abs(x[2 * i] + x[2 * i + 1]));
const classes = y.map((value) => (value > 0.5 ? 1 : 0));
const plain = { optimizer: "adam", rate: 0.01, batch: 0, seed: 3 } as const;
const sum: DenseInput = { ...plain, model: startPlanes(2, 6, { seed: 2 }), rows: { x, y }, loss: "mse" };

/** A job whose next state can be awaited. */
function opened(input: DenseInput) {
  const states: DenseState[] = [];
  let wake = () => {};
  const job = openJob<undefined, DenseMessage, DenseState>("dense", input, {
    onState(state) {
      states.push(state);
      wake();
    },
  });
  job.done.catch(() => {});
  return {
    ...job,
    async next(): Promise<DenseState> {
      while (states.length === 0) {
        await Promise.race([
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
          job.done,
        ]);
      }
      return states.shift()!;
    },
  };
}

describe("a job of dense learning", () => {
  test("takes the steps that train takes, and rewinds to the same start", async () => {
    const job = opened(sum);
    const first = await job.next();
    expect(first).toMatchObject({ steps: 0, epoch: 0, status: "running", speed: 0 });
    const model = startPlanes(2, 6, { seed: 2 });
    expect(first.parameters).toEqual(parametersOf(model));
    const run = train(model, { x, y }, { optimizer: adam({ learningRate: 0.01 }), loss: mse, seed: 3 });
    expect(first.train).toEqual({ loss: expect.closeTo(run.loss, 6), accuracy: undefined });
    job.send({ steps: 5 });
    const fifth = await job.next();
    expect(fifth.steps).toBe(5);
    expect(fifth.parameters).toEqual(parametersOf(run.step(5).model));
    expect(fifth.train.loss).toBe(run.loss);
    job.send({ rewind: true });
    expect((await job.next()).parameters).toEqual(first.parameters);
    job.cancel();
    await expect(job.done).rejects.toMatchObject({ name: "AbortError" });
  });

  test("counts whole epochs of batches, and names classes in rows that it never saw", async () => {
    const rows = { x: x.subarray(0, 300), y: classes.subarray(0, 150) };
    const held = { x: x.subarray(300), y: classes.subarray(150) };
    const model = startNetwork([2, 8, 2], { seed: 1 });
    const job = opened({ ...plain, model, rows, test: held, loss: "cross-entropy", batch: 40, rate: 0.03 });
    const before = await job.next();
    job.send({ epochs: 100 });
    const after = await job.next();
    expect([after.steps, after.epoch]).toEqual([400, 100]);
    expect(after.train.loss).toBeLessThan(before.train.loss / 2);
    expect(after.test!.accuracy).toBeGreaterThan(0.9);
    expect(after.speed).toBeGreaterThan(0);
    const learned = withParameters(model, after.parameters);
    const again = train(learned, rows, { optimizer: adam({ learningRate: 1 }), loss: crossEntropy });
    expect(after.train.loss).toBeCloseTo(again.loss, 12);
    job.cancel();
  });

  test("in standard units a table of any units is learned, and told in its own", async () => {
    const far = {
      x: x.map((value, i) => (i % 2 === 0 ? 1000 + 300 * value : value)),
      y: y.map((value) => 1e6 * value),
    };
    const drawn = startPlanes(2, 6, { seed: 2 });
    const start = standardizedRows(far, drawn, mse).fold(drawn);
    const job = opened({ ...sum, model: start, rows: far, standardize: true });
    const first = await job.next();
    expect(first.parameters).toEqual(parametersOf(start));
    job.send({ epochs: 800 });
    const { train: learned } = await job.next();
    expect(learned.loss).toBeLessThan(0.02 * 1e12);
    job.cancel();
  });

  test("weight decay, dropout and the schedule reach the run", async () => {
    const ends = [{}, { weightDecay: 0.1 }, { dropout: 0.5 }, { schedule: "cosine over 5,000", steps: 2500 }].map(
      async (more) => {
        const job = opened({ ...sum, ...more });
        await job.next();
        job.send({ epochs: 20 });
        const { parameters } = await job.next();
        job.cancel();
        return parameters;
      },
    );
    const [usual, ...others] = await Promise.all(ends);
    for (const other of others) expect(other).not.toEqual(usual);
  });

  test("what does not fit is an error of the job", async () => {
    const job = opened({ ...sum, rows: { x, y: y.subarray(1) } });
    await expect(job.done).rejects.toThrow("y must have as many rows as x (200), got 199");
  });

  test("one that diverges says so and stays at finite numbers", async () => {
    const job = opened({ ...sum, rows: { x, y: y.map((value) => 1e30 * value) }, optimizer: "sgd", rate: 1e6 });
    await job.next();
    job.send({ epochs: 50 });
    const { status, parameters } = await job.next();
    expect(status).toBe("diverged");
    expect(parameters.every(Number.isFinite)).toBe(true);
    job.cancel();
  });
});

describe("in a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const SOURCE = `
import { startPlanes } from "piecewise/fit";
import { openJob } from "/src/elements/work/job.ts";
import { pageBench, startBench } from "/src/elements/work/start.ts";
const x = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
const y = Float64Array.from({ length: 200 }, (_, i) => Math.abs(x[2 * i] + x[2 * i + 1]));
const input = { model: startPlanes(2, 6, { seed: 2 }), rows: { x, y }, loss: "mse", optimizer: "adam", rate: 0.01, batch: 0, seed: 3 };
window.learn = () => new Promise((resolve, reject) => {
  let asked = false;
  const job = openJob("dense", input, { onState(state) {
    if (asked) { job.cancel(); resolve(state); }
    else { asked = true; job.send({ epochs: 60 }); }
  } });
  job.done.catch((error) => error.name === "AbortError" || reject(error));
});
window.thread = async () => { const bench = await startBench(); bench.dispose(); return bench.thread; };`;

  test.each([
    { before: "", thread: "worker" },
    { before: "window.Worker = undefined;", thread: "page" },
  ])("learns on a $thread, to the same numbers", async ({ before, thread }) => {
    const { page, errors } = await open(browser, SOURCE + before);
    const state = await page.evaluate("learn().then(({ parameters, steps }) => ({ steps, first: parameters[0] }))");
    const job = opened({ ...sum, rows: pageRows() });
    await job.next();
    job.send({ epochs: 60 });
    const { parameters } = await job.next();
    job.cancel();
    expect(state).toEqual({ steps: 60, first: expect.closeTo(parameters[0], 12) });
    expect(await page.evaluate("thread()")).toBe(thread);
    expect(errors).toEqual([]);
  });
});

function pageRows() {
  const x = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
  return { x, y: Float64Array.from({ length: 200 }, (_, i) => Math.abs(x[2 * i] + x[2 * i + 1])) };
}
