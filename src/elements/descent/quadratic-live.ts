// quadratic-live.ts: the parabola that learns in a page: its run, what shows it, and the buttons.
import { interact } from "../../interact/index.ts";
import type { Plot } from "../../plot/index.ts";
import { announce } from "../announce.ts";
import { bar, button, enable } from "../bar.ts";
import { drawing } from "../drawing.ts";
import { hear } from "../inner-events.ts";
import { logPlot } from "../log-plot.ts";
import { concise } from "../numbers.ts";
import { contourPlot } from "./contours.ts";
import { eachFrame, frame, made } from "./frame.ts";
import { gradientAt, lossAt, mean, median } from "./parabola.ts";
import { INK, modelOf, NAMES, picture, shownAs, slidersOf, surfaceOf } from "./quadratic-picture.ts";
import { quadraticSettings, settingsOf } from "./quadratic-settings.ts";
import {
  abcOf,
  checkedQuadratic,
  LIMITS,
  LOSSES,
  left,
  outlierOf,
  pointsOf,
  type QuadraticState,
  rateNow,
  steepestDirection,
  stepped,
  trod,
} from "./quadratic-state.ts";
import { markSliders } from "./slider-marks.ts";
import { inWords, measured } from "./verdict.ts";

/** Steps of a run that are remembered for the charts. */
const REMEMBERED = 2000;

/** A run that is not told to stop ends here. */
const MOST_STEPS = 100_000;

export function live(start: QuadraticState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  /** Where this run began, and every state since, for the charts and the way back. */
  let origin = start;
  let run: QuadraticState[] = [start];
  let stop: (() => void) | undefined;

  const element = made("div", "pw-learn train");
  const view = interact(() => picture(state, state.steps > 0 ? abcOf(origin) : undefined), slidersOf(start), {
    units: INK,
    labels: { outlier: "dragged point" },
  });
  const settings = quadraticSettings(start);
  const value = made("output", "value");
  const was = made("span", "soft num");
  const words = made("p", "pw-note verdict");
  words.setAttribute("role", "status");
  const outlierWords = made("p", "pw-note");
  const chart = logPlot([], { ylog: true, xlabel: "steps", ylabel: "loss", height: 150, description: "" });
  const landscape = drawing(contourPlot(surfaceOf(state, run)));
  /** The loss that is lowered now, where the run began. */
  const started = () => lossAt(abcOf(origin), pointsOf(state), LOSSES[state.loss]);

  function show(): void {
    announce(element, stop !== undefined);
    const points = pointsOf(state);
    const rounded = Object.fromEntries([...NAMES, "outlier" as const].map((name) => [name, shownAs(state[name])]));
    view.value = rounded as never;
    settings.value = { ...settingsOf(state) };
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
    for (const further of [runButton, oneStep, tenSteps]) enable(further, stepped(state, points) !== state);
    enable(back, state.steps > 0 || NAMES.some((name) => state[name] !== start[name]));
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
  const oneStep = button("One step", () => press(1));
  const tenSteps = button("Ten steps", () => press(10));
  const back = button("Rewind", rewind, { title: "Back to the start: a, b and c at 1.1" });
  const bench = bar(
    "Descent",
    runButton,
    oneStep,
    tenSteps,
    back,
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
  for (const inner of [view, settings]) hear(inner);

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
