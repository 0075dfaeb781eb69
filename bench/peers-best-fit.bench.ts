// peers-best-fit.bench.ts: how near the optimum is each program's best fit with k knots, and how long does it take?
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { evaluate, random, toFloat64Array } from "piecewise";
import { parseCsv } from "piecewise/data";
import { bestFit } from "piecewise/fit";
import { hasR, pythonWith } from "./peers.ts";
import type { Row } from "./row.ts";

export const title = "The best fit with k knots: bestFit against scikit-learn, earth and segmented";

interface Case {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly k: number;
}

/** What a program found for a case, or undefined where it found nothing. */
type Answer = { readonly microseconds: number; readonly predicted: ArrayLike<number> } | undefined;

type Program = (cases: readonly Case[]) => Answer[];

/**
 * Fits every case with every program that is installed. Each mean squared error is worked out here, from the program's
 * predictions for the rows; times are of the fit alone, without starting the program.
 */
export async function bench(): Promise<Row[]> {
  const cases = [
    ...[1, 2, 3].map((k) => fromCsv("cars", k)),
    fromCsv("knots3", 3),
    ...[2, 4, 8].map((k) => made("sin 3x", 200, k, 0, (x) => Math.sin(3 * x))),
    ...[4, 8].map((k) => made("exp x", 500, k, 0, Math.exp)),
    made("abs(x) + abs(x − 1)/2, noise 0.1", 300, 2, 0.1, (x) => Math.abs(x) + Math.abs(x - 1) / 2),
    made("cos 2x², noise 0.2", 1000, 6, 0.2, (x) => Math.cos(2 * x * x)),
    made("√abs(x), noise 0.05", 2000, 5, 0.05, (x) => Math.sqrt(Math.abs(x))),
  ];
  const answers = new Map<string, Answer[]>([["bestFit", ours(cases)]]);
  const python = pythonWith("sklearn");
  if (python) answers.set("scikit-learn, lbfgs", scikitLearn(python)(cases));
  for (const name of ["earth", "segmented"]) if (hasR(name)) answers.set(name, inR(name)(cases));
  const errors = new Map([...answers].map(([name, found]) => [name, found.map((one, i) => errorOf(cases[i], one))]));
  const rows = cases.flatMap(({ name, x, k }, i) =>
    [...answers].map(([program, found]) => {
      const [mine, theirs] = [errors.get("bestFit")![i], errors.get(program)![i]];
      const off = program === "bestFit" ? "" : `, ${(theirs / mine).toPrecision(4)} × ours`;
      return {
        name: `${name}, n = ${x.length.toLocaleString("en")}, k = ${k}: ${program}`,
        microseconds: found[i]?.microseconds ?? NaN,
        ours: found[i] && found[i].microseconds / answers.get("bestFit")![i]!.microseconds,
        check: found[i] ? `mean squared error ${theirs.toPrecision(6)}${off}` : "found no fit",
      };
    }),
  );
  return [...rows, ...[...answers.keys()].map((program) => overall(program, answers, errors))];
}

/** One line for a program over all cases in which it found a fit. */
function overall(program: string, answers: Map<string, Answer[]>, errors: Map<string, number[]>): Row {
  const found = answers.get(program)!.flatMap((one, i) => (one ? [{ i, ...one }] : []));
  const mine = answers.get("bestFit")!;
  const ratios = found.map(({ i }) => errors.get(program)![i] / errors.get("bestFit")![i]);
  const near = ratios.filter((ratio) => ratio <= 1.01).length;
  const check = `error over ours: median ${median(ratios).toPrecision(4)}, lowest ${Math.min(...ratios).toPrecision(4)}, highest ${Math.max(...ratios).toPrecision(4)}, at most 1.01 in ${near} of ${mine.length}`;
  return {
    name: `all cases, median: ${program}`,
    microseconds: median(found.map(({ microseconds }) => microseconds)),
    ours: median(found.map(({ i, microseconds }) => microseconds / mine[i]!.microseconds)),
    check,
  };
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

function fromCsv(name: string, k: number): Case {
  const { columns } = parseCsv(readFileSync(`fixtures/csv/${name}.csv`, "utf8"));
  const [x, y] = columns.map(({ values }) => toFloat64Array(values));
  return { name: `${name}.csv`, x, y, k };
}

function made(name: string, n: number, k: number, noise: number, target: (x: number) => number): Case {
  const { uniform, normal } = random(n + k);
  const x = new Float64Array(n).map(() => 4 * uniform() - 2).sort();
  return { name, x, y: x.map((x) => target(x) + noise * normal()), k };
}

/** The mean squared error of the rows; NaN if there is no fit. */
function errorOf({ x, y }: Case, answer: Answer): number {
  if (!answer) return NaN;
  if (answer.predicted.length !== x.length) {
    throw new Error(`bench: predictions must be ${x.length}, got ${answer.predicted.length}`);
  }
  return y.reduce((sum, y, i) => sum + (y - answer.predicted[i]) ** 2, 0) / y.length;
}

function ours(cases: readonly Case[]): Answer[] {
  const fitted = () =>
    cases.map(({ x, y, k }) => {
      const before = performance.now();
      const { model } = bestFit({ x, y }, { units: k });
      return { microseconds: (performance.now() - before) * 1000, predicted: evaluate(model, x) };
    });
  fitted(); // the others are compiled ahead
  return fitted();
}

function scikitLearn(python: string): Program {
  return (cases) => {
    const input = JSON.stringify(cases.map(({ x, y, k }) => ({ x: [...x], y: [...y], k })));
    return JSON.parse(answerOf(python, ["bench/best_fit.py"], input));
  };
}

function inR(name: string): Program {
  return (cases) => {
    const input = cases.map(({ x, y, k }) => `${k}\n${x.join(" ")}\n${y.join(" ")}\n`).join("");
    const lines = answerOf("Rscript", ["bench/best-fit.R", name], input).split("\n");
    return cases.map((_, i) => {
      const [microseconds, predicted] = lines.slice(2 * i);
      if (microseconds === "failed") return undefined;
      return { microseconds: Number(microseconds), predicted: predicted.trim().split(/\s+/).map(Number) };
    });
  };
}

function answerOf(command: string, args: readonly string[], input: string): string {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1" };
  const { stdout, stderr, status } = spawnSync(command, args, { input, env, encoding: "utf8", maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`bench: ${args[0]} must succeed, got ${stderr}`);
  return stdout;
}
