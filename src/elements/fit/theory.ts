// theory.ts: what theory says the best sum of n ReLUs can do for a smooth target.

const CELLS = 4000;

/**
 * C such that the root mean square error of the best k straight segments is near C/k² for large k: with free knots the L2
 * error is (∫|f″|^⅖)^{5/2} / (√720 k²) (de Boor 1973), here divided by √(hi − lo). Undefined where f has holes
 * or no curvature to speak of.
 */
export function segmentsConstant(f: (x: number) => number, [lo, hi]: readonly [number, number]): number | undefined {
  const step = (hi - lo) / CELLS;
  let sum = 0;
  for (let i = 0; i < CELLS; i++) {
    const x = lo + (i + 0.5) * step;
    const second = (f(x - step / 2) - 2 * f(x) + f(x + step / 2)) / (step / 2) ** 2;
    sum += Math.abs(second) ** 0.4 * step;
  }
  const constant = sum ** 2.5 / Math.sqrt(720 * (hi - lo));
  return Number.isFinite(constant) && constant > 1e-9 ? constant : undefined;
}
