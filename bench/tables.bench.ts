// tables.bench.ts: whose function of several inputs is nearest on rows that it has not seen?
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate } from "piecewise";
import { parseCsv } from "piecewise/data";
import { hingeFit, tableFit } from "piecewise/fit";
import { hasR, pythonWith } from "./peers.ts";
import type { Row } from "./row.ts";

export const title =
  "Tables of several inputs: root mean squared error on rows held out, the mean of ten splits; time of a fit";

const TABLES = ["friedman1", "friedman2", "diabetes"];
const SPLITS = 10;
const OURS = "tableFit";

interface Told {
  readonly microseconds: number;
  readonly told: ArrayLike<number>;
}

/** A split of a table: rows to fit, and rows held out. */
interface Split {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly held: readonly (readonly number[])[];
  readonly truth: readonly number[];
}

/** Fits each split of each table by each way that is there. */
export async function bench(): Promise<Row[]> {
  const python = pythonWith("sklearn");
  const earth = hasR("earth");
  const rows: Row[] = [];
  for (const name of TABLES) {
    const found = new Map<string, { errors: number[]; times: number[] }>();
    for (let i = 0; i < SPLITS; i++) {
      const split = read(name, i);
      const ways = { ...ours(split), ...(python && scikit(python, split)), ...(earth && (await mars(split))) };
      for (const [way, { microseconds, told }] of Object.entries(ways)) {
        const of = found.get(way) ?? { errors: [], times: [] };
        found.set(way, of);
        of.times.push(microseconds);
        of.errors.push(Math.sqrt(mean(split.truth.map((y, row) => (y - told[row]) ** 2))));
      }
    }
    const own = mean(found.get(OURS)!.times);
    for (const [way, { errors, times }] of found) {
      const error = mean(errors);
      const spread = Math.sqrt(mean(errors.map((e) => (e - error) ** 2)) / (SPLITS - 1));
      const share = error / mean(found.get(OURS)!.errors);
      const check = `rmse ${error.toPrecision(4)} ± ${spread.toPrecision(2)}, ${share.toFixed(3)} × ours`;
      rows.push({ name: `${name}: ${way}`, microseconds: mean(times), ours: mean(times) / own, check });
    }
  }
  return rows;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function read(name: string, split: number): Split {
  const { columns, rows } = parseCsv(readFileSync(`fixtures/tables/${name}.csv`, "utf8"));
  const listed = new Set(readFileSync(`fixtures/tables/${name}.${split}.txt`, "utf8").trim().split(/\s+/).map(Number));
  const all = Array.from({ length: rows }, (_, i) => columns.map(({ values }) => values[i]));
  const fitted = all.filter((_, i) => !listed.has(i + 1));
  const held = all.filter((_, i) => listed.has(i + 1));
  const inputs = (rows: number[][]) => rows.map((row) => row.slice(0, -1));
  return {
    ...{ x: inputs(fitted), y: fitted.map((row) => row.at(-1)!) },
    ...{ held: inputs(held), truth: held.map((row) => row.at(-1)!) },
  };
}

function ours({ x, y, held }: Split): Record<string, Told> {
  const table = { x: x[0].map((_, j) => x.map((row) => row[j])), y };
  const timed = (fit: () => { readonly model: Parameters<typeof evaluate>[0] }): Told => {
    const before = performance.now();
    const { model } = fit();
    const microseconds = (performance.now() - before) * 1000;
    const told = (evaluate as (f: unknown, x: unknown, out: Float64Array) => Float64Array)(
      model,
      held,
      new Float64Array(held.length),
    );
    return { microseconds, told };
  };
  return {
    [OURS]: timed(() => tableFit(table)),
    "hingeFit, degree 1": timed(() => hingeFit(table, { degree: 1 })),
    "hingeFit, degree 2": timed(() => hingeFit(table, { degree: 2 })),
  };
}

function scikit(python: string, { x, y, held }: Split): Record<string, Told> {
  const input = JSON.stringify({ x, y, held });
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  const { stdout, stderr, status } = spawnSync(python, ["bench/tables.py"], { input, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench: tables.py must succeed, got ${stderr}`);
  return JSON.parse(stdout);
}

async function mars({ x, y, held, truth }: Split): Promise<Record<string, Told>> {
  const folder = await mkdtemp(join(tmpdir(), "piecewise-bench-"));
  try {
    const csv = (rows: Split["x"], y: Split["y"]) =>
      [rows[0].map((_, j) => `x${j}`).concat("y"), ...rows.map((row, i) => [...row, y[i]])].join("\n");
    const files = [join(folder, "rows.csv"), join(folder, "held.csv")];
    await Promise.all([writeFile(files[0], csv(x, y)), writeFile(files[1], csv(held, truth))]);
    const { stdout, stderr, status } = spawnSync("Rscript", ["bench/tables.R", ...files], { encoding: "utf8" });
    if (status !== 0) throw new Error(`bench: tables.R must succeed, got ${stderr}`);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    return Object.fromEntries(
      lines.map(([seconds, ...told], i) => [`earth, degree ${i + 1}`, { microseconds: seconds * 1e6, told }]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
