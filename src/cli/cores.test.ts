import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import source from "virtual:piecewise-core";
import { describe, expect, test } from "vitest";
import { evaluate, type Network, random } from "../core/index.ts";
import { dismissTeam } from "../fit/index.ts";
import { onCores } from "./cores.ts";
import { type CoreStart, coresFor, type DescentJob, descentOf, memoryOf } from "./descend-several.ts";
import { run } from "./test-machine.ts";

const { uniform, normal } = random(3);
const x = [0, 1, 2].map(() => Float64Array.from({ length: 300 }, uniform));
const y = x[0].map((value, i) => Math.abs(value - x[1][i]) + 0.5 * x[2][i] + 0.02 * normal());
const job: DescentJob = { table: { x, y }, shape: [16, 8], method: "adam", loss: "mse", seed: 1, steps: 300 };

const ended = <T>(steps: Generator<number, T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
const rows = x[0].map((_, i) => i);
const told = (f: unknown) =>
  Array.from(rows, (i) => evaluate(f as Network, [x[0][i], x[1][i], x[2][i]]) as unknown as number);

describe("several cores", () => {
  test.each([2, 3])("%i come to what one comes to, but for rounding; and twice to the very same", async (cores) => {
    const alone = ended(descentOf(job));
    const [one, other] = [await together(cores), await together(cores)];
    expect(one).toEqual(other);
    expect([one.steps, one.status]).toEqual([alone.steps, alone.status]);
    const [expected, got] = [told(alone.model), told(one.model)];
    expect(Math.max(...expected.map((value, i) => Math.abs(value - got[i])))).toBeLessThan(0.01);
    expect(one.model).not.toEqual(descentOf({ ...job, seed: 2 }));

    function together(cores: number) {
      return onCores(job, cores, async (team) => ended(descentOf(job, team)));
    }
  });

  test("what fails here, or on another core, is told, and nobody waits", async () => {
    const here = onCores(job, 2, async () => {
      throw new Error("here");
    });
    await expect(here).rejects.toThrow("here");
    const wrong = { ...job, seed: 0.5 };
    const there = onCores(wrong, 2, async (team) => ended(descentOf(job, team)));
    await expect(there).rejects.toThrow("random: seed must be a whole number up to 2^53 - 1 in size, got 0.5");
  });

  test("who waits and is woken too early waits on", async () => {
    const memory = memoryOf(job, 2);
    const workerData: CoreStart = { job, memory, index: 1 };
    const other = new Worker(source, { eval: true, workerData });
    await once(other, "message");
    const header = new Int32Array(memory, 0, 2); // who has arrived, and how often all have
    for (let woken = 0; woken < 3; await pause(1)) woken += Atomics.notify(header, 1);
    expect([...header]).toEqual([1, 0]);
    dismissTeam(memory);
    await once(other, "exit");
  });

  test("a second core is for what takes seconds", () => {
    expect(coresFor(job, 8)).toBe(1);
    const column = new Float64Array(5000);
    const long = { ...job, table: { x: [column, column], y: column }, shape: [512, 512], steps: 2000 };
    expect(coresFor(long, 8)).toBe(2);
    expect(coresFor(long, 2)).toBe(1);
    expect(coresFor({ ...long, table: { x: x.map((of) => of.subarray(0, 16)), y: y.subarray(0, 16) } }, 8)).toBe(1);
  });
});

describe("--cores", () => {
  const lines = Array.from(rows, (i) => [x[0][i], x[1][i], x[2][i], y[i]].join());
  const files = { d: `a,b,c,y\n${lines.join("\n")}\n` };

  test("the same fit, but for rounding", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((cores) => run(`fit d --y y --layers 8,8 --steps 200 --cores ${cores} --format json`, { files })),
    );
    expect([one.code, two.code]).toEqual([0, 0]);
    const [alone, together] = [one, two].map(({ out }) => JSON.parse(out).loss.rmse);
    expect(Math.abs(together / alone - 1)).toBeLessThan(0.02);
    expect(two.out).not.toBe(one.out);
  });

  test("an interruption ends all of them", async () => {
    const stop = new AbortController();
    const long = run("fit d --y y --layers 64,64 --steps 1000000 --cores 2", {
      files,
      signal: stop.signal,
      tickMs: 50,
    });
    setTimeout(() => stop.abort("SIGINT"), 300);
    expect(await long).toMatchObject({ code: 130, out: "" });
  });

  test.each([
    ["--y y --cores 2", 0, "--cores is for --layers and --method adam and sgd"],
    ["--x a --y y --cores 2", 0, "--cores is for several inputs"],
    ["--y y --layers 4 --cores 0", 1, "--cores must be a whole number from 1 to 64."],
  ])("%s: %i, and why", async (options, code, message) => {
    const outcome = await run(`fit d ${options}`, { files });
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(message);
  });
});
