// descent-live.ts: the figure of learning ReLUs in a page: a run in a worker, what it is shown by, and what starts and stops it.
import { type ReluSum, reluSum } from "../../core/index.ts";
import type { Gradient } from "../../fit/index.ts";
import { asSpare } from "../../markup/index.ts";
import { plot } from "../../plot/index.ts";
import { button } from "../bar.ts";
import type { LearnState } from "../work/learn-task.ts";
import { descentBoard, statusWords } from "./descent-board.ts";
import { type Domain, picture, room } from "./descent-picture.ts";
import { descentSettings } from "./descent-settings.ts";
import { checkedDescent, type DescentState } from "./descent-state.ts";
import { frame, made } from "./frame.ts";
import { handOn } from "./hand.ts";
import { createLearner } from "./learner.ts";
import { onScreen } from "./on-screen.ts";
import { type Columns, rowsOf, toNumbers } from "./problem.ts";
import { runBar } from "./run-bar.ts";
import { startsTrial } from "./starts-trial.ts";
import { unitSliders } from "./unit-sliders.ts";
import { unitWords } from "./unit-words.ts";

export function live(start: DescentState, domain: Domain, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let model: ReluSum = reluSum([]);
  let gradient: Gradient | undefined;
  let sample: Columns | undefined;
  let ylim: Domain = [-2, 2];

  const element = made("div", "pw-learn train");
  const units = made("p", "pw-note");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const shown = plot([], { xlim: domain, ylim, description: "The rows are being made." });
  const board = descentBoard(domain);
  const sliders = unitSliders(
    () => model,
    domain,
    moved,
    () => hand.letsGo(),
  );
  const settings = descentSettings(start, apply);
  const learner = createLearner("learn", take, complain, () => element.isConnected);
  const hand = handOn({
    learner,
    goOn: () => learner.run(state.pace),
    begin: () => begin({ ...state }),
    commit: () => commit(),
  });
  const trial = startsTrial(
    () => ({ problem: problemOf(state), domain }),
    (best) => {
      board.best = best;
      board.show(false);
    },
    complain,
  );
  const plotSeen = onScreen(shown, draw);
  const slidersSeen = onScreen(sliders.element, slide);

  function complain(error: Error): void {
    problem.textContent = error.message;
    problem.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: DescentState): void {
    const others = next.units !== state.units || next.selected !== state.selected;
    state = next;
    sample = gradient = undefined;
    board.begin(state.target);
    sliders.forget(others);
    trial.forget();
    problem.hidden = true;
    learner.begin({ problem: problemOf(state), domain, numbers: state.numbers, steps: state.steps });
  }

  function take(next: LearnState): void {
    if (hand.holds) return;
    const { intercept, slope } = next.model;
    model = reluSum(next.model.units, { intercept, slope });
    const first = gradient === undefined;
    const advanced = next.steps !== state.steps;
    gradient = next.gradient;
    if (next.sample) {
      sample = next.sample;
      ylim = room(sample);
      sliders.build(model, state);
    }
    // At a start that the seed gives, the state names no numbers: it is the same start for everyone.
    state = { ...state, steps: next.steps, numbers: next.steps === 0 && first ? state.numbers : toNumbers(model) };
    board.remember(next, model);
    sliders.remember(model);
    element.dataset.status = next.status;
    show();
    board.status.textContent = statusWords(next, state.rows);
    units.textContent = unitWords(next.units, domain);
    if (!next.sample || next.steps > 0) touched();
    run.taken(advanced);
  }

  /** By the reader's hand: the sum changes at once, and the run goes on from it on release. */
  function moved(next: ReluSum): void {
    hand.moves();
    model = next;
    state = { ...state, numbers: toNumbers(model) };
    draw();
    touched();
  }

  function draw(): void {
    if (gradient || hand.holds) shown.patch(asSpare(() => picture(state, model, sample, domain, ylim)));
  }

  function slide(): void {
    if (gradient) sliders.show(model, gradient);
  }

  function show(): void {
    run.label();
    if (!gradient) return;
    // At rest always, for those who read the description and do not see it.
    if (!learner.running || plotSeen()) draw();
    if (!learner.running || slidersSeen()) slide();
    board.show(learner.running);
  }

  function tryStarts(): void {
    learner.pause();
    show();
    trial.run();
  }

  /** What the reader set. What changes the problem begins anew; how fast one looks does not. */
  function apply(given: Partial<DescentState>): void {
    let next: DescentState;
    try {
      next = checkedDescent({ ...state, ...given, numbers: [], steps: 0 }, start);
    } catch (error) {
      complain(error as Error);
      return;
    }
    problem.hidden = true;
    const same = (names: readonly (keyof DescentState)[]) => names.every((name) => state[name] === next[name]);
    const running = learner.running;
    const kept = { ...next, numbers: state.numbers, steps: state.steps };
    const other = !same(["target", "rows", "noise", "units", "start"]);
    if (other) begin(next);
    else if (!same(["optimizer", "rate", "loss", "schedule", "batch"])) begin(kept);
    else if (gradient) {
      state = kept;
      sliders.build(model, state);
      show();
    } else state = kept;
    if (running && !other) learner.run(state.pace);
    commit();
  }

  const run = runBar(
    "Descent",
    {
      learner,
      pace: () => state.pace,
      show,
      commit: () => commit(),
      fresh: () => state.steps === 0 && state.numbers.length === 0,
      begin: (next) => begin({ ...state, seed: state.seed + Number(next), steps: 0, numbers: [] }),
    },
    button("Ten starts", tryStarts, { title: "Where ten seeds lead, beside the best there is" }),
  );

  const { buttons, foot, touched, commit } = frame<DescentState>(element, {
    name: url ?? "descent",
    url: url !== undefined,
    signal,
    start,
    state: () => state,
    restore: (given) => {
      const next = checkedDescent(given, start);
      begin(next);
      settings.show(next);
    },
    model: () => model,
    table: () => rowsOf({ ...state, rows: Math.min(state.rows, 10_000) }, domain),
    plot: () => {
      draw();
      return shown;
    },
    tag: "pw-descent",
    attributes: { domain: domain.join(" ") },
  });
  run.element.append(...buttons);

  const main = made("div", "pw-main", shown, sliders.element, run.element, problem, units, trial.element);
  const side = made("div", "pw-side", board.readout, board.chart, board.status, settings.element, board.frequencies);
  element.append(made("div", "pw-learn-body", main, side), ...foot);
  begin(start);
  signal?.addEventListener("abort", () => {
    trial.forget();
    learner.dispose();
  });
  return element;
}

const problemOf = ({ pace: _p, selected: _s, steps: _t, numbers: _n, ...problem }: DescentState) => problem;
