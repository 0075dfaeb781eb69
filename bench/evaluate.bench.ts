// evaluate.bench.ts: is the sweep over segments worth it, against the formula in a loop? Call `bench()`; it needs no runner.
import { evaluate, linspace, type ReluSum, random, reluSum } from "piecewise";

/** One measured way; `ratio` is how many times faster than the literal loop it is, in the same run. */
export interface Row {
  readonly name: string;
  readonly microseconds: number;
  readonly ratio: number;
}

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
  const scale = 4 * f.units.reduce((sum, { m, b, weight }) => sum + Math.abs(weight) * (Math.abs(m) + Math.abs(b)), 1);
  const rows = ways.map(({ name, xs, run }) => {
    const expected = literal(xs, new Float64Array(n));
    run(xs, out);
    const worst = out.reduce((worst, y, i) => Math.max(worst, Math.abs(y - expected[i])), 0);
    if (!(worst <= 1e-12 * scale)) throw new Error(`bench: ${name} must agree with the literal loop, got ${worst} off`);
    return { name: `${name}, k = ${k}, n = ${n}`, microseconds: fastest(() => run(xs, out)) };
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

/** Microseconds a call: the best of several rounds of at least 20 ms each. */
function fastest(call: () => void): number {
  const until = performance.now() + 50;
  do call();
  while (performance.now() < until);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    let calls = 0;
    do {
      for (let j = 0; j < 10 && (j === 0 || performance.now() - start < 20); j++, calls++) call();
    } while (performance.now() - start < 20);
    best = Math.min(best, ((performance.now() - start) * 1000) / calls);
  }
  return best;
}
