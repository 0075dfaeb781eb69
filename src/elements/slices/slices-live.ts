// slices-live.ts: the figure of slices in a page: a run in a worker, the cuts that it is seen in, and what starts and stops it.
import { evaluate, type Language, type Model, type PlaneSum, print } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { withParameters } from "../../fit/index.ts";
import { create } from "../../markup/index.ts";
import { frame, made } from "../descent/frame.ts";
import { createLearner } from "../descent/learner.ts";
import { onScreen } from "../descent/on-screen.ts";
import { runBar } from "../descent/run-bar.ts";
import { concise, count } from "../numbers.ts";
import { colourStrip, heatMap, SIZE } from "../surface/heat-map.ts";
import { lossBoard } from "../surface/loss-board.ts";
import { mapView } from "../surface/map-view.ts";
import { pagePaint } from "../surface/paint.ts";
import { pictureFiles } from "../surface/surface-files.ts";
import { toNumbers } from "../surface/surface-state.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";
import { curveOf, mapOf } from "./slices-picture.ts";
import { explained, type SlicesProblem, slicesProblem } from "./slices-problem.ts";
import { placeSliders, slicesSettings } from "./slices-settings.ts";
import { checkedSlices, type SlicesState, sumOf } from "./slices-state.ts";

export function live(start: SlicesState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let problem: SlicesProblem = slicesProblem(state.table);
  let model: PlaneSum = sumOf(state);
  let last: DenseState | undefined;

  const element = made("div", "pw-learn surface slices");
  const fault = made("p", "pw-error");
  fault.setAttribute("role", "alert");
  fault.hidden = true;
  const told = made("output", "value");
  const asked = made("span", "soft");
  const described = made("p", "pw-note");
  const credit = made("p", "pw-note");
  const strip = made("div", "strip");
  const map = mapView((at, pressed) => {
    if (!at || !pressed) return;
    const place = [...state.at];
    [place[state.across], place[state.up]] = at;
    look(place);
  }, released);
  const curve = curveOf(problem, model, state);
  const board = lossBoard(() => problem.rows.y.length);
  const settings = slicesSettings(apply);
  const sliders = placeSliders(look, released);
  const learner = createLearner<DenseInput, DenseState>("dense", take, complain, () => element.isConnected);
  const seen = onScreen(element, draw);

  function complain(error: Error): void {
    fault.textContent = error.message;
    fault.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: SlicesState): void {
    state = next;
    problem = slicesProblem(state.table);
    model = sumOf(state);
    last = undefined;
    board.begin();
    fault.hidden = true;
    const { rows, test } = problem;
    const { optimizer, rate, seed, steps } = state;
    const run = { optimizer, rate, seed, steps, batch: 0, loss: "mse", standardize: true } as const;
    learner.begin({ model, rows, test, ...run });
    settings.show(state);
    credit.textContent = problem.table.credit;
    strip.replaceChildren(
      create(colourStrip(mapOf(problem, model, state).scale, [problem.output.lo, problem.output.hi], pagePaint)),
    );
    draw();
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
    draw();
    touched();
  }

  function released(): void {
    commit();
  }

  function draw(): void {
    const { inputs, output, rows, test } = problem;
    const shown = mapOf(problem, model, state);
    map.show(shown);
    curve.patch(curveOf(problem, model, state));
    sliders.show(state);
    const value = evaluate(model, [...state.at]) as number;
    told.textContent = `${concise(value)} ${output.unit}`;
    asked.textContent = `${output.name}, where the ${inputs.length} sliders are`;
    const share = (score: { readonly loss: number }, of: SlicesProblem["rows"]) =>
      concise(explained(score.loss, of), 3);
    const learned = last?.test
      ? ` Of the variance it explains ${share(last.train, rows)} in the ${count(rows.y.length)} rows that it learns from, ` +
        `${share(last.test, test)} in ${count(test.y.length)} that it never sees.`
      : "";
    described.textContent = shown.description + learned;
  }

  function show(): void {
    run.label();
    // At rest always, for those who read the description and do not see it.
    if (!learner.running || seen()) draw();
    board.show(learner.running);
  }

  /** What the reader set. What changes the problem begins anew; where one looks does not. */
  function apply(given: Partial<SlicesState>): void {
    const running = learner.running;
    const other = given.table !== state.table;
    if (other || given.units !== state.units) {
      const places = other ? { across: 0, up: 1, at: [] } : {};
      begin(checkedSlices({ ...state, ...given, ...places, steps: 0, numbers: [] }, start));
      commit();
      return;
    }
    // The same input cannot be on both axes: the one that was there gives way.
    const { across = state.across, up = state.up } = given;
    const axes =
      across !== up
        ? { across, up }
        : across !== state.across
          ? { across, up: state.across }
          : { across: state.up, up };
    const next = checkedSlices({ ...state, ...given, ...axes }, start);
    if (next.optimizer === state.optimizer && next.rate === state.rate) {
      state = next;
      settings.show(state);
      draw();
    } else begin(next);
    if (running) learner.run(state.pace);
    commit();
  }

  const run = runBar("Learning", {
    learner,
    pace: () => state.pace,
    show,
    commit: () => commit(),
    begin: (next) => begin({ ...state, seed: state.seed + Number(next), steps: 0, numbers: [] }),
  });

  const { buttons, foot, touched, commit } = frame<SlicesState>(element, {
    ...{ name: url ?? "slices", url: url !== undefined, signal, start },
    state: () => state,
    restore: (given) => {
      const next = checkedSlices(given, start);
      const sameRun = (["table", "units", "seed", "steps", "numbers", "optimizer", "rate"] as const).every(
        (name) => JSON.stringify(next[name]) === JSON.stringify(state[name]),
      );
      if (sameRun) {
        state = next;
        settings.show(state);
        draw();
      } else begin(next);
    },
    model: () => model,
    formula: (model, language) => formulaOf(model, language, problem),
    table: () => csvOf(problem, model),
    plot: () => pictureFiles(element, (paint) => [[heatMap(mapOf(problem, model, state), paint), 2 * SIZE]]),
    tag: "pw-slices",
  });
  run.element.append(...buttons);

  const cuts = made("div", "cuts", made("div", "", map.element, strip), curve);
  const main = made("div", "pw-main", cuts, sliders.element, run.element, fault, described);
  const answer = made("div", "readout answer", asked, told);
  const side = made("div", "pw-side", answer, board.readout, board.chart, board.status, settings.element, credit);
  element.append(made("div", "pw-learn-body", main, side), ...foot);
  begin(start);
  signal?.addEventListener("abort", () => learner.dispose());
  return element;
}

/** `print`, with the columns' names for the inputs. */
function formulaOf(model: Model, language: Language, { inputs }: SlicesProblem): string {
  const variables = inputs.map(({ name }) => name.replaceAll(" ", "_"));
  return print(model as PlaneSum, language, language === "excel" || language === "desmos" ? {} : { variables });
}

/** The rows that are trained on and those that are not, and what the sum says of each. */
function csvOf({ inputs, output, rows, test }: SlicesProblem, model: PlaneSum): string {
  const lines = [rows, test].flatMap(({ x, y }, held) => {
    const values = evaluate(model, x, new Float64Array(y.length));
    const row = (i: number) => [...x.subarray(i * inputs.length, (i + 1) * inputs.length), y[i], values[i], held];
    return Array.from(y, (_, i) => csvRow(row(i).map(String)));
  });
  const header = [...inputs.map(({ name }) => name), output.name, "f", "held out"];
  return [csvRow(header), ...lines].join("");
}
