// quadratic-picture.ts: the parabola that learns, drawn: points, errors, curve and landscape, and its sliders.
import { fromVertices, type ReluSum } from "../../core/index.ts";
import { mae, mse } from "../../fit/index.ts";
import { type Handle, type Plot, plot, type Series } from "../../plot/index.ts";
import { concise } from "../numbers.ts";
import type { Surface } from "./contours.ts";
import { type Abc, height, leastAbsolute, leastSquares, lossAt } from "./parabola.ts";
import { abcOf, LIMITS, LOSSES, OUTLIER, pointsOf, type QuadraticState } from "./quadratic-state.ts";

export const NAMES = ["a", "b", "c"] as const;
const YLIM = [-3, 13] as const;

/** The parabola's chords between neighbouring points: 18 ReLUs and a line. */
export function modelOf(state: QuadraticState): ReluSum {
  const { x } = pointsOf(state);
  return fromVertices(Array.from(x, (at): [number, number] => [at, height(abcOf(state), at)]));
}

export function picture(state: QuadraticState, before?: Abc): Plot {
  const points = pointsOf(state);
  const abc = abcOf(state);
  const curve =
    ([a, b, c]: Abc) =>
    (x: number) =>
      (a * x + b) * x + c;
  const losses = [mae, mse].map((loss) => concise(lossAt(abc, points, loss), 4));
  const extra: Series[] = state.best
    ? [
        { kind: "ghost", f: curve(leastSquares(points)), label: "least squares", unit: 1 },
        { kind: "ghost", f: curve(leastAbsolute(points)), label: "least absolute", unit: 2 },
      ]
    : before
      ? [{ kind: "ghost", f: curve(before), label: "start" }]
      : [];
  return plot(
    [
      { kind: "error", x: points.x, y: points.y, f: curve(abc) },
      ...extra,
      { f: curve(abc) },
      { kind: "points", x: points.x, y: points.y },
    ],
    {
      xlim: [-2.1, 2.1],
      ylim: YLIM,
      title: `mean absolute ${losses[0]}, squared ${losses[1]}`,
      handles: [outlierHandle(points.x[OUTLIER], state.outlier)],
    },
  );
}

const outlierHandle = (x: number, y: number): Handle => ({
  kind: "point",
  unit: 0,
  x,
  y,
  label: "a point to drag",
  value: y,
  min: LIMITS.outlier[0],
  max: LIMITS.outlier[1],
  text: `a point at height ${concise(y)}`,
  moves: (_, to) => ({ outlier: to }),
  steps: { ArrowUp: { outlier: 10 }, ArrowDown: { outlier: -10 } },
});

export const INK = { a: 0, b: 0, c: 0, outlier: 0 } as const;

export const slidersOf = (start: QuadraticState) => ({
  a: { ...at(start.a, LIMITS.abc) },
  b: { ...at(start.b, LIMITS.abc) },
  c: { ...at(start.c, LIMITS.abc) },
  outlier: { ...at(start.outlier, LIMITS.outlier) },
});

const at = (value: number, [min, max]: readonly [number, number]) =>
  ({ kind: "float-slider", value, min, max, step: 0.01 }) as const;

/** As the sliders show it: they stand at hundredths, within their ends. */
export const shownAs = (value: number): number => Number(value.toFixed(2));

/** The landscape of two of the three, with the way that the run has gone. */
export function surfaceOf(state: QuadraticState, run: readonly QuadraticState[]): Surface {
  const [first, second] = state.surface.split(" and ").map((name) => NAMES.indexOf(name as "a"));
  const points = pointsOf(state);
  const loss = LOSSES[state.loss];
  const abc = [...abcOf(state)];
  const of = (p: number, q: number): number => {
    abc[first] = p;
    abc[second] = q;
    return lossAt(abc as unknown as Abc, points, loss);
  };
  const third = NAMES[3 - first - second];
  const path = run.map((past) => [abcOf(past)[first], abcOf(past)[second]] as const);
  const names = [NAMES[first], NAMES[second]] as const;
  const optimum = state.loss === "mse" ? leastSquares(points) : leastAbsolute(points);
  return {
    ...{ of, path, names, xlim: SPAN, ylim: SPAN, least: [optimum[first], optimum[second]] as const },
    description: `The loss over ${names[0]} and ${names[1]}, with ${third} at ${concise(state[third])}: lines of equal loss, and the way from ${place(path[0])} to ${place(path.at(-1)!)}.`,
  };
}

const SPAN = [-1.1, 5] as const;

const place = ([p, q]: readonly [number, number]): string => `(${concise(p)}, ${concise(q)})`;
