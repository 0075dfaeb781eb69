// error-chart.ts: error against the number of ReLUs: the best of each, theory's line, what descent reached, and the sum that is shown.
import { type LogPlot, logPlot } from "../log-plot.ts";
import { concise } from "../numbers.ts";
import type { Rows } from "./source.ts";
import { segmentsConstant } from "./theory.ts";

export interface Sized {
  readonly n: number;
  /** Mean squared error. */
  readonly loss: number;
}

export interface ErrorChart {
  readonly element: LogPlot;
  /** From now on the errors are of these rows. */
  measure(rows: Rows): void;
  show(best: readonly Sized[], reached: readonly Sized[], now: Sized): void;
}

/** Off by less than this share of the target's height is rounding. */
const ROUNDING = 1e-12;

/** The root mean square error over all rows, what averaging took away included; 0 where it is rounding. */
export function rootError(loss: number, { y, scatter }: Rows): number {
  const off = Math.sqrt(loss + scatter);
  return off > ROUNDING * y.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ? off : 0;
}

/** `rootError` in words. */
export const inWords = (off: number): string => (off === 0 ? "nothing" : concise(off));

const AXES = { xlog: true, ylog: true, xlabel: "ReLUs", ylabel: "error (root mean square)", height: 240 };

/** Without an error that is more than rounding there is nothing to show, and the chart is hidden. */
export function errorChart(first: Rows): ErrorChart {
  const element = logPlot([], { description: "Error against the number of ReLUs", ...AXES });
  let rows = first;
  let constant: number | undefined;
  return {
    element,
    measure(next) {
      rows = next;
      constant = rows.f && segmentsConstant(rows.f, rows.xlim);
    },
    show(best, reached, now) {
      const columns = (all: readonly Sized[]) => ({
        x: all.map(({ n }) => n),
        y: all.map(({ loss }) => rootError(loss, rows)),
      });
      const { x: ns, y: errors } = columns(best);
      const theory = constant === undefined ? [] : ns.map((n) => constant! / (n + 1) ** 2);
      element.hidden = ![...errors, rootError(now.loss, rows)].some((off) => off > 0);
      element.update(
        [
          ...(theory.length > 0 ? [{ kind: "target" as const, x: ns, y: theory, label: "theory" }] : []),
          { x: ns, y: errors, label: "best", unit: 0 as const },
          { kind: "points", ...columns(reached), label: "descent", unit: 2 },
          { kind: "error", ...columns([now]), now: true },
        ],
        {
          description: `Error (root mean square) against the number of ReLUs. The best ${ns.at(-1) ?? 0} are off by ${inWords(errors.at(-1) ?? 0)}; the sum shown, of ${now.n}, by ${inWords(rootError(now.loss, rows))}.`,
        },
      );
    },
  };
}
