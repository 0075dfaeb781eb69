// points-live.ts: the figure of points in a page: a run in a worker, what it is shown by, and what starts and stops it.
import type { Network } from "../../core/index.ts";
import { parametersOf, startNetwork, withParameters } from "../../fit/index.ts";
import { announce } from "../announce.ts";
import { bar, button, enable } from "../bar.ts";
import { frame, made } from "../descent/frame.ts";
import { handOn } from "../descent/hand.ts";
import { onScreen } from "../descent/on-screen.ts";
import { wordsOf } from "../rules.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";
import { followTheme } from "./follow-theme.ts";
import { inputSwitch } from "./input-switch.ts";
import { layersBar } from "./layers-bar.ts";
import { withPoint } from "./own-points.ts";
import { pointsBoard } from "./points-board.ts";
import { columnsOf, type Points, pointsOf, startOf, unscaled } from "./points-data.ts";
import { pointsCsv, printed, saveButtons } from "./points-files.ts";
import { pointsRun } from "./points-run.ts";
import { pointsSettings } from "./points-settings.ts";
import { sourcePanel } from "./points-source.ts";
import { checkedPoints, inputsOn, layerSizes, lossOf, type PointsState, type Source } from "./points-state.ts";
import { pointsView } from "./points-view.ts";

/** Events of a run that goes on come at most so often: what listens to them may be slow. */
const TELL_MS = 250;

/** After a pause, the last state has come. */
const SETTLED_MS = 100;

