// fit-figure.ts: n ReLUs, a target of the reader's own, and how near the best n come.
import { type ReluSum, reluSum } from "../../core/index.ts";
import { bestFit, type Descended, fitWithKnots, quickFit } from "../../fit/index.ts";
import { interact, range } from "../../interact/index.ts";
import type { Move } from "../../plot/index.ts";
import { bar, button, enable } from "../bar.ts";
import { stateful } from "../draw/stateful.ts";
import { blank, drawn } from "../draw/strokes.ts";
import { surface } from "../draw/surface.ts";
import { embedOf } from "../embed.ts";
import { logPlot } from "../log-plot.ts";
import { tables as realTables } from "../tables.ts";
import { takeAway } from "../take-away.ts";
import type { Job } from "../work/job.ts";
import { descendJob } from "../work/jobs.ts";
import { picture } from "./fit-picture.ts";
import { checkedState, type FitState } from "./fit-state.ts";
import { knotHandles, moved, placesOf } from "./knot-handles.ts";
import { type OfferedTable, panel } from "./panel.ts";
import { fitSizes, type Sizes } from "./sizes.ts";
import { rowsFrom, type Source } from "./source.ts";

import { segmentsConstant } from "./theory.ts";

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
    const { model } = bestFit(rows, { units });
    const html = `<div class="pw-fit pw-interact"><div class="pw-output">${picture(start, rows, model).html}</div>${slider}</div>`;
    return { value: start, model, html, toString: () => html } as unknown as FitFigure;
  }

  const element = document.createElement("div") as unknown as FitFigure;
  element.className = "pw-fit pw-interact";
  let rows = rowsFrom(start.source);
  let sizes: Sizes | undefined;
  let constant: number | undefined;
  let shown = { state: start, ...solve(start) };
  let reached: { n: number; loss: number; model: ReluSum }[] = [];
  let busy = "";

  const view = picture(start, rows, shown.model);
  const errors = logPlot([], { description: "Error against the number of ReLUs", ...AXES });

  function solve(state: FitState, before?: ReluSum): { model: ReluSum; loss: number } {
    if (rows.x.length === 0) return { model: NOTHING, loss: 0 };
    if (state.knots) return fitWithKnots(rows, state.knots);
    const best = sizes?.best.get(state.units);
    if (best) return best;
    const last = before?.units.length === state.units ? placesOf(before) : undefined;
    return quickFit(rows, { units: state.units, knots: last });
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
    view.patch(picture(state, rows, model, rest, ghost));
  };
  let paperHeight: readonly [number, number] = [-4, 4];
  const adopt = (source: Source): void => {
    sizes?.cancel();
    descent?.cancel();
    rows = rowsFrom(source);
    reached = [];
    constant = rows.f && segmentsConstant(rows.f, rows.xlim);
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
        descent?.cancel();
        sizes = undefined;
        rows = rowsFrom(state.source);
      } else adopt(state.source);
      controls.show(state.source);
    } else if (settled && !sizes) adopt(state.source);
    shown = { state, ...solve(state, shown.model) };
    if (slider.value.n !== state.units) slider.value = { n: state.units };
    for (const name of SHOWN) boxes[name].checked = state[name];
    redraw();
    if (settled && !state.knots) sizes?.want(state.units);
    compare();
    say();
  };
  function compare(): void {
    const best = [...(sizes?.best ?? [])].sort(([a], [b]) => a - b);
    const rmse = (loss: number) => Math.sqrt(loss + rows.scatter);
    const ns = best.map(([n]) => n);
    const theory = constant === undefined ? [] : ns.map((n) => constant! / (n + 1) ** 2);
    errors.update(
      [
        ...(theory.length > 0 ? [{ kind: "target" as const, x: ns, y: theory, label: "theory" }] : []),
        { x: ns, y: best.map(([, fit]) => rmse(fit.loss)), label: "best", unit: 0 as const },
        {
          kind: "points",
          x: reached.map(({ n }) => n),
          y: reached.map(({ loss }) => rmse(loss)),
          label: "descent",
          unit: 2,
        },
        { kind: "error", x: [shown.state.units], y: [rmse(shown.loss)], now: true },
      ],
      { description: described(best.at(-1)?.[0] ?? 0, rmse(best.at(-1)?.[1].loss ?? 0)) },
    );
  }
  const described = (n: number, off: number): string =>
    `Error (root mean square) against the number of ReLUs. The best ${n} are off by ${off.toPrecision(2)}; the sum shown, of ${shown.state.units}, by ${Math.sqrt(shown.loss + rows.scatter).toPrecision(2)}.`;

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
  view.addEventListener("pw-move", (event) => {
    const { values, steps, done } = (event as CustomEvent<Move>).detail;
    const [[name, amount]] = Object.entries(values ?? steps ?? {});
    const places = placesOf(shown.model);
    if (name === "other") {
      const next = figure.state.selected + Math.sign(amount);
      const selected = Math.min(places.length - 1, Math.max(0, next));
      figure.change({ ...figure.state, selected });
      requestAnimationFrame(() => view.querySelector<SVGElement>(`[aria-label^="knot ${selected + 1} "]`)?.focus());
      return;
    }
    const i = /^k\d+$/.test(name) ? Number(name.slice(1)) : -1;
    if (i < 0 || i >= places.length) return;
    event.stopPropagation();
    const to = values ? amount : places[i] + (amount * (rows.xlim[1] - rows.xlim[0])) / 200;
    figure.change({ ...figure.state, selected: i, knots: moved(places, i, to, rows.xlim) }, done === true);
  });
  view.addEventListener("click", (event) => {
    if (figure.state.source.kind === "drawn" || (event.target as Element).closest("[data-handle]")) return;
    const { frame, xlim, width } = view.scene;
    const box = view.firstElementChild!.getBoundingClientRect();
    const at = ((event.clientX - box.left) * width) / box.width;
    const pixel = (x: number) => frame.left + ((x - xlim[0]) / (xlim[1] - xlim[0])) * (frame.right - frame.left);
    const off = placesOf(shown.model).map((x) => Math.abs(pixel(x) - at));
    const selected = off.indexOf(Math.min(...off));
    if (off[selected] < 22 && selected !== figure.state.selected) figure.change({ ...figure.state, selected });
  });

  function say(): void {
    const { state, model, loss } = shown;
    const off = Math.sqrt(loss + rows.scatter);
    const proved = sizes?.best.get(state.units)?.status === "optimal" && !state.knots;
    const how = state.knots ? "with knots put by hand" : proved ? "the best there is" : "the best found";
    status.textContent =
      rows.x.length === 0
        ? "Nothing drawn yet. Draw from side to side."
        : `${model.units.length} ReLU${model.units.length === 1 ? "" : "s"}, off by ${off.toPrecision(3)} (root mean square), ${how}. ${busy}`;
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
  const learn = button("Learn it by descent", () => void learnByDescent(), {
    title: "3,000 steps of Adam at 0.01 from a random start, another one at each press",
  });
  let descent: Job<Descended> | undefined;
  async function learnByDescent(): Promise<void> {
    const { x, y, weights } = rows;
    const n = figure.state.units;
    const seed = reached.length;
    descent?.cancel();
    const job = descendJob(
      { x, y, weights, units: n, start: "pytorch", learningRate: 0.01, steps: 3000, seed },
      (share) => {
        busy = `Descent, ${Math.round(100 * share)} %.`;
        say();
      },
    );
    descent = job;
    try {
      const { model, loss } = await job.done;
      reached = [...reached, { n, loss, model }];
      busy = `Descent from random start ${seed + 1} reached ${Math.sqrt(loss + rows.scatter).toPrecision(3)} in 3,000 steps of Adam.`;
      redraw(model);
      compare();
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      busy = (error as Error).message;
    }
    say();
    busy = "";
  }
  const boxes = Object.fromEntries(
    SHOWN.map((name) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.addEventListener("change", () => figure.change({ ...figure.state, [name]: box.checked }));
      return [name, box];
    }),
  ) as Record<(typeof SHOWN)[number], HTMLInputElement>;
  const checks = document.createElement("div");
  checks.className = "kinds";
  for (const name of SHOWN) {
    const label = document.createElement("label");
    label.append(boxes[name], ` ${name}`);
    checks.append(label);
    boxes[name].checked = start[name];
    for (const type of ["input", "change"]) boxes[name].addEventListener(type, (event) => event.stopPropagation());
  }
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
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    const dropped = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData("text/plain");
    if (!dropped) return;
    event.preventDefault();
    controls.take(dropped);
  });

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
  element.append(controls.element, output, slider, checks, tools, status, note, errors, taken);
  Object.defineProperty(element, "model", { get: () => shown.model });
  controls.show(start.source);
  redraw();
  say();
  signal?.addEventListener("abort", () => sizes?.cancel());
  // What takes long begins when the page has been drawn.
  setTimeout(() => {
    if (sizes || signal?.aborted) return;
    adopt(figure.state.source);
    compare();
  }, 200);
  return element;
}

const AXES = { xlog: true, ylog: true, xlabel: "ReLUs", ylabel: "error (root mean square)", height: 240 };

function known(options: FitOptions): FitOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`fitFigure: options must be an object, got ${String(options)}`);
  }
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new TypeError(`fitFigure: options must be among ${OPTIONS.join(", ")}, got "${unknown}"`);
  return options;
}
