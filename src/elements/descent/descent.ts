// descent.ts: a figure in which a sum of ReLUs learns, and its sliders move by themselves.
import { type ReluSum, reluSum } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import { type Gradient, unitStates } from "../../fit/index.ts";
import { choice, interact, log, range } from "../../interact/index.ts";
import { type Hue, type Plot, plot } from "../../plot/index.ts";
import { bar, button } from "../bar.ts";
import { logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import type { LearnState } from "../work/learn-task.ts";
import { checkedDescent, type DescentState, MOST_UNITS, PACES, RATES } from "./descent-state.ts";
import { frame, made } from "./frame.ts";
import { frequenciesOf, learnedShares } from "./frequencies.ts";
import { createLearner, startsJob } from "./learner.ts";
import { BATCHES, type Columns, OPTIMIZERS, ROWS, rowsOf, SCHEDULES, STARTS, startOf, toNumbers } from "./problem.ts";
import type { LearningFigure } from "./quadratic.ts";
import { markSliders } from "./slider-marks.ts";
import { unitWords } from "./unit-words.ts";

export interface DescentOptions extends Partial<Omit<DescentState, "numbers" | "steps">> {
  /** The parameter of the page's address that holds the state; none unless said. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
  /** Where the target is learned; [−2, 2] unless said. */
  readonly domain?: readonly [number, number];
}

const FIRST: DescentState = {
  ...{ target: "sin(3x) + 0.3x", rows: 100, noise: 0.1, units: 6, start: "pytorch", seed: 1 },
  ...{ optimizer: "adam", rate: 0.01, loss: "mse", schedule: "constant", batch: 0 },
  ...{ pace: 10, selected: 1, steps: 0, numbers: [] },
};

/** Units that have sliders at once. */
const SHOWN = 3;

/** Seeds that "Ten starts" tries, and their steps. */
const TRIES = 10;
const TRY_STEPS = 3000;

/** Points of the charts, at most. */
const REMEMBERED = 600;

/**
 * A sum of ReLUs on rows of a typed target: it learns in a worker, and its sliders, each with its slope as an arrow, move by
 * themselves; the reader may move them as well. Says which units are dead and why, what several starts lead to, and in which
 * order the frequencies of a target are learned.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function descentFigure(options: DescentOptions = {}): LearningFigure<DescentState> {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`descentFigure: options must be an object, got ${options}`);
  }
  const { url, signal, domain = [-2, 2], ...rest } = options;
  if (
    !(Array.isArray(domain) && domain.length === 2 && domain[0] < domain[1] && Number.isFinite(domain[1] - domain[0]))
  ) {
    throw new RangeError(`descentFigure: domain must be two finite numbers [lo, hi] with lo < hi, got ${domain}`);
  }
  const start = checkedDescent(rest, FIRST);
  const figure = typeof document === "undefined" ? still(start, domain) : live(start, domain, url, signal);
  return figure as LearningFigure<DescentState>;
}

type Domain = readonly [number, number];

function picture(state: DescentState, model: ReluSum, sample: Columns | undefined, domain: Domain, ylim: Domain): Plot {
  const f = target(state.target);
  return plot(
    [
      ...(sample ? [{ kind: "points", x: sample.x, y: sample.y } as const] : []),
      { kind: "target", f: (x: number) => f(x), label: "target" },
      { f: model },
    ],
    { xlim: domain, ylim, units: true, selected: state.units > 7 ? state.selected - 1 : undefined, labels: false },
  );
}

/** So much room that the target fills the middle of it. */
function room({ y }: Columns): Domain {
  const low = y.reduce((a, b) => Math.min(a, b), 0);
  const high = y.reduce((a, b) => Math.max(a, b), 0);
  const margin = Math.max(0.5, (high - low) * 0.5);
  return [Math.floor(low - margin), Math.ceil(high + margin)];
}

function still(start: DescentState, domain: Domain): object {
  const rows = rowsOf({ ...start, rows: 100 }, domain);
  const model = startOf(start, rows);
  const view = interact(() => picture(start, model, rows, domain, room(rows)), sliders(start, model), {
    groups: groups(start),
    units: HUES(start),
  });
  return Object.defineProperties({ value: start, toString: () => String(view) }, { model: { get: () => model } });
}

const indices = ({ selected, units }: DescentState): number[] => {
  const first = Math.max(0, Math.min(selected - 1, units - SHOWN));
  return Array.from({ length: Math.min(SHOWN, units) }, (_, i) => first + i);
};

const PARTS = { m: "m", b: "b", w: "weight" } as const;

/** How far a slider reaches: twice as far as anything stands at the start. */
const reachOf = (model: ReluSum): number =>
  Math.ceil(
    2 * model.units.reduce((most, { m, b, weight }) => Math.max(most, Math.abs(m), Math.abs(b), Math.abs(weight)), 1),
  );

const sliders = (state: DescentState, model: ReluSum) => {
  const reach = reachOf(model);
  return Object.fromEntries(
    indices(state).flatMap((i) =>
      Object.entries(PARTS).map(([name, part]) => [
        `${name}${i + 1}`,
        {
          kind: "float-slider",
          value: shownAs(model.units[i][part], reach),
          min: -reach,
          max: reach,
          step: 0.01,
        } as const,
      ]),
    ),
  );
};

const shownAs = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, Number(value.toFixed(2))));

