// team-run.test.ts: a run on two threads, of which one fails. Pages that have several cores are in test/cores.test.ts.
import { Worker } from "node:worker_threads";
import source from "virtual:piecewise-worker";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dismissTeam, parametersOf, startNetwork, type Team } from "../../fit/index.ts";
import { type DenseInput, denseRun } from "./dense-task.ts";
import { teamRun } from "./team-run.ts";

/** A browser's worker, of a thread of Node's. */
class ThreadWorker {
  static started: ThreadWorker[] = [];
  static broken = false;
  onmessage = (_: { data: unknown }): void => {};
  onerror = (_: { message: string; preventDefault(): void }): void => {};
  ended = false;
  memory: SharedArrayBuffer | undefined;
  readonly thread: Worker;

  constructor() {
    const port = `const { parentPort } = require("node:worker_threads");
      globalThis.postMessage = (data) => parentPort.postMessage(data);
      parentPort.on("message", (data) => onmessage({ data }));`;
    this.thread = new Worker(ThreadWorker.broken ? "throw new Error('no memory')" : port + source, { eval: true });
    this.thread.on("message", (data) => this.onmessage({ data }));
    this.thread.on("error", ({ message }) => this.onerror({ message, preventDefault() {} }));
    ThreadWorker.started.push(this);
  }

  postMessage(message: { readonly input: { readonly memory: SharedArrayBuffer } }): void {
    this.memory = message.input.memory;
    this.thread.postMessage(message);
  }

  terminate(): void {
    this.ended = true;
    this.thread.terminate();
  }
}

beforeEach(() => {
  ThreadWorker.started = [];
  ThreadWorker.broken = false;
  vi.stubGlobal("crossOriginIsolated", true);
  vi.stubGlobal("Worker", ThreadWorker);
  vi.stubGlobal("location", { href: "blob:none" });
});
afterEach(() => vi.unstubAllGlobals());

const x = Float64Array.from({ length: 800 }, (_, i) => Math.sin(i * i));
const y = Float64Array.from({ length: 400 }, (_, i) => (x[2 * i] > x[2 * i + 1] ? 1 : 0));
const model = startNetwork([2, 48, 48, 2], { seed: 1 });
const input: DenseInput = {
  ...{ model: { layers: model.layers }, rows: { x, y }, loss: "cross-entropy", optimizer: "adam" },
  ...{ rate: 0.01, batch: 100, seed: 3 },
};
const run = (given = input, name: "dense" | "none" = "dense", cores = 4) =>
  teamRun({ cores, due: () => true, turn: async () => {} }, model, 100, name as "dense", given, (team?: Team) =>
    denseRun(given, team),
  );
const alone = (steps: number) => parametersOf(denseRun(input).step(steps).model);

describe("a run in a team", () => {
  test("takes the steps of one alone, but for rounding, and lets the other go at its end", async () => {
    const both = await run();
    expect([both.cores, both.lost]).toEqual([2, false]);
    expect(both.step(30)).toBe(true);
    const expected = alone(30);
    parametersOf(both.now.model).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 3);
    });
    both.end();
    expect(ThreadWorker.started.map(({ ended }) => ended)).toEqual([true]);
  });

  test("whose other thread fails takes the same steps again, alone, and says so", async () => {
    const both = await run();
    both.step(20);
    dismissTeam(ThreadWorker.started[0].memory!); // as a thread does that fails
    expect(both.step(5)).toBe(false);
    expect([both.now.steps, both.cores, both.lost]).toEqual([0, 1, true]);
    await both.regain();
    expect(both.now.steps).toBe(25);
    expect(both.step(5)).toBe(true);
    expect(parametersOf(both.now.model)).toEqual(alone(30));
    expect(ThreadWorker.started[0].ended).toBe(true);
  });

  test("that diverges does so on both", async () => {
    const both = await run({ ...input, optimizer: "sgd", rate: 1e30 });
    expect(both.step(50)).toBe(false);
    expect([both.now.status, both.lost]).toEqual(["diverged", false]);
    both.end();
  });
});

describe("alone from its start", () => {
  test.each([
    { name: "on two cores", cores: 2, started: 0 },
    { name: "where no page is isolated", isolated: false, started: 0 },
    { name: "where a thread cannot start", broken: true, started: 1 },
    { name: "where a thread cannot begin", run: "none", started: 1 },
  ] as const)("$name", async ({ started, ...given }) => {
    ThreadWorker.broken = "broken" in given;
    vi.stubGlobal("crossOriginIsolated", !("isolated" in given));
    const one = await run(input, "run" in given ? given.run : "dense", "cores" in given ? given.cores : 4);
    expect([one.cores, one.lost]).toEqual([1, false]);
    expect(one.step(10)).toBe(true);
    expect(parametersOf(one.now.model)).toEqual(alone(10));
    expect(ThreadWorker.started.map(({ ended }) => ended)).toEqual(Array(started).fill(true));
  });
});
