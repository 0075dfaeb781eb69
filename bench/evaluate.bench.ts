// evaluate.bench.ts: is the sweep over segments worth it, against the formula in a loop?
import { evaluate, linspace, type ReluSum, random, reluSum } from "piecewise";
import type { Row } from "./row.ts";

export const title = "Evaluating a sum: the sweep over segments against the formula in a loop";

/**
 * Times evaluation at ascending x, at shuffled x, and the literal loop over flat arrays, for k = 3, n = 100 and for
 * k = 1,000, n = 1,000,000.
 *
 * @throws {Error} if a way does not agree with the literal loop to 1e-12 of the size of the terms
 */
export async function bench(): Promise<Row[]> {
  return [...compare(3, 100), ...compare(1_000, 1_000_000)];
}

function compare(k: number, n: number): Row[] {
  const generator = random(1);
  const f = reluSum(
    Array.from({ length: k }, () => ({ m: generator.normal(), b: generator.normal(), weight: generator.normal() })),
    { intercept: 0.5, slope: -0.25 },
  );
  const ascending = linspace(-4, 4, n);
  const shuffled = generator.shuffle(ascending.slice());
  const out = new Float64Array(n);
  const literal = literalLoop(f);
  const ways = [
    { name: "literal loop", xs: ascending, run: literal },
    { name: "evaluate, ascending", xs: ascending, run: (xs: Float64Array, out: Float64Array) => evaluate(f, xs, out) },
    { name: "evaluate, shuffled", xs: shuffled, run: (xs: Float64Array, out: Float64Array) => evaluate(f, xs, out) },
  ];
  const expected = new Map([ascending, shuffled].map((xs) => [xs, literal(xs, new Float64Array(n))]));
  const scale = 4 * f.units.reduce((sum, { m, b, weight }) => sum + Math.abs(weight) * (Math.abs(m) + Math.abs(b)), 1);
  const rows = ways.map(({ name, xs, run }) => {
    const wanted = expected.get(xs)!;
    run(xs, out);
    const worst = out.reduce((worst, y, i) => Math.max(worst, Math.abs(y - wanted[i])), 0);
    if (!(worst <= 1e-12 * scale)) throw new Error(`bench: ${name} must agree with the literal loop, got ${worst} off`);
    return {
      name: `${name}, k = ${k}, n = ${n}`,
      microseconds: median(() => run(xs, out)),
      check: `within ${worst.toExponential(0)}`,
    };
  });
  return rows.map((row) => ({ ...row, ratio: rows[0].microseconds / row.microseconds }));
}

/** The formula as one would write it for speed, without a better idea. */
function literalLoop({ intercept, slope, units }: ReluSum) {
  const m = Float64Array.from(units, (unit) => unit.m);
  const b = Float64Array.from(units, (unit) => unit.b);
  const weight = Float64Array.from(units, (unit) => unit.weight);
  return (xs: Float64Array, out: Float64Array): Float64Array => {
    for (let i = 0; i < xs.length; i++) {
      let y = intercept + slope * xs[i];
      for (let j = 0; j < m.length; j++) y += weight[j] * Math.max(0, m[j] * xs[i] + b[j]);
      out[i] = y;
    }
    return out;
  };
}

/** A call that lasts this long is timed once: the loop has run twice before that. */
const LONG = 5e5;

/** Microseconds a call: the median of five rounds of at least 20 ms each, after a warm-up. */
function median(call: () => void): number {
  const first = round(call);
  if (first > LONG) return first;
  return Float64Array.from({ length: 5 }, () => round(call)).sort()[2];
}

function round(call: () => void): number {
  const start = performance.now();
  let calls = 0;
  // The clock costs as much as a short call: many calls for each look at it.
  for (let batch = 1; performance.now() - start < 20; batch *= 2) {
    for (let i = 0; i < batch; i++) call();
    calls += batch;
  }
  return ((performance.now() - start) * 1000) / calls;
}
