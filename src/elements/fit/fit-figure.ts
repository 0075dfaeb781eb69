// fit-figure.ts: n ReLUs, a target of the reader's own, and how near the best n come.
import { type ReluSum, reluSum } from "../../core/index.ts";
import { bestFit, fitWithKnots, quickFit } from "../../fit/index.ts";
import { interact, range } from "../../interact/index.ts";
import { asSpare } from "../../markup/index.ts";
import { bar, button, enable } from "../bar.ts";
import { stateful } from "../draw/stateful.ts";
import { blank, drawn } from "../draw/strokes.ts";
import { surface } from "../draw/surface.ts";
import { embedOf } from "../embed.ts";
import { tables as realTables } from "../tables.ts";
import { takeAway } from "../take-away.ts";
import { checks } from "./checks.ts";
import { errorChart, inWords, rootError } from "./error-chart.ts";
import { picture } from "./fit-picture.ts";
import { checkedState, type FitState } from "./fit-state.ts";
import { knotHandles, placesOf } from "./knot-handles.ts";
import { knotHands } from "./knot-hands.ts";
import { type OfferedTable, panel } from "./panel.ts";
import { LEARNING, randomStarts } from "./random-starts.ts";
import { fitSizes, type Sizes } from "./sizes.ts";
import { rowsFrom, type Source, tableOf } from "./source.ts";

export type { FitState } from "./fit-state.ts";

