// descent.bench.ts: what does a step of gradient descent cost, and how does that grow with rows and units?
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ReluSum, random, reluSum } from "piecewise";
import { adam, mae, mse, sgd, type TrainOptions, train } from "piecewise/fit";
import { onOneCore } from "./one-core.ts";
import { available, pythonWith } from "./peers.ts";
import type { Row } from "./row.ts";

export const title =
  "A step of full-batch gradient descent on a sum of k ReLUs over n rows: float64, one thread; TensorFlow.js and jax-js float32";

interface Case {
  readonly n: number;
  readonly k: number;
  readonly loss?: "mse" | "mae";
  readonly optimizer?: "sgd" | "adam";
  /** ways that take too long here are left out */
  readonly only?: readonly Way[];
}

type Way = "PyTorch, autograd" | "PyTorch, by hand in chunks" | Peer | "rows" | "sorted" | "compiled";

type Peer = keyof typeof PEERS;

/** Peers from npm, by the package that each needs. */
const PEERS = { "TensorFlow.js": "@tensorflow/tfjs", "jax-js": "@jax-js/jax" };

const CASES: readonly Case[] = [
  { n: 100, k: 3 },
  { n: 100, k: 16 },
  { n: 100, k: 64 },
  { n: 100, k: 64, optimizer: "adam" },
  { n: 10_000, k: 100 },
  { n: 1_000_000, k: 100 },
  { n: 10_000_000, k: 100, only: ["compiled"] },
  { n: 1_000_000, k: 100, loss: "mae" },
];

const RATE = 1e-3;

/** Ways must agree on the loss to this share of it. */
const TOLERANCE = 1e-9;

/** The same for float32, which the peers from npm work in. */
const TOLERANCE_FLOAT32 = 1e-4;

/**
 * Times each way of taking the same steps. Where a Python that has torch can be found, ratios are to its autograd,
 * otherwise to the loop over rows; the environment's PYTHON may name one.
 *
 * @throws {Error} if two ways do not agree on the loss after the same steps
 */
export async function bench(): Promise<Row[]> {
  const python = pythonWith("torch");
  return onOneCore(async () => {
    const rows: Row[] = [];
    for (const one of CASES) rows.push(...(await compare(one, python)));
    return rows;
  });
}

interface Measured {
  readonly microseconds: number;
  readonly loss: number;
}

async function compare({ n, k, loss = "mse", optimizer = "sgd", only }: Case, python?: string): Promise<Row[]> {
  const { x, y, model } = problem(n, k);
  const steps = n > 100_000 ? 2 : 10;
  const measured = new Map<Way, Measured>();
  if (python && !only) {
    const theirs = await asChild<Pytorch>(python, "bench/descent.py", { x, y, model, loss, optimizer, steps });
    measured.set("PyTorch, autograd", theirs.autograd);
    if (theirs.chunked) measured.set("PyTorch, by hand in chunks", theirs.chunked);
  }
  if (loss === "mse" && optimizer === "sgd" && n !== 10_000 && !only) {
    for (const peer of Object.keys(PEERS) as Peer[]) {
      if (!available(PEERS[peer])) continue;
      measured.set(peer, await asChild(process.execPath, "bench/descent.mjs", { x, y, model, steps, peer }));
    }
  }
  const options: TrainOptions = {
    loss: { mse, mae }[loss],
    optimizer: { sgd, adam }[optimizer]({ learningRate: RATE }),
  };
  let first = 0;
  for (const method of ["rows", "sorted", "compiled"] as const) {
    if (only && !only.includes(method)) continue;
    const before = performance.now();
    const run = train(model, { x, y }, { ...options, method });
    const ready = performance.now() - before;
    if (run.method !== method) throw new Error(`bench: ${method} must run here, got ${run.method}`);
    run.step(steps);
    const { loss } = run;
    measured.set(method, { microseconds: perStep((count) => run.step(count)), loss });
    if (method === "compiled") first = ready * 1000;
  }
  const name = `k = ${k}, n = ${n.toLocaleString("en")}, ${loss}, ${optimizer}`;
  const base = measured.get("PyTorch, autograd") ?? measured.get("rows") ?? measured.get("compiled")!;
  const ours = measured.get("compiled")!;
  const rows = [...measured].map(([way, { microseconds, loss }]) => {
    const off = Math.abs(loss / base.loss - 1);
    const tolerance = Object.hasOwn(PEERS, way) ? TOLERANCE_FLOAT32 : TOLERANCE;
    if (!(off < tolerance)) throw new Error(`bench: ${way} must lead to the loss ${base.loss} (${name}), got ${loss}`);
    const check = `loss ${loss.toPrecision(10)} after ${steps} steps`;
    const ratio = base.microseconds / microseconds;
    return { name: `${name}: ${way}`, microseconds, ratio, ours: microseconds / ours.microseconds, check };
  });
  if (n < 1_000_000 || only) return rows;
  const thousand = first + 1000 * measured.get("compiled")!.microseconds;
  const ratio = (1000 * base.microseconds) / thousand;
  return [...rows, { name: `${name}: compiled, 1,000 steps, sorting counted`, microseconds: thousand, ratio }];
}

type Task = ReturnType<typeof problem> & { loss?: string; optimizer?: string; steps: number; peer?: Peer };

function problem(n: number, k: number): { x: Float64Array; y: Float64Array; model: ReluSum } {
  const { uniform, normal } = random(n + k);
  const x = new Float64Array(n).map(() => 4 * uniform() - 2);
  const y = x.map((value) => Math.sin(3 * value) + 0.3 * value + 0.1 * normal());
  const units = Array.from({ length: k }, () => ({ m: normal(), b: normal(), weight: normal() / Math.sqrt(k) }));
  return { x, y, model: reluSum(units) };
}

/** The median over batches of steps that each last some milliseconds, once the engine's compilers have settled. */
function perStep(take: (count: number) => unknown): number {
  const time = (count: number): number => {
    const before = performance.now();
    take(count);
    return (performance.now() - before) * 1000;
  };
  const WARM = 150_000;
  let count = 1;
  for (let spent = 0; spent < WARM; ) {
    const took = time(count);
    spent += took;
    if (took < 5000) count *= 2;
  }
  const times = Array.from({ length: 15 }, () => time(count) / count).sort((a, b) => a - b);
  return times[7];
}

interface Pytorch {
  readonly autograd: Measured;
  readonly chunked?: Measured;
}

/** Runs one case in a process of its own, which reads it as JSON and answers in JSON. */
async function asChild<T>(command: string, file: string, { x, y, model, ...rest }: Task): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "piecewise-bench-"));
  try {
    const files = { x: join(folder, "x"), y: join(folder, "y") };
    await Promise.all([writeFile(files.x, x), writeFile(files.y, y)]);
    const { intercept, slope, units } = model;
    const column = (kind: "m" | "b" | "weight") => units.map((unit) => unit[kind]);
    const params = [intercept, slope, column("m"), column("b"), column("weight")];
    const input = JSON.stringify({ ...files, n: x.length, params, rate: RATE, ...rest });
    // torch.set_num_threads does not reach OpenBLAS where that has threads of its own.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: "1" };
    const { stdout, stderr, status } = spawnSync(command, [file], { input, env, encoding: "utf8" });
    if (status !== 0) throw new Error(`bench: ${file} must succeed, got ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
