// surface-live.ts: the figure of two inputs in a page: a run in a worker, what it is shown by, and what starts and stops it.
import { evaluate, type PlaneSum, type Rectangle } from "../../core/index.ts";
import { withParameters } from "../../fit/index.ts";
import { create } from "../../markup/index.ts";
import {
  colourStrip,
  creaseAt,
  type Facet,
  heatMap,
  pagePaint,
  SIDE,
  SIZE,
  solidMarkup,
} from "../../plot/surface/index.ts";
import { button } from "../bar.ts";
import { frame, made } from "../descent/frame.ts";
import { handOn } from "../descent/hand.ts";
import { createLearner } from "../descent/learner.ts";
import { onScreen } from "../descent/on-screen.ts";
import { runBar } from "../descent/run-bar.ts";
import { concise } from "../numbers.ts";
import type { DenseInput, DenseState } from "../work/dense-task.ts";
import { lossBoard } from "./loss-board.ts";
import { mapView } from "./map-view.ts";
import { type PlaneRows, planeRows } from "./plane-source.ts";
import { planeTables } from "./plane-tables.ts";
import { type Shown, shower } from "./shown.ts";
import { sourcePanel } from "./source-panel.ts";
import { stageView } from "./stage-view.ts";
import { formulaOf, pictureFiles, surfaceCsv } from "./surface-files.ts";
import { extentOf, type Room, roomOf, targetFacets, wordsOf } from "./surface-picture.ts";
import { surfaceSettings } from "./surface-settings.ts";
import { checkedSurface, lossOf, type SurfaceState, sumOf, toNumbers } from "./surface-state.ts";
import { unitPanel } from "./unit-panel.ts";
import { WHOLE, type Zoom, zoomedBy, zoomer } from "./zoom.ts";
import { zooming } from "./zooming.ts";

/** What a source comes to. */
interface Scene {
  readonly rows: PlaneRows;
  readonly room: Room;
  /** Rows of a table, as dots. */
  readonly dots: readonly (readonly [number, number])[];
}

/** What is read, not watched, is drawn once in so many milliseconds while it learns. */
const SLOW_MS = 200;

