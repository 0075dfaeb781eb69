// dense.bench.ts: what does a step of training on dense layers cost, and what their evaluation?
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Network, network, random } from "piecewise";
import {
  adam,
  crossEntropy,
  dismissTeam,
  mse,
  predictor,
  sgd,
  type Team,
  teamMember,
  teamMemory,
  train,
} from "piecewise/fit";
import { onOneCore } from "./one-core.ts";
import { available, pythonWith } from "./peers.ts";
import type { Row } from "./row.ts";

export const title =
  "Dense layers of ReLUs: one step of training, and one evaluation, of a batch; float32, one thread unless said";

interface Case {
  readonly sizes: readonly number[];
  readonly rows: number;
  readonly loss: "mse" | "crossEntropy";
  readonly optimizer: "sgd" | "adam";
  readonly rate: number;
}

const CASES: readonly Case[] = [
  { sizes: [784, 128, 10], rows: 64, loss: "crossEntropy", optimizer: "sgd", rate: 0.01 },
  { sizes: [784, 128, 10], rows: 256, loss: "crossEntropy", optimizer: "adam", rate: 1e-3 },
  { sizes: [2, 64, 1], rows: 256, loss: "mse", optimizer: "adam", rate: 1e-3 },
];

const STEPS = 20;

const TEAM = "compiled, 2 cores";
const PLAIN = "compiled, plain products";

/** Node 20 has fused products (relaxed SIMD) only where it is asked for them. */
const [BEHIND_FLAG, FLAG] = [process.version.startsWith("v20."), "--experimental-wasm-relaxed-simd"];

/** Losses after the same steps must agree to this share of them: all work in float32. */
const TOLERANCE = 1e-4;

/** How long each is timed. */
const SECONDS = 1;

interface Measured {
  readonly loss: number;
  readonly training: number;
  readonly inference: number;
}

/**
 * Times the same steps from the same start on the same batch. Ratios are to PyTorch, or to ours where there is none.
 *
 * @throws {Error} if two do not agree on the loss after the same steps
 */
export function bench(): Promise<Row[]> {
  return onOneCore(async (everywhere) => {
    const python = pythonWith("torch");
    const rows: Row[] = [];
    for (const one of CASES) {
      const problem = problemOf(one);
      const measured = new Map<string, Measured>();
      if (python) measured.set("PyTorch", await asChild(python, ["bench/dense.py"], one, problem));
      if (available("@jax-js/jax")) {
        const command = [...(BEHIND_FLAG ? [FLAG] : []), "bench/dense.mjs"];
        measured.set("jax-js", await asChild(process.execPath, command, one, problem));
      }
      for (const method of ["rows", "compiled"] as const) measured.set(method, ours(one, problem, method));
      if (BEHIND_FLAG) measured.set(PLAIN, inOwnProcess(one));
      // The kernel for one or two inputs has no shares.
      if (one.sizes[0] > 2) measured.set(TEAM, await everywhere(() => together(one, problem)));
      for (const kind of ["training", "inference"] as const) rows.push(...table(one, measured, kind));
    }
    return rows;
  });
}

function table({ sizes, rows, loss, optimizer }: Case, measured: Map<string, Measured>, kind: keyof Measured): Row[] {
  const how = kind === "training" ? `${loss}, ${optimizer}` : "evaluation";
  const name = `${sizes.join("-")}, batch ${rows}, ${how}`;
  const base = measured.get("PyTorch") ?? measured.get("compiled")!;
  const own = measured.get("compiled")![kind];
  // These evaluate as `compiled` does.
  const ways = [...measured].filter(([way]) => kind === "training" || !["rows", TEAM].includes(way));
  return ways.map(([way, one]) => {
    const off = Math.abs(one.loss / base.loss - 1);
    if (!(off < TOLERANCE))
      throw new Error(`bench: ${way} must lead to the loss ${base.loss} (${name}), got ${one.loss}`);
    const check = kind === "training" ? `loss ${one.loss.toPrecision(7)} after ${STEPS} steps` : undefined;
    return {
      name: `${name}: ${way}`,
      microseconds: one[kind],
      ratio: base[kind] / one[kind],
      ours: one[kind] / own,
      check,
    };
  });
}