const groups = (state: DescentState) =>
  Object.fromEntries(indices(state).map((i) => [`ReLU ${i + 1}`, Object.keys(PARTS).map((name) => `${name}${i + 1}`)]));

const HUES = (state: DescentState): Record<string, Hue> =>
  Object.fromEntries(
    indices(state).flatMap((i) => Object.keys(PARTS).map((name) => [`${name}${i + 1}`, (i < 7 ? i + 1 : 0) as Hue])),
  );

function live(start: DescentState, domain: Domain, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let model: ReluSum = reluSum([]);
  let gradient: Gradient | undefined;
  let sample: Columns | undefined;
  let ylim: Domain = [-2, 2];
  let reach = 2;
  let trails: Record<string, number[]> = {};
  let history: { step: number; loss: number; shares: number[] }[] = [];
  let frequencies: number[] = [];
  let committing = false;
  let trying: { cancel(): void } | undefined;
  let best = Number.NaN;

  const element = made("div", "pw-learn train");
  const loss = made("output", "value");
  const was = made("span", "soft num");
  const status = made("p", "pw-note verdict");
  status.setAttribute("role", "status");
  const units = made("p", "pw-note");
  const spread = made("p", "pw-note");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const sliderPlace = made("div", "pw-slider-place");
  const shown = plot([], { xlim: domain, ylim });
  const chart = logPlot([], { ylog: true, xlabel: "steps", ylabel: "loss", height: 150, description: "" });
  const rise = logPlot([], {
    ylim: [0, 1.1],
    xlabel: "steps",
    ylabel: "share of each frequency that is learned",
    height: 170,
    description: "",
  });
  rise.hidden = true;
  let view = interact(() => undefined, {});

  const settings = interact(
    () => undefined,
    {
      target: start.target,
      units: range(1, MOST_UNITS, 1),
      selected: range(1, MOST_UNITS, 1),
      start: choice(STARTS),
      optimizer: choice(Object.keys(OPTIMIZERS)),
      rate: log(...RATES),
      loss: choice([
        ["mean squared error", "mse"],
        ["mean absolute error", "mae"],
        ["Huber's, 0.5", "huber"],
      ]),
      schedule: choice(Object.keys(SCHEDULES)),
      rows: choice(ROWS.map((n) => [count(n), n])),
      noise: range(0, 2, 0.05),
      batch: choice(BATCHES.map((n) => [n === 0 ? "all rows" : count(n), n])),
      pace: choice(PACES.map((n) => [n === 0 ? "as many as fit" : count(n), n])),
    },
    {
      defaults: settingsOf(start) as never,
      labels: {
        units: "ReLUs",
        selected: "sliders of ReLU",
        rate: "learning rate",
        batch: "rows a step",
        pace: "steps a frame",
        noise: "noise",
      },
      units: Object.fromEntries(Object.keys(settingsOf(start)).map((name) => [name, 0])) as never,
      continuous: false,
    },
  );

  const learner = createLearner(
    (next) => take(next),
    (error) => complain(error),
    () => element.isConnected,
  );

  function complain(error: Error): void {
    problem.textContent = error.message;
    problem.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: DescentState): void {
    const rebuilt = next.units !== state.units || next.selected !== state.selected || history.length === 0;
    state = next;
    sample = undefined;
    gradient = undefined;
    history = [];
    trails = {};
    best = Number.NaN;
    trying?.cancel();
    spread.textContent = "";
    frequencies = frequenciesOf(state.target);
    rise.hidden = frequencies.length === 0;
    problem.hidden = true;
    if (rebuilt || sliderPlace.childElementCount === 0) view.hidden = true;
    learner.begin({ problem: problemOf(state), domain, numbers: state.numbers, steps: state.steps });
  }

  function take(next: LearnState): void {
    const { intercept, slope } = next.model;
    model = reluSum(next.model.units, { intercept, slope });
    gradient = next.gradient;
    if (next.sample) {
      sample = next.sample;
      ylim = room(sample);
      rebuild();
    }
    state = {
      ...state,
      steps: next.steps,
      numbers: next.steps === 0 && history.length === 0 ? state.numbers : toNumbers(model),
    };
    const f = target(state.target);
    history.push({ step: next.steps, loss: next.loss, shares: learnedShares(model, (x) => f(x), frequencies, domain) });
    if (history.length > REMEMBERED) history = history.filter((_, i) => i % 2 === 0 || i > history.length - 20);
    for (const [name, value] of Object.entries(values())) {
      trails[name] = [...(trails[name] ?? []), value].slice(-13);
    }
    say(next);
    show();
    if (!next.sample || next.steps > 0) touched();
    if (committing && !learner.running) {
      committing = false;
      commit();
    }
  }

  function values(): Record<string, number> {
    return Object.fromEntries(
      indices(state).flatMap((i) =>
        Object.entries(PARTS).map(([name, part]) => [`${name}${i + 1}`, model.units[i][part]]),
      ),
    );
  }

  /** The sliders of the selected units, made anew: their names are the units'. */
  function rebuild(): void {
    reach = reachOf(model);
    view = interact(() => undefined, sliders(state, model), {
      groups: groups(state),
      units: HUES(state),
      reset: false,
      captions: Object.fromEntries(
        indices(state).map((i) => [`ReLU ${i + 1}`, () => (model.units[i] ? unitStates(model, domain)[i].state : "")]),
      ),
    });
    view.addEventListener("input", (event) => {
      event.stopPropagation();
      moved();
    });
    view.addEventListener("change", (event) => {
      event.stopPropagation();
      restart();
    });
    sliderPlace.replaceChildren(view);
  }

  /** By the reader's hand: the sum changes at once, and the run goes on from it on release. */
  function moved(): void {
    const given = view.value as Record<string, number>;
    const next = model.units.map((unit) => ({ ...unit }));
    for (const [name, value] of Object.entries(values())) {
      if (given[name] === shownAs(value, reach)) continue;
      next[Number(name.slice(1)) - 1][PARTS[name[0] as "m"]] = given[name];
    }
    model = reluSum(next, { intercept: model.intercept, slope: model.slope });
    state = { ...state, numbers: toNumbers(model) };
    shown.patch(picture(state, model, sample, domain, ylim));
    touched();
  }

  function restart(): void {
    const running = learner.running;
    begin({ ...state });
    if (running) learner.run(state.pace);
    commit();
  }

  function say(next: LearnState): void {
    element.dataset.status = next.status;
    const speed =
      next.speed > 0
        ? `${count(Number(next.speed.toPrecision(2)))} steps a second, ${count(state.rows)} rows each. `
        : "";
    const words =
      next.status === "diverged"
        ? "Diverged: the numbers left the finite ones. Rewind, and take a smaller rate."
        : next.status === "converged"
          ? "Arrived: every slope is zero."
          : next.steps === 0
            ? "At the start. Arrows show where each slider will go."
            : "";
    status.textContent = speed + words;
    units.textContent = unitWords(next.units, domain);
  }

  function show(): void {
    runButton.textContent = learner.running ? "Pause" : "Start";
    if (!gradient) return;
    const by = gradient;
    shown.patch(picture(state, model, sample, domain, ylim));
    const now = values();
    view.value = Object.fromEntries(Object.entries(now).map(([name, value]) => [name, shownAs(value, reach)])) as never;
    const slopes = Object.fromEntries(
      Object.keys(now).map((name) => [name, by.units[Number(name.slice(1)) - 1][PARTS[name[0] as "m"]]]),
    );
    const longest = Object.values(slopes).reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const scale = longest > 0 ? Math.min(1, (0.8 * reach) / longest) : 0;
    markSliders(
      view,
      Object.fromEntries(
        Object.entries(now).map(([name, value]) => [
          name,
          {
            min: -reach,
            max: reach,
            value,
            pull: -scale * slopes[name],
            slope: slopes[name],
            trail: (trails[name] ?? []).slice(0, -1),
          },
        ]),
      ),
    );
    const first = history[0];
    const last = history.at(-1)!;
    loss.textContent = concise(last.loss, 3);
    was.textContent =
      last.step > first.step ? `was ${concise(first.loss, 3)}; step ${count(last.step)}` : `step ${count(last.step)}`;
    const steps = history.map(({ step }) => step);
    chart.update(
      [
        { x: steps, y: history.map((at) => at.loss), kind: "error", now: true },
        ...(Number.isFinite(best)
          ? [
              {
                x: [first.step, Math.max(last.step, first.step + 100)],
                y: [best, best],
                kind: "target",
                label: "best",
              } as const,
            ]
          : []),
      ],
      {
        xlim: [first.step, Math.max(first.step + 100, last.step)],
        description: `Loss over the steps: ${concise(first.loss)} at step ${first.step}, ${concise(last.loss)} at step ${last.step}.`,
      },
    );
    if (frequencies.length > 0) {
      rise.update(
        frequencies.map((w, i) => ({
          x: steps,
          y: history.map(({ shares }) => shares[i]),
          unit: (i + 1) as Hue,
          label: `${concise(w)}x`,
        })),
        {
          xlim: [first.step, Math.max(first.step + 100, last.step)],
          description: `Learned of each frequency: ${frequencies.map((w, i) => `${Math.round(100 * last.shares[i])} % of ${w}`).join(", ")}.`,
        },
      );
    }
  }

  function toggle(): void {
    if (learner.running) {
      learner.pause();
      show();
      commit();
    } else {
      learner.run(state.pace);
      show();
    }
  }

  function press(steps: number): void {
    learner.pause();
    committing = true;
    learner.step(steps);
  }

  function afresh(change: Partial<DescentState>): void {
    begin({ ...state, ...change, steps: 0, numbers: [] });
    commit();
  }

  function tryStarts(): void {
    trying?.cancel();
    learner.pause();
    show();
    spread.textContent = "Trying…";
    const mine = startsJob({ problem: problemOf(state), domain, seeds: TRIES, steps: TRY_STEPS }, (share) => {
      spread.textContent = `Ten starts, ${count(TRY_STEPS)} steps each: ${Math.round(100 * share)} %`;
    });
    trying = mine;
    mine.done.then(
      (result) => {
        const sorted = [...result.losses].sort((a, b) => a - b);
        best = result.best;
        const middle = (sorted[TRIES / 2 - 1] + sorted[TRIES / 2]) / 2;
        const beside = Number.isFinite(best) ? ` The best sum of ${state.units} there is: ${concise(best)}.` : "";
        spread.textContent = `Ten starts, ${count(TRY_STEPS)} steps each: they end at losses from ${concise(sorted[0])} to ${concise(sorted[TRIES - 1])}, half of them above ${concise(middle)}.${beside} The start decides.`;
        show();
      },
      (error: Error) => {
        if (error.name !== "AbortError") complain(error);
      },
    );
  }

  const runButton = button("Start", toggle);
  runButton.classList.add("main");
  const bench = bar(
    "Descent",
    runButton,
    button("One step", () => press(1)),
    button("Rewind", () => afresh({}), { title: "To the same start" }),
    button("New start", () => afresh({ seed: state.seed + 1 }), { title: "The next seed" }),
    button("Ten starts", tryStarts, { title: "Where ten seeds lead, beside the best there is" }),
  );
  bench.classList.add("pw-run");

  settings.addEventListener("input", (event) => event.stopPropagation());
  settings.addEventListener("change", (event) => {
    event.stopPropagation();
    apply({ ...settings.value } as unknown as Partial<DescentState>);
  });

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
    const keep = { numbers: state.numbers, steps: state.steps };
    const same = (names: readonly (keyof DescentState)[]) => names.every((name) => state[name] === next[name]);
    if (same(["target", "rows", "noise", "units", "start"])) {
      const running = learner.running;
      const only = { ...next, ...keep };
      if (same(["optimizer", "rate", "loss", "schedule", "batch"])) {
        state = only;
        rebuild();
        show();
      } else begin(only);
      if (running) learner.run(state.pace);
    } else begin(next);
    commit();
  }

  const { buttons, foot, touched, commit } = frame<DescentState>(element, {
    name: url ?? "descent",
    url: url !== undefined,
    signal,
    start,
    state: () => state,
    restore: (given) => {
      const next = checkedDescent(given, start);
      begin(next);
      settings.value = settingsOf(next) as never;
    },
    model: () => model,
    table: () => rowsOf({ ...state, rows: Math.min(state.rows, 10_000) }, domain),
    plot: () => shown,
    tag: "pw-descent",
    attributes: { domain: domain.join(" ") },
  });
  bench.append(...buttons);

  const main = made("div", "pw-main", shown, sliderPlace, bench, problem, units, spread);
  const readout = made("div", "readout", made("span", "soft", "The loss that is lowered"), loss, was);
  const side = made("div", "pw-side", readout, chart, status, settings, rise);
  element.append(made("div", "pw-learn-body", main, side), ...foot);
  begin(start);
  signal?.addEventListener("abort", () => {
    trying?.cancel();
    learner.dispose();
  });
  return element;
}

const problemOf = ({ pace: _p, selected: _s, steps: _t, numbers: _n, ...problem }: DescentState) => problem;

const settingsOf = ({ seed: _, steps: _t, numbers: _n, ...settings }: DescentState) => settings;
