// draw-figure.ts: the reader draws a curve, and a sum of ReLUs forms it.
import { knots, type ReluSum } from "../../core/index.ts";
import { bestFit, quickFit } from "../../fit/index.ts";
import { interact, range } from "../../interact/index.ts";
import { asSpare } from "../../markup/index.ts";
import { type Plot, plot } from "../../plot/index.ts";
import { bar, button, enable } from "../bar.ts";
import { embedOf } from "../embed.ts";
import { concise } from "../numbers.ts";
import { takeAway } from "../take-away.ts";
import type { Job } from "../work/job.ts";
import { fitJob } from "../work/jobs.ts";
import { stateful } from "./stateful.ts";
import { blank, checkedDrawing, type Drawing, drawn, lineOf, rowsOf, sampled } from "./strokes.ts";
import { surface } from "./surface.ts";

export interface DrawState {
  /** How many ReLUs at most. */
  readonly units: number;
  readonly drawing: Drawing;
}

export interface DrawOptions {
  /** What is there before anyone draws. */
  readonly curve?: (x: number) => number;
  /** 7 unless said */
  readonly units?: number;
  /** 32 unless said */
  readonly maxUnits?: number;
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
  /** The name of the figure in the page's address; without one the address is left alone. */
  readonly url?: string;
  /** Aborted when the figure leaves for good: nothing goes on then. */
  readonly signal?: AbortSignal;
}

/** A figure on which one draws. Without a `document`: `value`, `model`, `html` and `toString()`. */
export interface DrawFigure extends HTMLElement {
  /** Readable and writable; plain data. */
  value: DrawState;
  /** The sum that is shown. */
  readonly model: ReluSum;
  reset(): void;
  undo(): void;
  redo(): void;
}

const OPTIONS = ["curve", "units", "maxUnits", "xlim", "ylim", "url", "signal"];

/** A whole growth takes about so long. */
const GROWTH_MS = 2400;

/**
 * Paper for a curve, under a mouse, a finger or keys, and the sum of ReLUs that follows it: at once, and the best one as
 * soon as it is found. Where the pen goes back over what is there, the last stroke wins, so the drawing stays a function of x.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function drawFigure(options: DrawOptions = {}): DrawFigure {
  const { curve = Math.sin, units = 7, maxUnits = 32, xlim = [-5, 5], ylim = [-4, 4], url, signal } = known(options);
  const start: DrawState = { units, drawing: sampled(curve, xlim) };
  const checked = (value: unknown) => checkedState(value, maxUnits, start);
  checked(start);

  const picture = (state: DrawState, model: ReluSum, rest: object = {}): Plot =>
    plot(
      [
        {
          ...lineOf(state.drawing),
          kind: "target",
          label: state.drawing === start.drawing ? "a stroke" : "your stroke",
        },
        { f: model, ...sumNames(model) },
      ],
      { xlim: state.drawing.x, ylim, units: true, labels: "sparse", ...rest },
    );
  const slider = interact(() => undefined, { n: range(1, maxUnits) }, { defaults: { n: units }, units: { n: 0 } });

  if (typeof document === "undefined") {
    const { model } = bestFit(rowsOf(start.drawing), { units });
    const still = picture(start, model).html;
    const html = `<div class="pw-draw pw-interact"><div class="pw-output">${still}</div>${slider}</div>`;
    return { value: start, model, html, toString: () => html } as unknown as DrawFigure;
  }

  const element = document.createElement("div") as unknown as DrawFigure;
  element.className = "pw-draw pw-interact";
  let shown = { state: start, ...follow(start) };
  let polishing: Job<unknown> | undefined;
  let near = (xlim[0] + xlim[1]) / 2;
  let growing: ReturnType<typeof setTimeout> | undefined;

  const view = picture(start, shown.model);
  // While the pen is down, names would run about with the curves.
  let calm = true;
  const redraw = (): void => {
    const places = shown.model.units.map(({ m, b }) => Math.abs(-b / m - near));
    const selected = places.indexOf(Math.min(...places));
    const labels = calm && shown.model !== NOTHING && "sparse";
    view.patch(asSpare(() => picture(shown.state, shown.model, { selected, handles: [paper.pen()], labels })));
  };
  /** The sum at once: this runs in the frame in which the pen moved. */
  function follow({ drawing, units: most }: DrawState, before?: ReluSum): { model: ReluSum; loss: number } {
    const rows = rowsOf(drawing);
    if (rows.x.length === 0) return { model: NOTHING, loss: 0 };
    const last = before && before.units.length === most ? knots(before).map(({ x }) => x) : undefined;
    return quickFit(rows, { units: most, knots: last });
  }
  const show = (state: DrawState, settled: boolean): void => {
    polishing?.cancel();
    calm = settled;
    shown = { state, ...follow(state, shown.model) };
    if (slider.value.n !== state.units) slider.value = { n: state.units };
    redraw();
    say();
    if (settled) polish(state);
  };
  /** The best sum, worked out beside the page. */
  function polish(state: DrawState): void {
    const rows = rowsOf(state.drawing);
    if (rows.x.length < 3) return;
    const begun = performance.now();
    const job = fitJob(rows, { units: state.units }, (share) => {
      if (performance.now() - begun > 100) say(`Looking for better places, ${Math.round(100 * share)} %.`);
    });
    polishing = job;
    job.done.then(
      (best) => {
        if (best.loss < shown.loss) shown = { state, model: best.model, loss: best.loss };
        redraw();
        say();
      },
      (error) => {
        if (error?.name !== "AbortError") say(String(error));
      },
    );
  }

  const status = document.createElement("p");
  status.className = "pw-status";
  const note = document.createElement("p");
  note.className = "pw-note";
  note.hidden = true;
  const figure = stateful<DrawState>({
    element,
    start,
    checked,
    show,
    url,
    signal,
    onProblem(text) {
      note.textContent = text;
      note.hidden = text === "";
    },
  });
  const paper = surface({
    plot: view,
    ready: () => true,
    line(from, to, first) {
      stop();
      const { state } = figure;
      // The first stroke of one's own does not mend the example: it replaces it.
      const on = first && state.drawing === start.drawing ? blank(state.drawing.x) : state.drawing;
      figure.change({ ...state, drawing: drawn(on, from, to) }, false);
    },
    end(kept) {
      if (kept) figure.change(figure.state);
      else figure.abandon();
    },
    moved: redraw,
    over(x) {
      near = x;
      if (shown.model.units.length > 7) redraw();
    },
  });

  function say(more = ""): void {
    const rows = shown.state.drawing.y.some((height) => height !== null);
    const off = Math.sqrt(shown.loss);
    const count = `${shown.model.units.length} ReLU${shown.model.units.length === 1 ? "" : "s"}`;
    status.textContent = rows
      ? `${count}, off by ${off < 1e-9 ? "nothing" : concise(off, 2)} on average (root mean square). ${more}`
      : "Nothing drawn yet. Draw from side to side.";
    enable(undo, figure.canUndo);
    enable(redo, figure.canRedo);
    enable(clear, rows);
    grow.textContent = growing === undefined ? "Grow" : "Stop";
  }
  function stop(): void {
    if (growing === undefined) return;
    clearTimeout(growing);
    growing = undefined;
    figure.change(figure.state);
  }
  function growFrom(n: number): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    figure.change({ ...figure.state, units: n }, false);
    const next = still ? 2 * n : n + 1;
    const pause = still ? GROWTH_MS / 4 : GROWTH_MS / maxUnits;
    growing = setTimeout(() => (n >= maxUnits ? stop() : growFrom(Math.min(maxUnits, next))), pause);
  }
  const undo = button("Undo", () => figure.undo(), { title: "Ctrl+Z" });
  const redo = button("Redo", () => figure.redo(), { title: "Ctrl+Shift+Z" });
  const clear = button("Clear", () => figure.change({ ...figure.state, drawing: blank(figure.state.drawing.x) }));
  const toggle = (): void => {
    if (growing === undefined) growFrom(1);
    else stop();
  };
  const grow = button("Grow", toggle, { title: `From 1 ReLU to ${maxUnits}` });
  for (const type of ["input", "change"] as const) {
    slider.addEventListener(type, (event) => {
      event.stopPropagation();
      if (growing !== undefined) stop();
      const { n } = slider.value;
      if (n !== figure.state.units || type === "change")
        figure.change({ ...figure.state, units: n }, type === "change");
    });
  }

  const output = document.createElement("div");
  output.className = "pw-output";
  output.append(view);
  const taken = takeAway({
    name: url ?? "drawing",
    model: () => (shown.model === NOTHING ? undefined : shown.model),
    table: () => rowsOf(shown.state.drawing),
    plot: () => view,
    embed: () => embedOf("pw-draw", figure.state, { "max-units": String(maxUnits), ylim: ylim.join(" ") }),
  });
  element.append(output, slider, bar("Drawing", undo, redo, clear, grow), status, note, taken);
  Object.defineProperty(element, "model", { get: () => shown.model });
  redraw();
  say();
  polish(start);
  signal?.addEventListener("abort", () => {
    clearTimeout(growing);
    polishing?.cancel();
  });
  return element;
}

