// quadratic.ts: a figure in which a parabola learns: three sliders that show their slopes, and move by them.
import { fromVertices, type ReluSum } from "../../core/index.ts";
import { mae, mse } from "../../fit/index.ts";
import { choice, interact, log } from "../../interact/index.ts";
import { type Handle, type Plot, plot, type Series } from "../../plot/index.ts";
import { bar, button } from "../bar.ts";
import { drawing } from "../drawing.ts";
import { logPlot } from "../log-plot.ts";
import { concise } from "../numbers.ts";
import { contourPlot } from "./contours.ts";
import { eachFrame, frame, made } from "./frame.ts";
import {
  type Abc,
  gradientAt,
  height,
  leastAbsolute,
  leastSquares,
  lossAt,
  mean,
  median,
  noisyParabola,
} from "./parabola.ts";
import {
  abcOf,
  checkedQuadratic,
  LIMITS,
  LOSSES,
  left,
  OUTLIER,
  pointsOf,
  type QuadraticState,
  rateNow,
  SCHEDULES,
  SURFACES,
  steepestDirection,
  stepped,
  trod,
} from "./quadratic-state.ts";
import { markSliders } from "./slider-marks.ts";
import { inWords, measured } from "./verdict.ts";

export interface QuadraticOptions {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
  /** Determines the noise of the points; 1 unless said. */
  readonly seed?: number;
  /** The learning rate at the start; 0.01 unless said. */
  readonly rate?: number;
}

