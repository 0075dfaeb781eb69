// surface-live.ts: the figure of two inputs in a page: a run in a worker, what a reader sets and takes back, and where all of it stands.
import type { PlaneSum } from "../../core/index.ts";
import { withParameters } from "../../fit/index.ts";
import { heatMap, SIDE, SIZE, solidMarkup, type Turn } from "../../plot/surface/index.ts";
import { button } from "../bar.ts";
import { frame, made } from "../descent/frame.ts";
import { handOn } from "../descent/hand.ts";
import { createLearner } from "../descent/learner.ts";
import { onScreen } from "../descent/on-screen.ts";
import { runBar } from "../descent/run-bar.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";
import { lossBoard } from "./loss-board.ts";
import { planeTables } from "./plane-tables.ts";
import { sceneOf } from "./scene.ts";
import { sourcePanel } from "./source-panel.ts";
import { formulaOf, pictureFiles, surfaceCsv } from "./surface-files.ts";
import { surfaceSettings } from "./surface-settings.ts";
import { checkedSurface, lossOf, type SurfaceState, sumOf, toNumbers } from "./surface-state.ts";
import { surfaceViews } from "./surface-views.ts";
import { unitPanel } from "./unit-panel.ts";
import { WHOLE, type Zoom } from "./zoom.ts";

/** Degrees: what is seen from a higher place is seen from above. */
const ABOVE = 80;

export function live(start: SurfaceState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let scene = sceneOf(start.source);
  let model: PlaneSum = sumOf(state, scene.rows);
  let loss = Number.NaN;

  const element = made("div", "pw-learn surface");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const board = lossBoard(() => scene.rows.y.length);
  const settings = surfaceSettings(start, apply);
  const source = sourcePanel(planeTables, (given) => change({ source: given }));
  const unit = unitPanel(
    () => model,
    moved,
    () => hand.letsGo(),
  );
  const learner = createLearner<DenseInput, DenseState>("dense", take, complain, () => element.isConnected);
  const hand = handOn({
    learner,
    goOn: () => learner.run(state.pace),
    begin: () => begin({ ...state }),
    commit: () => commit(),
  });
  const views = surfaceViews({
    now: () => ({ state, scene, model, loss }),
    learns: () => learner.running,
    held: () => hand.holds,
    ...{ onTurn: turned, onLook: lookAt, signal },
    onSelect: (selected) => apply({ ...state, selected }),
    onRead: () => unit.show(model, state.selected, scene.room, scene.rows.names, state),
  });
  const seen = onScreen(element, views.draw);

  function complain(error: Error): void {
    problem.textContent = error.message;
    problem.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: SurfaceState): void {
    if (next.source !== state.source) scene = sceneOf(next.source);
    state = next;
    model = sumOf(state, scene.rows);
    views.begin();
    board.begin();
    problem.hidden = true;
    const { optimizer, rate, batch, seed, steps } = state;
    const { x, y } = scene.rows;
    learner.begin({ model, rows: { x, y }, loss: "mse", optimizer, rate, batch, seed, steps, standardize: true });
    views.draw();
  }

  function take(next: DenseState): void {
    if (hand.holds) return;
    const advanced = next.steps !== state.steps;
    if (advanced) {
      model = withParameters(model, next.parameters);
      views.changed();
      state = { ...state, steps: next.steps, numbers: toNumbers(model) };
      touched();
    }
    loss = next.train.loss;
    board.remember(next);
    element.dataset.status = next.status;
    show();
    run.taken(advanced);
  }

  /** By the reader's hand: the sum changes at once, and the run goes on from it on release. */
  function moved(next: PlaneSum): void {
    hand.moves();
    model = next;
    views.changed();
    state = { ...state, numbers: toNumbers(model) };
    loss = lossOf(model, scene.rows);
    views.draw();
    touched();
  }

  function turned({ yaw, pitch }: Turn, done: boolean): void {
    state = { ...state, yaw, pitch };
    views.drawStage();
    showWhence();
    if (done) commit();
    else touched();
  }

  function lookAt({ zoom, centre }: Zoom, done: boolean): void {
    if (zoom !== state.zoom || String(centre) !== String(state.centre)) {
      state = { ...state, zoom, centre };
      views.changed();
    }
    if (done) commit();
    else touched();
  }

  function show(): void {
    run.label();
    // At rest always, for those who read the description and do not see it.
    if (!learner.running || seen()) views.draw();
    board.show(learner.running);
  }

  /** Another problem, from its start. */
  function change(given: Partial<SurfaceState>): void {
    const seen = given.source ? WHOLE : {};
    const next = checkedSurface({ ...state, ...seen, ...given, numbers: [], steps: 0 }, start);
    begin(next);
    settings.show(next);
    source.show(next.source);
    views.drawStrip();
    commit();
  }

  /** What the reader set. What changes the problem begins anew; how fast one looks does not. */
  function apply(given: Partial<SurfaceState>): void {
    const running = learner.running;
    if (given.units !== state.units) {
      change(given);
      return;
    }
    const next = checkedSurface({ ...state, ...given }, start);
    const same = (["optimizer", "rate", "batch"] as const).every((name) => state[name] === next[name]);
    if (same) {
      state = next;
      views.changed();
      views.draw();
    } else begin(next);
    settings.show(next);
    if (running) learner.run(state.pace);
    commit();
  }

  const fromAbove = (): boolean => state.pitch > ABOVE;
  const above = button(
    "From above",
    () => turned(fromAbove() ? { yaw: start.yaw, pitch: start.pitch } : { yaw: 0, pitch: 90 }, true),
    { pressed: fromAbove() },
  );
  function showWhence(): void {
    above.setAttribute("aria-pressed", String(fromAbove()));
  }

  const run = runBar(
    "Learning",
    {
      learner,
      pace: () => state.pace,
      show,
      commit: () => commit(),
      fresh: () => state.steps === 0 && state.numbers.length === 0,
      begin: (next) => begin({ ...state, seed: state.seed + Number(next), steps: 0, numbers: [] }),
    },
    above,
  );

  const { buttons, foot, touched, commit } = frame<SurfaceState>(element, {
    ...{ name: url ?? "surface", url: url !== undefined, signal, start },
    state: () => state,
    restore: (given) => {
      const next = checkedSurface(given, start);
      const sameRun = (["source", "units", "seed", "steps", "numbers", "optimizer", "rate", "batch"] as const).every(
        (name) => JSON.stringify(next[name]) === JSON.stringify(state[name]),
      );
      if (sameRun) {
        state = { ...next, source: state.source };
        views.changed();
        views.draw();
      } else begin(next);
      settings.show(next);
      source.show(next.source);
      views.drawStrip();
      showWhence();
    },
    model: () => model,
    formula: formulaOf,
    table: () => surfaceCsv(scene.rows, model),
    plot: () =>
      pictureFiles(element, (paint) => [
        [solidMarkup(views.shown().picture(), state, paint, ""), SIDE],
        [heatMap(views.map(), paint), SIZE],
      ]),
    ...{ tag: "pw-surface", loaded: "piecewise.three.js" },
  });
  run.element.append(...buttons);

  const main = made("div", "pw-main", views.stage, run.element, problem, ...views.below);
  const side = made(
    "div",
    "pw-side",
    board.readout,
    board.chart,
    board.status,
    settings.element,
    unit.element,
    source.element,
  );
  element.append(made("div", "pw-learn-body", main, side), ...foot);
  source.acceptDrops(element);
  source.show(start.source);
  views.drawStrip();
  begin(start);
  signal?.addEventListener("abort", () => learner.dispose());
  return element;
}
