// slices-live.ts: the figure of slices in a page: a run in a worker, what a reader sets and takes back, and where all of it stands.
import type { PlaneSum } from "../../core/index.ts";
import { withParameters } from "../../fit/index.ts";
import { heatMap, SIZE } from "../../plot/surface/index.ts";
import { frame, made } from "../descent/frame.ts";
import { createLearner } from "../descent/learner.ts";
import { onScreen } from "../descent/on-screen.ts";
import { runBar } from "../descent/run-bar.ts";
import { lossBoard } from "../surface/loss-board.ts";
import { pictureFiles } from "../surface/surface-files.ts";
import { toNumbers } from "../surface/surface-state.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";
import { ownPanel } from "./own-panel.ts";
import type { OwnTable } from "./own-table.ts";
import { csvOf, formulaOf, jsonOf } from "./slices-files.ts";
import { type SlicesProblem, slicesProblem } from "./slices-problem.ts";
import { placeSliders, slicesSettings } from "./slices-settings.ts";
import { checkedSlices, OWN, type SlicesState, sumOf, tableOf, type Way } from "./slices-state.ts";
import { slicesViews } from "./slices-views.ts";
import { type Scored, slicesWays } from "./slices-ways.ts";

export function live(start: SlicesState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let problem: SlicesProblem = slicesProblem(tableOf(state));
  let model: PlaneSum = sumOf(state);
  let last: DenseState | undefined;

  const element = made("div", "pw-learn surface slices");
  const fault = made("p", "pw-error");
  fault.setAttribute("role", "alert");
  fault.hidden = true;
  const credit = made("p", "pw-note");
  const board = lossBoard(() => problem.rows.y.length);
  const settings = slicesSettings(apply);
  const sliders = placeSliders(look, released);
  const own = ownPanel(bring);
  const ways = slicesWays({
    onChosen: choose,
    onFound: () => show(),
    onNothing(error) {
      if (error) complain(error);
      if (state.by !== "descent" && !ways.found(problem, state.by)) choose("descent");
    },
  });
  const learner = createLearner<DenseInput, DenseState>("dense", take, complain, () => element.isConnected);
  const views = slicesViews({
    now: () => ({ state, problem, shown: shown() }),
    learns: () => learner.running,
    ...{ onLook: look, onReleased: released, onRead: read, signal },
  });
  const seen = onScreen(element, views.follow);

  function complain(error: Error): void {
    fault.textContent = error.message;
    fault.hidden = false;
    show();
  }

  /** Where descent has come to. */
  function descended(): Scored {
    return { model, seen: last?.train.loss ?? Number.NaN, unseen: last?.test?.loss ?? Number.NaN };
  }

  /** What is shown: while that is looked for, the sum of descent. */
  function shown(): Scored {
    return ways.found(problem, state.by) ?? descended();
  }

  /** Another way to the sum that is shown. Descent rests meanwhile. */
  function choose(by: Way): void {
    learner.pause();
    state = { ...state, by };
    ways.find(problem, by);
    show();
    commit();
  }

  /** A run from where the state says. */
  function begin(next: SlicesState): void {
    state = next;
    problem = slicesProblem(tableOf(state));
    model = sumOf(state);
    last = undefined;
    board.begin();
    fault.hidden = true;
    const { rows, test } = problem;
    const { optimizer, rate, seed, steps } = state;
    const run = { optimizer, rate, seed, steps, batch: 0, loss: "mse", standardize: true } as const;
    learner.begin({ model, rows, test, ...run });
    ways.find(problem, state.by);
    settings.show(state);
    credit.textContent = problem.credit;
    views.drawStrip();
    views.draw();
  }

  function take(next: DenseState): void {
    const advanced = next.steps !== state.steps;
    if (advanced) {
      model = withParameters(model, next.parameters);
      state = { ...state, steps: next.steps, numbers: toNumbers(model) };
      touched();
    }
    last = next;
    board.remember(next);
    element.dataset.status = next.status;
    show();
    run.taken(advanced);
  }

  function look(at: readonly number[]): void {
    state = checkedSlices({ ...state, at }, start);
    views.draw();
    touched();
  }

  function released(): void {
    commit();
  }

  /** Writes what is read beside the cuts. */
  function read(): void {
    sliders.show(state);
    ways.show(problem, state.by, descended());
    for (const part of [board.readout, board.chart, board.status]) part.hidden = state.by !== "descent";
    board.show(learner.running);
  }

  function show(): void {
    run.label();
    // At rest always, for those who read the description and do not see it.
    if (!learner.running || seen()) views.follow();
  }

  /** A table of the reader's own, which is learned at once. */
  function bring(table: OwnTable): void {
    apply({ table: OWN, own: table, by: "descent" });
    for (const by of ["products", "hinges"] as const) ways.find(problem, by);
    learner.run(state.pace);
    show();
  }

  /** What the reader set. What changes the problem begins anew; where one looks does not. */
  function apply(given: Partial<SlicesState>): void {
    const running = learner.running;
    const next = { ...state, ...given };
    const other = tableOf(next) !== tableOf(state);
    if (other || next.units !== state.units) {
      const places = other ? { ...firstAxes(slicesProblem(tableOf(next))), at: [] } : {};
      begin(checkedSlices({ ...next, ...places, steps: 0, numbers: [] }, start));
      commit();
      return;
    }
    // The same input cannot be on both axes: the one that was there gives way.
    const { across, up } = next;
    const axes =
      across !== up
        ? { across, up }
        : across !== state.across
          ? { across, up: state.across }
          : { across: state.up, up };
    const set = checkedSlices({ ...next, ...axes }, start);
    if (set.optimizer === state.optimizer && set.rate === state.rate) {
      state = set;
      settings.show(state);
      views.draw();
    } else begin(set);
    if (running) learner.run(state.pace);
    commit();
  }

  /** What takes steps shows them. */
  const shownRun = {
    ...{ pause: learner.pause },
    run(steps: number) {
      if (state.by !== "descent") choose("descent");
      learner.run(steps);
    },
    step(steps: number) {
      if (state.by !== "descent") choose("descent");
      learner.step(steps);
    },
    get running() {
      return learner.running;
    },
    get asked() {
      return learner.asked;
    },
    get over() {
      return learner.over;
    },
  };
  const run = runBar("Learning", {
    learner: shownRun,
    pace: () => state.pace,
    show,
    commit: () => commit(),
    fresh: () => state.by === "descent" && state.steps === 0 && state.numbers.length === 0,
    begin: (next) => begin({ ...state, by: "descent", seed: state.seed + Number(next), steps: 0, numbers: [] }),
  });

  const { buttons, foot, touched, commit } = frame<SlicesState>(element, {
    ...{ name: url ?? "slices", url: url !== undefined, signal, start },
    state: () => state,
    restore: (given) => {
      const next = checkedSlices(given, start);
      const sameTable = tableOf(next) === tableOf(state);
      const sameRun = (["units", "seed", "steps", "numbers", "optimizer", "rate"] as const).every(
        (name) => JSON.stringify(next[name]) === JSON.stringify(state[name]),
      );
      if (sameTable && sameRun) {
        state = next;
        ways.find(problem, state.by);
        settings.show(state);
        views.draw();
      } else begin(next);
    },
    model: () => shown().model,
    formula: (model, language) => formulaOf(model, language, problem),
    json: (model) => jsonOf(model, problem),
    table: () => csvOf(problem, shown().model),
    plot: () => pictureFiles(element, (paint) => [[heatMap(views.map(), paint), 2 * SIZE]]),
    tag: "pw-slices",
  });
  run.element.append(...buttons);

  const { cuts, answer, described } = views;
  const main = made("div", "pw-main", cuts, sliders.element, run.element, fault, described);
  const side = made("div", "pw-side", answer, ways.element, board.readout, board.chart, board.status);
  const below = made("div", "pw-side pw-below", settings.element, own.element, credit);
  element.append(made("div", "pw-learn-body", main, side, below), ...foot);
  own.acceptDrops(element);
  begin(start);
  signal?.addEventListener("abort", () => {
    learner.dispose();
    ways.dispose();
  });
  return element;
}

/** The first two inputs of numbers. */
function firstAxes({ inputs }: SlicesProblem): Pick<SlicesState, "across" | "up"> {
  const [across, up] = inputs.flatMap(({ is }, j) => (is === undefined ? [j] : []));
  return { across, up };
}