export interface FitOptions {
  /** The formula at the start; `sin(3x) + 0.3x` unless said. */
  readonly target?: string;
  readonly domain?: readonly [number, number];
  /** 8 unless said */
  readonly units?: number;
  /** 100 unless said */
  readonly maxUnits?: number;
  /** Tables to choose from; real ones unless said. */
  readonly tables?: readonly OfferedTable[];
  /** The name of the figure in the page's address; without one the address is left alone. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
}

export interface FitFigure extends HTMLElement {
  /** Readable and writable; plain data. */
  value: FitState;
  /** The sum that is shown. */
  readonly model: ReluSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

const OPTIONS = ["target", "domain", "units", "maxUnits", "tables", "url", "signal"];
const SHOWN = ["sum", "parts", "residuals"] as const;
const NOTHING = reluSum([]);

/**
 * A target (typed, drawn, or a table) and the best sum of n ReLUs for it. Its knots can be pulled, and the rest is solved
 * anew by least squares; a second chart shows error against n: the best that n can do, theory's 1/k² for smooth formulas,
 * and what gradient descent from a random start reached.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function fitFigure(options: FitOptions = {}): FitFigure {
  const {
    target = "sin(3x) + 0.3x",
    domain = [-3, 3],
    units = 8,
    maxUnits = 100,
    tables = realTables,
    url,
    signal,
  } = known(options);
  const checked = (value: unknown) => checkedState(value, maxUnits);
  const start = checked({
    source: { kind: "typed", text: target, domain },
    units,
    knots: null,
    selected: 0,
    sum: true,
    parts: true,
    residuals: false,
  });
  const slider = interact(() => undefined, { n: range(1, maxUnits) }, { defaults: { n: units }, units: { n: 0 } });

  if (typeof document === "undefined") {
    const rows = rowsFrom(start.source);
    const { model } = bestFit(tableOf(rows), { units });
    const html = `<div class="pw-fit pw-interact"><div class="pw-output">${picture(start, rows, model).html}</div>${slider}</div>`;
    return { value: start, model, html, toString: () => html } as unknown as FitFigure;
  }

  const element = document.createElement("div") as unknown as FitFigure;
  element.className = "pw-fit pw-interact";
  let rows = rowsFrom(start.source);
  let sizes: Sizes | undefined;
  let shown = { state: start, ...solve(start) };
  let busy = "";

  const view = picture(start, rows, shown.model);
  const errors = errorChart(rows);
  const starts = randomStarts((text, reached) => {
    busy = text;
    if (reached) {
      redraw(reached);
      compare();
    }
    say();
    if (reached) busy = "";
  });

  function solve(state: FitState, before?: ReluSum): { model: ReluSum; loss: number } {
    if (rows.x.length === 0) return { model: NOTHING, loss: 0 };
    if (state.knots) return fitWithKnots(tableOf(rows), state.knots);
    const best = sizes?.best.get(state.units);
    if (best) return best;
    const last = before?.units.length === state.units ? placesOf(before) : undefined;
    return quickFit(tableOf(rows), { units: state.units, knots: last });
  }
  const redraw = (ghost?: ReluSum): void => {
    const { state, model } = shown;
    const rest = {
      selected: state.selected,
      handles: [
        ...knotHandles(model, state.selected, rows.xlim),
        ...(state.source.kind === "drawn" ? [paper.pen()] : []),
      ],
      // While one draws, the axis must not run away under the pen.
      ...(state.source.kind === "drawn" && { ylim: paperHeight }),
    };
    view.patch(asSpare(() => picture(state, rows, model, rest, ghost)));
  };
  let paperHeight: readonly [number, number] = [-4, 4];
  const adopt = (source: Source): void => {
    sizes?.cancel();
    starts.clear();
    rows = rowsFrom(source);
    errors.measure(rows);
    sizes = fitSizes(
      rows,
      Math.min(maxUnits, Math.max(1, rows.x.length - 2)),
      (n) => {
        busy = "";
        if (n === shown.state.units && shown.state.source === source && !shown.state.knots) {
          shown = { state: shown.state, ...sizes!.best.get(n)! };
          redraw();
        }
        compare();
        say();
      },
      (n, share) => {
        if (n !== shown.state.units) return;
        busy = `Looking for better places, ${Math.round(100 * share)} %.`;
        say();
      },
    );
  };
  const show = (state: FitState, settled: boolean): void => {
    if (state.source !== shown.state.source) {
      const drawing = state.source.kind === "drawn" && !settled;
      if (drawing) {
        sizes?.cancel();
        starts.clear();
        sizes = undefined;
        rows = rowsFrom(state.source);
        errors.measure(rows);
      } else adopt(state.source);
      controls.show(state.source);
    } else if (settled && !sizes) adopt(state.source);
    shown = { state, ...solve(state, shown.model) };
    if (slider.value.n !== state.units) slider.value = { n: state.units };
    boxes.show(state);
    redraw();
    if (settled && !state.knots) sizes?.want(state.units);
    compare();
    say();
  };
  function compare(): void {
    const best = [...(sizes?.best ?? [])].map(([n, { loss }]) => ({ n, loss })).sort((a, b) => a.n - b.n);
    errors.show(best, starts.reached, { n: shown.state.units, loss: shown.loss });
  }

  const status = document.createElement("p");
  status.className = "pw-status";
  const note = document.createElement("p");
  note.className = "pw-note";
  let problem = "";
  const figure = stateful<FitState>({
    element,
    start,
    checked,
    show,
    url,
    signal,
    onProblem(text) {
      problem = text;
      say();
    },
  });
  const controls = panel(
    tables,
    (source) => {
      if (source.kind === "drawn") paperHeight = view.scene.ylim;
      figure.change({ ...figure.state, source, knots: null });
    },
    (reading) => sizes?.rest(reading),
  );
  const paper = surface({
    plot: view,
    ready: () => figure.state.source.kind === "drawn",
    line(from, to) {
      const { source } = figure.state;
      if (source.kind !== "drawn") return;
      figure.change(
        { ...figure.state, knots: null, source: { kind: "drawn", drawing: drawn(source.drawing, from, to) } },
        false,
      );
    },
    end: (kept) => (kept ? figure.change(figure.state) : figure.abandon()),
    moved: () => redraw(),
  });
  knotHands({
    plot: view,
    knots: () => ({ places: placesOf(shown.model), selected: figure.state.selected }),
    choosable: () => figure.state.source.kind !== "drawn",
    choose: (selected) => figure.change({ ...figure.state, selected }),
    pull: (selected, knots, done) => figure.change({ ...figure.state, selected, knots }, done),
  });

  function say(): void {
    const { state, model, loss } = shown;
    const off = inWords(rootError(loss, rows));
    const proved = sizes?.best.get(state.units)?.status === "optimal" && !state.knots;
    const how = state.knots ? "with knots put by hand" : proved ? "the best there is" : "the best found";
    status.textContent =
      rows.x.length === 0
        ? "Nothing drawn yet. Draw from side to side."
        : `${model.units.length} ReLU${model.units.length === 1 ? "" : "s"}, off by ${off} (root mean square), ${how}. ${busy}`;
    note.textContent = [problem, rows.note].filter(Boolean).join(" ");
    note.hidden = note.textContent === "";
    enable(undo, figure.canUndo);
    enable(redo, figure.canRedo);
    enable(free, state.knots !== null);
    enable(clear, state.source.kind === "drawn" && rows.x.length > 0);
    enable(learn, rows.x.length > 1);
  }
  const undo = button("Undo", () => figure.undo(), { title: "Ctrl+Z" });
  const redo = button("Redo", () => figure.redo(), { title: "Ctrl+Shift+Z" });
  const free = button("Best knots", () => figure.change({ ...figure.state, knots: null }));
  const clear = button("Clear", () => {
    figure.change({ ...figure.state, source: { kind: "drawn", drawing: blank(rows.xlim) }, knots: null });
  });
  const learn = button("Learn it by descent", () => void starts.learn(rows, figure.state.units), { title: LEARNING });
  const boxes = checks(SHOWN, (name, on) => figure.change({ ...figure.state, [name]: on }));
  for (const type of ["input", "change"] as const) {
    slider.addEventListener(type, (event) => {
      event.stopPropagation();
      const { n } = slider.value;
      if (n === figure.state.units && type === "input") return;
      figure.change(
        { ...figure.state, units: n, knots: n === figure.state.units ? figure.state.knots : null },
        type === "change",
      );
    });
  }
  controls.acceptDrops(element);

  const output = document.createElement("div");
  output.className = "pw-output draws";
  output.append(view);
  const taken = takeAway({
    name: url ?? "fit",
    model: () => (rows.x.length > 0 ? shown.model : undefined),
    table: () => rows,
    plot: () => view,
    embed: () => embedOf("pw-fit", figure.state, { "max-units": String(maxUnits) }),
  });
  const tools = bar("Fit", undo, redo, free, clear, learn);
  element.append(controls.element, output, slider, boxes.element, tools, status, note, errors.element, taken);
  Object.defineProperty(element, "model", { get: () => shown.model });
  controls.show(start.source);
  boxes.show(start);
  redraw();
  say();
  signal?.addEventListener("abort", () => {
    sizes?.cancel();
    starts.clear();
  });
  // What takes long begins when the page has been drawn.
  setTimeout(() => {
    if (sizes || signal?.aborted) return;
    adopt(figure.state.source);
    compare();
  }, 200);
  return element;
}

function known(options: FitOptions): FitOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`fitFigure: options must be an object, got ${String(options)}`);
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new TypeError(`fitFigure: options must be among ${OPTIONS.join(", ")}, got "${unknown}"`);
  return options;
}