const NUMERALS = "one two three four five six seven eight nine ten eleven twelve".split(" ");

/** What the ink is: how many units, and what it holds besides them. */
function sumNames({ units: { length }, slope, intercept }: ReluSum): { label: string; short: string } {
  if (length === 0) return { label: "a straight line", short: "a line" };
  const many = length === 1 ? "one" : `all ${NUMERALS[length - 1] ?? length}`;
  const besides = slope !== 0 ? " and a line" : intercept !== 0 ? " and a constant" : "";
  return { label: `${many}${besides}, added`, short: length === 1 ? "sum" : "all added" };
}

const NOTHING: ReluSum = quickFit({ x: [0], y: [0] }, { units: 0 }).model;

function known(options: DrawOptions): DrawOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`drawFigure: options must be an object, got ${String(options)}`);
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new TypeError(`drawFigure: options must be among ${OPTIONS.join(", ")}, got "${unknown}"`);
  if (options.curve !== undefined && typeof options.curve !== "function") {
    throw new TypeError(`drawFigure: curve must be a function of x, got ${typeof options.curve}`);
  }
  return options;
}

/** The state, checked; where it is the start's drawing, that very object, so that a first stroke knows it. */
function checkedState(value: unknown, most: number, start: DrawState): DrawState {
  const { units, drawing } = (value ?? {}) as Partial<DrawState>;
  if (!Number.isInteger(units) || units! < 1 || units! > most) {
    throw new RangeError(`drawFigure: units must be a whole number from 1 to ${most}, got ${String(units)}`);
  }
  let curve: Drawing;
  try {
    curve = checkedDrawing(drawing);
  } catch (error) {
    const text = (error as Error).message;
    throw error instanceof TypeError ? new TypeError(`drawFigure: ${text}`) : new RangeError(`drawFigure: ${text}`);
  }
  const same = JSON.stringify(curve) === JSON.stringify(start.drawing);
  return { units: units!, drawing: same ? start.drawing : curve };
}