/** A figure that learns: an element with `value` (plain JSON, writable), `model`, `reset`, `undo` and `redo`. */
export interface LearningFigure<S> extends HTMLElement {
  value: S;
  readonly model: ReluSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

const NAMES = ["a", "b", "c"] as const;
const YLIM = [-3, 13] as const;

/** Steps of a run that are remembered for the charts. */
const REMEMBERED = 2000;

/** A run that is not told to stop ends here. */
const MOST_STEPS = 100_000;

/**
 * y = a·x² + b·x + c on 20 noisy points of 3x² + 2x + 1: sliders a, b and c with their slopes as arrows, buttons that step
 * down them, the loss over the steps, and the loss as a landscape of two parameters with the way that was gone.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function quadraticFigure(options: QuadraticOptions = {}): LearningFigure<QuadraticState> {
  const start = startOf(options);
  return (
    typeof document === "undefined" ? still(start) : live(start, options.url, options.signal)
  ) as LearningFigure<QuadraticState>;
}

function startOf(options: QuadraticOptions): QuadraticState {
  const unknown = Object.keys(options ?? {}).find((name) => !["url", "signal", "seed", "rate"].includes(name));
  if (typeof options !== "object" || options === null || unknown !== undefined) {
    throw new TypeError(`quadraticFigure: options must be an object with url, seed, rate, got ${unknown ?? options}`);
  }
  const { seed = 1, rate = 0.01 } = options;
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`quadraticFigure: seed must be a whole number ≥ 0, got ${seed}`);
  }
  if (!(rate >= LIMITS.rate[0] && rate <= LIMITS.rate[1])) {
    throw new RangeError(`quadraticFigure: rate must be from ${LIMITS.rate.join(" to ")}, got ${rate}`);
  }
  const outlier = outlierOf(seed);
  return {
    ...{ a: 1.1, b: 1.1, c: 1.1, outlier, rate, loss: "mse", schedule: "constant", surface: "a and b" },
    ...{ best: false, seed, steps: 0 },
  };
}

const outlierOf = (seed: number): number => {
  const [lo, hi] = LIMITS.outlier;
  return Math.min(hi, Math.max(lo, Math.round(noisyParabola(seed).y[OUTLIER] * 100) / 100));
};

/** The parabola's chords between neighbouring points: 18 ReLUs and a line. */
function modelOf(state: QuadraticState): ReluSum {
  const { x } = pointsOf(state);
  return fromVertices(Array.from(x, (at): [number, number] => [at, height(abcOf(state), at)]));
}

function picture(state: QuadraticState, before?: Abc): Plot {
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
      title: `mean absolute error ${losses[0]}, mean squared error ${losses[1]}`,
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

function still(start: QuadraticState): object {
  const view = interact(() => picture(start), sliders(start), { units: INK });
  return Object.defineProperties(
    { value: start, toString: () => String(view) },
    { model: { get: () => modelOf(start) } },
  );
}

const INK = { a: 0, b: 0, c: 0, outlier: 0 } as const;

const sliders = (start: QuadraticState) => ({
  a: { ...at(start.a, LIMITS.abc) },
  b: { ...at(start.b, LIMITS.abc) },
  c: { ...at(start.c, LIMITS.abc) },
  outlier: { ...at(start.outlier, LIMITS.outlier) },
});

const at = (value: number, [min, max]: readonly [number, number]) =>
  ({ kind: "float-slider", value, min, max, step: 0.01 }) as const;

function live(start: QuadraticState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  /** Where this run began, and every state since, for the charts and the way back. */
  let origin = start;
  let run: QuadraticState[] = [start];
  let stop: (() => void) | undefined;

  const element = made("div", "pw-learn train");
  const view = interact(() => picture(state, state.steps > 0 ? abcOf(origin) : undefined), sliders(start), {
    units: INK,
    labels: { outlier: "dragged point" },
  });
  const settings = interact(
    () => undefined,
    {
      rate: log(...LIMITS.rate),
      loss: choice([
        ["mean squared error", "mse"],
        ["mean absolute error", "mae"],
      ]),
      schedule: choice(Object.keys(SCHEDULES)),
      surface: choice(SURFACES),
      best: false,
    },
    {
      defaults: { rate: start.rate },
      labels: {
        rate: "learning rate",
        loss: "loss to lower",
        surface: "landscape of",
        best: "show the two best parabolas",
      },
      units: { rate: 0, loss: 0, schedule: 0, surface: 0, best: 0 },
    },
  );
  const value = made("output", "value");
  const was = made("span", "soft num");
  const words = made("p", "pw-note verdict");
  words.setAttribute("role", "status");
  const outlierWords = made("p", "pw-note");
  const chart = logPlot([], { ylog: true, xlabel: "steps", ylabel: "loss", height: 150, description: "" });
  const landscape = drawing(contourPlot(surfaceOf(state, run)));
  const started = () => trod(origin, pointsOf(state), [0, 0, 0]).loss;

  function show(): void {
    const points = pointsOf(state);
    const rounded = Object.fromEntries([...NAMES, "outlier" as const].map((name) => [name, shownAs(state[name])]));
    view.value = rounded as never;
    settings.value = { ...pick(state) };
    const slopes = gradientAt(abcOf(state), points, LOSSES[state.loss]);
    const longest = Math.max(...slopes.map(Math.abs));
    // The arrows keep their proportions, and the longest is a hundredth of its slope until it would leave the track.
    const scale = Math.min(0.02, (0.4 * (LIMITS.abc[1] - LIMITS.abc[0])) / longest);
    markSliders(
      view,
      Object.fromEntries(
        NAMES.map((name, i) => [
          name,
          {
            min: LIMITS.abc[0],
            max: LIMITS.abc[1],
            value: state[name],
            pull: -scale * slopes[i],
            slope: slopes[i],
            trail: run.slice(-13, -1).map((past) => past[name]),
          },
        ]),
      ),
    );
    const { value: curvature, vector } = steepestDirection(points);
    const trail = run.slice(-4).map((past) => trod({ ...past, loss: state.loss }, points, vector));
    const now = lossAt(abcOf(state), points, LOSSES[state.loss]);
    value.textContent = concise(now, 4);
    was.textContent =
      state.steps > 0 ? `was ${concise(started(), 4)} at the start; step ${state.steps}` : "at the start";
    const verdict = measured(trail, left(state, started(), points));
    element.dataset.verdict = verdict;
    words.textContent = inWords(verdict, rateNow(state), curvature);
    outlierWords.textContent = `Of constants alone, the mean ${concise(mean(points.y))} has the least squared error, the median ${concise(median(points.y))} the least absolute. Drag the ringed point: one of the two follows.`;
    const losses = run.map((past) => lossAt(abcOf(past), points, LOSSES[state.loss]));
    chart.update([{ x: run.map(({ steps }) => steps), y: losses, kind: "error", now: true }], {
      xlim: [run[0].steps, Math.max(run[0].steps + 40, state.steps)],
      description: `Loss over the steps: ${concise(losses[0])} at step ${run[0].steps}, ${concise(now)} at step ${state.steps}.`,
    });
    landscape.show(contourPlot(surfaceOf(state, run)));
    runButton.textContent = stop ? "Pause" : "Run";
  }

  function advance(count: number): boolean {
    const points = pointsOf(state);
    for (let i = 0; i < count; i++) {
      const next = stepped(state, points);
      if (next === state) return false;
      state = next;
      run.push(state);
    }
    if (run.length > REMEMBERED) run = run.filter((_, i) => i === 0 || i >= run.length - 20 || i % 2 === 0);
    return state.steps < MOST_STEPS;
  }

  function pause(): void {
    stop?.();
    stop = undefined;
  }

  function press(count: number): void {
    pause();
    advance(count);
    show();
    touched();
    commit();
  }

  function toggle(): void {
    if (stop) {
      pause();
      show();
      commit();
      return;
    }
    stop = eachFrame(() => {
      const going = element.isConnected && advance(1) && !settled();
      if (!going) pause();
      show();
      touched();
      if (!going) commit();
      return going;
    });
    show();
  }

  /** Nothing moves any more that could be seen. */
  const settled = (): boolean => {
    const slopes = gradientAt(abcOf(state), pointsOf(state), LOSSES[state.loss]);
    return rateNow(state) * Math.max(...slopes.map(Math.abs)) < 1e-7;
  };

  /** The run begins anew at what stands there. */
  function begin(next: QuadraticState): void {
    state = next;
    origin = { ...next, steps: 0 };
    run = [state];
  }

  function rewind(): void {
    pause();
    begin({ ...state, a: start.a, b: start.b, c: start.c, steps: 0 });
    show();
    touched();
    commit();
  }

  function newData(): void {
    pause();
    const seed = state.seed + 1;
    begin({ ...state, a: start.a, b: start.b, c: start.c, steps: 0, seed, outlier: outlierOf(seed) });
    show();
    touched();
    commit();
  }

  const runButton = button("Run", toggle);
  runButton.classList.add("main");
  const bench = bar(
    "Descent",
    runButton,
    button("One step", () => press(1)),
    button("Ten steps", () => press(10)),
    button("Rewind", rewind, { title: "Back to the start: a, b and c at 1.1" }),
    button("New noise", newData, { title: "The same parabola, other noise" }),
  );
  bench.classList.add("pw-run");

  // By the reader's hand: what was moved counts, the rest keeps digits that no slider shows.
  view.addEventListener("input", () => {
    const moved = [...NAMES, "outlier" as const].filter((name) => view.value[name] !== shownAs(state[name]));
    if (moved.length === 0) return;
    const next = { ...state, ...Object.fromEntries(moved.map((name) => [name, view.value[name]])) };
    if (moved.some((name) => name !== "outlier")) begin({ ...next, steps: 0 });
    else state = next;
    show();
    touched();
  });
  view.addEventListener("change", () => commit());
  settings.addEventListener("input", () => {
    state = { ...state, ...settings.value };
    show();
    touched();
  });
  settings.addEventListener("change", () => commit());
  for (const inner of [view, settings]) {
    for (const type of ["input", "change"]) inner.addEventListener(type, (event) => event.stopPropagation());
  }

  const { buttons, foot, touched, commit } = frame<QuadraticState>(element, {
    name: url ?? "quadratic",
    url: url !== undefined,
    signal,
    start,
    state: () => state,
    restore: (given) => {
      const next = checkedQuadratic(given, start);
      pause();
      begin(next);
      origin = next.steps > 0 ? { ...start, loss: next.loss, seed: next.seed, outlier: next.outlier } : next;
      show();
    },
    model: () => modelOf(state),
    table: () => pointsOf(state),
    plot: () => view.output as Plot,
    tag: "pw-quadratic",
  });
  bench.append(...buttons);

  const side = made(
    "div",
    "pw-side",
    made("div", "readout", made("span", "soft", "The loss that is lowered"), value, was),
    chart,
    words,
    settings,
    landscape,
  );
  element.append(made("div", "pw-learn-body", made("div", "pw-main", view, bench, outlierWords), side), ...foot);
  show();
  return element;
}

/** As the sliders show it: they stand at hundredths, within their ends. */
const shownAs = (value: number): number => Number(value.toFixed(2));

const pick = ({ rate, loss, schedule, surface, best }: QuadraticState) => ({ rate, loss, schedule, surface, best });

function surfaceOf(state: QuadraticState, run: readonly QuadraticState[]) {
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