export function live(start: PointsState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let points: Points = pointsOf(start);
  let sizes = layerSizes(start);
  let parameters: Float64Array = new Float64Array(0);
  /** The run is where the seed put it: the state names no numbers, and it is the same start for everyone. */
  let atStart = true;
  let steps = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let arranged = "";
  let told = 0;

  const element = made("div", "pw-learn pw-points");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const complain = (text: string): void => {
    problem.textContent = text;
    problem.hidden = text === "";
  };
  const inputs = inputSwitch(() => ({ inputs: state.inputs, names: points.axes.map(({ name }) => name) }), apply);
  const board = pointsBoard();
  const view = pointsView(
    element,
    () => ({ state, points, sizes, parameters, model, running: run.running, held: hand.holds, words: board.words }),
    { onPoint: lay, onMoved: moved, onReleased: () => hand.letsGo(), onInput: inputs.press },
  );
  const source = sourcePanel(start.source, takeSource);
  const settings = pointsSettings(start, apply);
  const layers = layersBar((units) => apply({ layers: units }));
  const run = pointsRun(
    take,
    (error) => complain(error.message),
    () => element.isConnected,
  );
  const hand = handOn({ learner: run, goOn, begin: () => begin(stateNow()), commit: () => commit() });
  const seen = onScreen(element, view.draw);

  const model = (): Network => withParameters(startNetwork(sizes), parameters);
  const epochSteps = (): number => (state.batch > 0 ? Math.ceil(points.learned / state.batch) : 1);
  let rounded: { readonly of: Float64Array; readonly numbers: readonly number[] } | undefined;
  /** The state as it is kept: with the network's numbers, nine digits each. */
  const stateNow = (): PointsState => {
    if (atStart) return { ...state, steps: 0, numbers: [] };
    if (rounded?.of !== parameters) {
      rounded = { of: parameters, numbers: Array.from(parameters, (value) => Number(value.toPrecision(9))) };
    }
    return { ...state, steps, numbers: rounded.numbers };
  };

  /** A run from where the state says. */
  function begin(next: PointsState): void {
    run.pause();
    const sourceChanged = next.source !== state.source || next.test !== state.test || points.y.length === 0;
    state = next;
    if (sourceChanged) points = pointsOf(state);
    sizes = layerSizes(state);
    atStart = state.numbers.length === 0;
    steps = atStart ? 0 : state.steps;
    parameters = atStart ? parametersOf(startOf(state)) : Float64Array.from(state.numbers);
    const read = inputsOn(state).map((on, i) => ({ name: points.axes[i].name, on }));
    const arrangement = JSON.stringify([sizes, read]);
    if (arrangement !== arranged) {
      arranged = arrangement;
      view.arrange(sizes, read);
      layers.show(state.layers, sizes);
    }
    complain("");
    inputs.clear();
    board.begin();
    view.forget();
    if (points.learned === 0) {
      complain(`There is no point to learn from yet${state.source.kind === "own" ? ": lay some in the plane" : ""}.`);
      board.clear();
      enableAll();
      view.draw();
      return;
    }
    const { rows, test } = columnsOf(state, points);
    const { optimizer, rate, batch, seed, decay: weightDecay, l1, dropout } = state;
    const { layers: now } = model();
    run.begin({
      ...{ model: { layers: now }, rows, test, loss: lossOf(state), optimizer: optimizer as DenseInput["optimizer"] },
      ...{ rate, batch, steps, seed, weightDecay, l1, dropout },
    });
  }

  function take(next: DenseState, reached: boolean): void {
    if (hand.holds) return;
    if (next.steps > steps) atStart = false;
    steps = next.steps;
    if (!atStart) parameters = new Float64Array(next.parameters);
    board.remember(next);
    element.dataset.status = next.status;
    element.dataset.epoch = String(next.epoch);
    show();
    tell();
    if (reached) commit();
  }

  function tell(): void {
    const now = performance.now();
    if (run.running && now - told < TELL_MS) return;
    told = now;
    if (!atStart) touched();
  }

  function goOn(): void {
    if (points.learned === 0) return;
    const stop = state.stop * epochSteps();
    run.run(state.pace, stop > steps ? stop : Number.POSITIVE_INFINITY);
    show();
  }

  function toggle(): void {
    if (run.running) {
      run.pause();
      show();
      settle();
    } else goOn();
  }

  /** A state may still be under way when a run is paused: what is kept is what comes of it. */
  function settle(): void {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!run.running) commit();
    }, SETTLED_MS);
  }

  function oneEpoch(): void {
    if (points.learned > 0) run.reach((Math.floor(steps / epochSteps()) + 1) * epochSteps());
  }

  function afresh(change: Partial<PointsState>): void {
    begin({ ...state, ...change, steps: 0, numbers: [] });
    commit();
  }

  /** By the reader's hand: the picture follows at once, and the run goes on from there on release. */
  function moved(index: number, value: number): void {
    hand.moves();
    parameters = parameters.slice();
    parameters[index] = value;
    atStart = false;
    view.draw();
    touched();
  }

  /** What the reader set. Other points or layers begin anew; the rest goes on from where the network is. */
  function apply(given: Partial<PointsState>): void {
    let next: PointsState;
    try {
      next = checkedPoints({ ...state, ...given, numbers: [], steps: 0 }, start);
    } catch (error) {
      complain(wordsOf(error));
      return;
    }
    const goes = run.running;
    const looksOnly = Object.entries(given).every(
      ([name, value]) =>
        ["pieces", "tests", "discrete", "pace", "stop"].includes(name) || value === state[name as keyof PointsState],
    );
    if (looksOnly) {
      state = { ...next, numbers: state.numbers, steps: state.steps };
      show();
      if (goes) goOn();
    } else {
      const same =
        layerSizes(next).join() === sizes.join() &&
        next.inputs === state.inputs &&
        (next.source === state.source || next.source.kind === "own");
      begin(same && !atStart ? { ...stateNow(), ...given } : next);
      if (goes) goOn();
    }
    commit();
  }

  /** What cannot be used is said where it was given, and what was before stays. */
  function takeSource(given: Source): void {
    const { source, test } = checkedPoints({ ...state, source: given, numbers: [], steps: 0 }, start);
    if (source.kind === "formula" && pointsOf({ source, test }).y.length === 0) {
      throw new RangeError("the formula has a number nowhere in the plane: type another");
    }
    apply({ source });
    settings.show(state);
  }

  function lay(x: number, y: number, done: boolean): void {
    if (state.source.kind === "own" && Number.isFinite(x)) {
      const next = withPoint(state.source, x, y, source.pen);
      if (next !== state.source) {
        const goes = run.running;
        begin({ ...stateNow(), source: next });
        if (goes) goOn();
        source.show(next);
        touched();
      }
    }
    if (done) commit();
  }

  function show(): void {
    runButton.textContent = run.running ? "Pause" : "Start";
    enableAll();
    announce(element, run.running);
    board.show(run.running);
    // At rest always, for those who read the description and do not see it.
    if (!run.running || seen()) view.draw();
  }

  /** Buttons that would do nothing cannot be pressed. */
  function enableAll(): void {
    for (const further of [runButton, epochButton]) enable(further, points.learned > 0 && !run.over);
    enable(rewind, !atStart);
  }

  const runButton = button("Start", toggle);
  runButton.classList.add("main");
  const epochButton = button("One epoch", oneEpoch);
  const rewind = button("Rewind", () => afresh({}), { title: "To the same start" });
  const runBar = bar(
    "Learning",
    runButton,
    epochButton,
    rewind,
    button("New start", () => afresh({ seed: state.seed + 1 }), { title: "The next seed" }),
  );
  runBar.classList.add("pw-run");

  const { buttons, foot, touched, commit } = frame<PointsState>(element, {
    name: url ?? "points",
    url: url !== undefined,
    signal,
    start,
    state: stateNow,
    restore(given) {
      const next = checkedPoints(given, start);
      begin(next);
      settings.show(next);
      source.show(next.source);
      layers.show(next.layers, sizes);
    },
    model: () => unscaled(model(), points.axes),
    formula: (f, language) => printed(f as Network, language, state, points),
    table: () => pointsCsv(state, points, model()),
    plot: view.files,
    tag: "pw-points",
  });
  runBar.append(
    ...buttons,
    ...saveButtons(
      stateNow,
      (given) => {
        (element as HTMLElement & { value: unknown }).value = given;
        commit();
      },
      complain,
    ),
  );

  element.append(
    source.element,
    made("div", "pw-network", layers.columns, view.network),
    inputs.element,
    layers.bar,
    bar("Chosen weight", view.weight, view.look),
    made(
      "div",
      "pw-learn-body",
      made("div", "pw-main", view.plane, view.key, view.note, runBar, problem),
      made("div", "pw-side", board.element, settings.learning),
      made("div", "pw-side pw-below", settings.looks),
    ),
    ...foot,
  );
  for (const type of ["dragover", "drop"] as const) {
    element.addEventListener(type, (event) => {
      event.preventDefault();
      const [dropped] = (type === "drop" && event.dataTransfer?.files) || [];
      if (dropped) source.take(dropped);
    });
  }
  begin(start);
  followTheme(view.draw, signal);
  signal?.addEventListener("abort", () => {
    clearTimeout(settling);
    view.dispose();
    run.dispose();
  });
  return element;
}