interface Problem {
  readonly model: Network;
  readonly params: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

function problemOf({ sizes, rows, loss }: Case): Problem {
  const { normal, uniform, integer } = random(rows);
  const layers = sizes.slice(1).map((units, l) => {
    const reach = 1 / Math.sqrt(sizes[l]);
    const draw = (count: number) => new Float32Array(count).map(() => reach * (2 * uniform() - 1));
    return { weights: draw(units * sizes[l]), biases: draw(units) };
  });
  const params = Float32Array.from(layers.flatMap(({ weights, biases }) => [...weights, ...biases]));
  const x = new Float32Array(rows * sizes[0]).map(normal);
  const outputs = sizes[sizes.length - 1];
  const y = new Float32Array(rows).map((_, r) =>
    loss === "crossEntropy" ? integer(outputs) : Math.sin(2 * x[r * sizes[0]]) + 0.1 * normal(),
  );
  return { model: network(layers), params, x, y };
}

/** With a second thread that takes half of every batch. */
async function together(one: Case, problem: Problem): Promise<Measured> {
  const { model, x, y } = problem;
  const memory = teamMemory(model, 2);
  const worker = new Worker("./bench/dense-core.mjs", { workerData: { one, model, x, y, memory } });
  try {
    await once(worker, "message");
    return ours(one, problem, "compiled", teamMember(memory, 0));
  } finally {
    dismissTeam(memory);
    await worker.terminate();
  }
}

function ours(
  { loss, optimizer, rate }: Case,
  { model, x, y }: Problem,
  method: "rows" | "compiled",
  team?: Team,
): Measured {
  const options = {
    loss: { mse, crossEntropy }[loss],
    optimizer: { sgd, adam }[optimizer]({ learningRate: rate }),
    method,
    team,
  };
  const run = train(model, { x, y }, options).step(STEPS);
  if (run.method !== method) throw new Error(`bench: ${method} must run here, got ${run.method}`);
  const after = run.loss;
  const predict = predictor(model);
  const values = predict(x);
  return { loss: after, inference: median(() => predict(x, values)), training: median(() => run.step()) };
}

/** The median over single calls, once the engine's compilers have settled. */
function median(call: () => unknown): number {
  const time = (): number => {
    const before = performance.now();
    call();
    return (performance.now() - before) * 1000;
  };
  const until = (seconds: number, least: number): number[] => {
    const times: number[] = [];
    for (let spent = 0; times.length < least || spent < seconds * 1e6; ) {
      const took = time();
      times.push(took);
      spent += took;
    }
    return times;
  };
  until(0.3, 20);
  const times = until(SECONDS, 15).sort((a, b) => a - b);
  return times[times.length >> 1];
}

/** Measures ours on one case, given as JSON, in this process as it was started, and prints the numbers as JSON. */
export async function main([json]: readonly string[]): Promise<void> {
  const one: Case = JSON.parse(json);
  process.stdout.write(JSON.stringify(ours(one, problemOf(one), "compiled")));
}

function inOwnProcess(one: Case): Measured {
  return answer(process.execPath, ["tools/run.mjs", "bench/dense.bench.ts", JSON.stringify(one)]);
}

/** Runs one case in a process of its own, which reads it as JSON and answers in JSON. */
async function asChild(
  command: string,
  args: readonly string[],
  one: Case,
  { params, x, y }: Problem,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "piecewise-bench-"));
  try {
    const files = { params: join(folder, "params"), x: join(folder, "x"), y: join(folder, "y") };
    await Promise.all([writeFile(files.params, params), writeFile(files.x, x), writeFile(files.y, y)]);
    const input = JSON.stringify({ ...one, ...files, count: params.length, steps: STEPS, seconds: SECONDS });
    return answer(command, args, input);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function answer(command: string, args: readonly string[], input?: string): Measured {
  // torch.set_num_threads does not reach OpenBLAS where that has threads of its own.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1" };
  const { stdout, stderr, status } = spawnSync(command, args, { input, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench: ${args.join(" ")} must succeed, got ${stderr}`);
  return JSON.parse(stdout);
}
