// frequencies.ts: how much of each sine of a target a sum has learned.
import { evaluate, linspace, type Network, type ReluSum } from "../../core/index.ts";

/** The frequencies of the sines that a formula names, as 1 and 3 in "sin(x) + sin(3x)/3"; none if it names fewer than two. */
export function frequenciesOf(text: string): number[] {
  const found = [...text.matchAll(/sin\(\s*(\d*\.?\d*)\s*\*?\s*x\s*\)/g)].map(([, digits]) => Number(digits || 1));
  const all = [...new Set(found)].filter((w) => w > 0).sort((a, b) => a - b);
  return all.length < 2 ? [] : all.slice(0, 6);
}

const POINTS = 400;

/**
 * For each frequency w the share of the target's amplitude that f has: both are projected on the sines together, by least
 * squares over the domain, and their coefficients divided. 1 is learned, 0 not yet.
 */
export function learnedShares(
  f: ReluSum | Network,
  target: (x: number) => number,
  frequencies: readonly number[],
  domain: readonly [number, number],
): number[] {
  if (frequencies.length === 0) return [];
  const x = linspace(...domain, POINTS);
  const sines = frequencies.map((w) => x.map((at) => Math.sin(w * at)));
  const [of, goal] = [evaluate(f, x, new Float64Array(POINTS)), x.map(target)].map((values) =>
    projected(sines, values),
  );
  return of.map((value, i) => value / goal[i]);
}

/** The coefficients of least squares, by elimination in the normal equations: a handful of unknowns. */
function projected(basis: readonly Float64Array[], values: Float64Array): number[] {
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const rows = basis.map((a) => [...basis.map((b) => dot(a, b)), dot(a, values)]);
  const n = rows.length;
  for (let p = 0; p < n; p++) {
    for (let q = 0; q < n; q++) {
      if (q === p) continue;
      const factor = rows[q][p] / rows[p][p];
      for (let c = p; c <= n; c++) rows[q][c] -= factor * rows[p][c];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}