export function live(start: SurfaceState, url?: string, signal?: AbortSignal): HTMLElement {
  let state = start;
  let scene = sceneOf(start);
  let model: PlaneSum = sumOf(state, scene.rows);
  const shownOf = shower();
  let shown: Shown | undefined;
  let loss = Number.NaN;
  let marker: readonly [number, number] | undefined;
  /** What the map of the target shows, and when words were last said. */
  let targeted: { readonly room: Room; readonly marker: typeof marker } | undefined;
  let target: readonly Facet[] = [];
  const seenOf = zoomer();
  /** What is seen of the scene's room. */
  const room = (): Room => seenOf(scene.room, state);
  let said = Number.NEGATIVE_INFINITY;
  let waiting = false;
  /** A hand or a wheel zooms. */
  let zooms = false;

  const element = made("div", "pw-learn surface");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const described = made("p", "pw-note");
  const pointed = made("p", "pw-status");
  pointed.setAttribute("role", "status");
  const stage = stageView({ onTurn: turned, onPoint: (at) => point(at), onZoom: zoomBy, onWhole: showAll, signal });
  const [sumMap, targetMap] = [mapView(point, undefined, signal), mapView(point)];
  for (const { element, under } of [sumMap, targetMap]) {
    zooming(element, { onZoom: (factor, at, done) => zoomBy(factor, at && under(at), done), onWhole: showAll });
  }
  const strip = made("div", "strip");
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
  const seen = onScreen(element, draw);

  function complain(error: Error): void {
    problem.textContent = error.message;
    problem.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: SurfaceState): void {
    if (next.source !== state.source) scene = sceneOf(next);
    state = next;
    model = sumOf(state, scene.rows);
    shown = undefined;
    marker = undefined;
    board.begin();
    problem.hidden = true;
    const { optimizer, rate, batch, seed, steps } = state;
    const { x, y } = scene.rows;
    learner.begin({ model, rows: { x, y }, loss: "mse", optimizer, rate, batch, seed, steps, standardize: true });
    draw();
  }

  function take(next: DenseState): void {
    if (hand.holds) return;
    const advanced = next.steps !== state.steps;
    if (advanced) {
      model = withParameters(model, next.parameters);
      shown = undefined;
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
    shown = undefined;
    state = { ...state, numbers: toNumbers(model) };
    loss = lossOf(model, scene.rows);
    draw();
    touched();
  }

  function turned({ yaw, pitch }: { readonly yaw: number; readonly pitch: number }, done: boolean): void {
    state = { ...state, yaw, pitch };
    drawStage();
    if (done) commit();
    else touched();
  }

  /** Seen larger by a factor, around a point of x and y, or around the middle of what is seen. */
  function zoomBy(factor: number, at: readonly [number, number] | undefined, done: boolean): void {
    const { box } = room();
    const [x, y] = at ?? middleOf(box.rectangle);
    const height = evaluate(model, [x, y]) as number;
    lookAt(zoomedBy(state, factor, [x, y, height], box), done);
  }

  function showAll(): void {
    lookAt(WHOLE, true);
  }

  function lookAt({ zoom, centre }: Zoom, done: boolean): void {
    if (zoom !== state.zoom || String(centre) !== String(state.centre)) {
      state = { ...state, zoom, centre };
      shown = undefined;
    }
    zooms = !done;
    drawSoon();
    if (done) commit();
    else touched();
  }

  function point(at: readonly [number, number] | undefined, pressed = false): void {
    const crease = at && pressed ? creaseAt(at, current().creases, room().box.rectangle) : undefined;
    if (crease) apply({ ...state, selected: crease.units[0] + 1 });
    marker = at;
    pointed.textContent = at ? pointWords(at, model, scene.rows) : "";
    drawMaps();
  }

  function current(): Shown {
    shown ??= shownOf(model, room(), scene.rows.names, state.selected);
    return shown;
  }

  /** While it learns, in the next frame: of several states the last one. What is read, not watched, is then drawn some times a second. */
  function draw(): void {
    if (learner.running) drawSoon();
    else drawNow();
  }

  function drawSoon(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame((time) => {
      waiting = false;
      drawNow((learner.running || zooms) && time - said < SLOW_MS);
    });
  }

  function drawNow(watchedOnly = false): void {
    drawStage();
    drawMaps();
    if (watchedOnly) return;
    said = performance.now();
    unit.show(model, state.selected, scene.room, scene.rows.names, state);
    const words = wordsNow();
    stage.describe(words);
    described.textContent = scene.rows.note ? `${words} ${scene.rows.note}` : words;
  }

  function wordsNow(): string {
    const { creases, mesh, picture } = current();
    return wordsOf(model, creases, moving() ? mesh() : extentOf(picture()), room(), loss);
  }

  const drawStage = (): void => stage.show(state, current());
  const paper = matchMedia("print");
  paper.addEventListener("change", drawMaps, { signal });
  const moving = (): boolean => (learner.running || hand.holds || zooms) && !paper.matches;

  const mapOf = () => {
    const { creases, names, room } = current();
    const { rectangle } = room.box;
    const within = (at: readonly [number, number]) => rectangle.every(([lo, hi], i) => at[i] >= lo && at[i] <= hi);
    const shared = {
      rectangle,
      scale: room.scale,
      names: [names[0], names[1]] as const,
      marker: marker && within(marker) ? marker : undefined,
      dots: scene.dots.filter(within),
    };
    const description = `The sum from above, with its ${creases.length} folds.`;
    return { sum: { ...shared, creases, title: "The sum", description }, shared };
  };

  function drawMaps(): void {
    const { sum, shared } = mapOf();
    if (moving()) sumMap.show({ ...sum, facets: [] }, model);
    else sumMap.show({ ...sum, facets: current().picture().facets });
    if (targeted?.room === room() && targeted.marker === marker) return;
    if (targeted?.room !== room()) target = targetFacets({ ...scene.rows, rectangle: shared.rectangle });
    targeted = { room: room(), marker };
    const title = target.length > 0 ? "The target" : "The rows";
    targetMap.show({ ...shared, facets: target, title, description: `${title}, from above.` });
  }

  function show(): void {
    run.label();
    // At rest always, for those who read the description and do not see it.
    if (!learner.running || seen()) draw();
    board.show(learner.running);
  }

  /** Another problem, from its start. */
  function change(given: Partial<SurfaceState>): void {
    const seen = given.source ? WHOLE : {};
    const next = checkedSurface({ ...state, ...seen, ...given, numbers: [], steps: 0 }, start);
    begin(next);
    settings.show(next);
    source.show(next.source);
    drawStrip();
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
      shown = undefined;
      draw();
    } else begin(next);
    settings.show(next);
    if (running) learner.run(state.pace);
    commit();
  }

  function drawStrip(): void {
    const markup = colourStrip(scene.room.scale, scene.rows.zlim, pagePaint);
    strip.replaceChildren(create(markup));
  }

  const above = button("From above", () =>
    turned(state.pitch > 80 ? { yaw: start.yaw, pitch: start.pitch } : { yaw: 0, pitch: 90 }, true),
  );
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
        shown = undefined;
        draw();
      } else begin(next);
      settings.show(next);
      source.show(next.source);
      drawStrip();
    },
    model: () => model,
    formula: formulaOf,
    table: () => surfaceCsv(scene.rows, model),
    plot: () =>
      pictureFiles(element, (paint) => [
        [solidMarkup(current().picture(), state, paint, ""), SIDE],
        [heatMap({ ...mapOf().sum, facets: current().picture().facets, marker: undefined }, paint), SIZE],
      ]),
    ...{ tag: "pw-surface", loaded: "piecewise.three.js" },
  });
  run.element.append(...buttons);

  const maps = made("div", "maps", sumMap.element, targetMap.element);
  const main = made("div", "pw-main", stage.element, run.element, problem, maps, strip, pointed, described);
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
  drawStrip();
  begin(start);
  signal?.addEventListener("abort", () => learner.dispose());
  return element;
}

const middleOf = ([[x0, x1], [y0, y1]]: Rectangle): readonly [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

/** The sum's height at a place, and the target's, as exact as a hand points. */
function pointWords(at: readonly [number, number], model: PlaneSum, { names, rectangle, f }: PlaneRows): string {
  const [x, y] = at.map((value, i) => {
    const [lo, hi] = rectangle[i];
    const grain = 10 ** Math.floor(Math.log10((hi - lo) / 100));
    return concise(Number((Math.round(value / grain) * grain).toPrecision(12)) + 0, 6);
  });
  const goal = f ? `, the target ${concise(f(...at))}` : "";
  return `At ${names[0]} ${x}, ${names[1]} ${y}: the sum is ${concise(evaluate(model, at) as number)}${goal}.`;
}

function sceneOf({ source }: SurfaceState): Scene {
  const rows = planeRows(source);
  const dots = source.kind === "table" ? source.x.map((x, i) => [x, source.y[i]] as const) : [];
  return { rows, room: roomOf(rows), dots };
}
