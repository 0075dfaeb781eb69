// best-fit.bench.ts: how near does bestFit come to the best losses known, and how long does it take?
import { readFile } from "node:fs/promises";
import { bestFit, type Table } from "piecewise/fit";
import type { Row } from "./row.ts";

export const title = "The best sum of k ReLUs: milliseconds, and its mean squared error by the best one known";

interface Reference {
  readonly target: string;
  readonly k: number;
  readonly n: number;
  readonly mse: number;
}

interface Outcome extends Reference {
  readonly milliseconds: number;
  /** loss by the reference's */
  readonly ratio: number;
}

/** Fits each once before it is timed, so that what is timed is compiled; the fastest of three counts. */
const TIMES = 3;

const folder = new URL("../fixtures/best-fit/", import.meta.url);

/** Every reference case; then, over all of them, quantiles of time and of ratio, each by itself. */
export async function bench(): Promise<Row[]> {
  const { fits }: { fits: Reference[] } = JSON.parse(await readFile(new URL("references.json", folder), "utf8"));
  const outcomes: Outcome[] = [];
  for (const reference of fits) outcomes.push(measure(reference, await read(reference.target)));
  return [...outcomes.map(caseRow), ...summaryRows(outcomes)];
}

async function read(target: string): Promise<Table> {
  const lines = (await readFile(new URL(`${target}.csv`, folder), "utf8")).trim().split("\n").slice(1);
  const rows = lines.map((line) => line.split(",").map(Number));
  return { x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) };
}

function measure(reference: Reference, table: Table): Outcome {
  let { loss } = bestFit(table, { units: reference.k });
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TIMES; time++) {
    const start = performance.now();
    loss = bestFit(table, { units: reference.k }).loss;
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return { ...reference, milliseconds, ratio: loss / reference.mse };
}

function caseRow({ target, k, n, milliseconds, ratio }: Outcome): Row {
  return {
    name: `${target}, n = ${n}, k = ${k}`,
    microseconds: 1000 * milliseconds,
    check: `mse × ${ratio.toFixed(6)}`,
  };
}

function summaryRows(outcomes: readonly Outcome[]): Row[] {
  const within = outcomes.filter(({ ratio }) => ratio <= 1.001).length / outcomes.length;
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const ratios = outcomes.map(({ ratio }) => ratio).sort((a, b) => a - b);
  const quantiles = [
    { name: "median", q: 0.5, more: `; ${(100 * within).toFixed(0)} % within 1.001` },
    { name: "90th percentile", q: 0.9, more: "" },
    { name: "worst", q: 1, more: "" },
  ];
  return quantiles.map(({ name, q, more }) => {
    const at = Math.ceil(q * outcomes.length) - 1;
    return {
      name: `all ${outcomes.length}: ${name}`,
      microseconds: 1000 * times[at],
      check: `mse × ${ratios[at].toFixed(6)}${more}`,
    };
  });
}
