// depth-figure.ts: a figure that trains networks of one to four layers with equally many numbers, and shows what each reached.
import { evaluate, linspace, network } from "../../core/index.ts";
import { csvRow, target } from "../../data/index.ts";
import { startNetwork } from "../../fit/index.ts";
import { choice } from "../../interact/index.ts";
import { type Hue, type Plot, plot } from "../../plot/index.ts";
import { startAndStop } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { wrapped } from "../fit/fields.ts";
import { formulaHelp } from "../fit/formula-help.ts";
import { hear } from "../inner-events.ts";
import { type LogPlotOptions, type LogSeries, logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import { among } from "../rules.ts";
import { type Job, openJob } from "../work/job.ts";
import { DEPTHS, type DepthsProblem, depthRows, SEEDS, STEPS, sizesFor, type Trained } from "./depths.ts";
import { byHand, RECIPES } from "./recipes.ts";
import { type StudyFigure, type StudyOptions, type StudyWords, study, studyOptions, studyStart } from "./study.ts";

export type DepthState = DepthsProblem;

export interface DepthOptions extends StudyOptions, Partial<DepthState> {}

const NAME = "depthFigure";
const NUMBERS = [60, 150, 300, 600];
const START: DepthState = { target: "sin(12x)", numbers: 300 };
const KINDS = {
  target: checkedTarget,
  numbers: among(NUMBERS),
};

/** Points of a curve that is drawn. */
const POINTS = 801;

/**
 * The same target for networks of one, two, three and four layers that have about as many numbers each: trained in a worker
 * from five starts when the reader asks, drawn as they are done.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be; a `TargetError` for the formula
 */
export function depthFigure(options: DepthOptions = {}): StudyFigure<DepthState> {
  const { url, signal, ...given } = studyOptions(NAME, options);
  const start = studyStart({ name: NAME, start: START, kinds: KINDS }, given);
  let trained: readonly Trained[] = [];
  let of = start;
  let job: Job<readonly Trained[]> | undefined;
  let share: number | undefined;
  let problem = "";
  const shown = picture(start, trained);
  const chart = logPlot(...curves(trained));
  const forget = (): void => {
    job?.cancel();
    job = share = undefined;
    trained = [];
    problem = "";
  };
  const begin = (): void => {
    forget();
    share = 0;
    const mine = openJob<readonly Trained[], never, readonly Trained[]>("depths", figure.value, {
      onState(done) {
        if (job !== mine) return;
        trained = done;
        redraw();
      },
      onProgress(now) {
        if (job !== mine) return;
        share = now;
        redraw();
      },
    });
    job = mine;
    const end = (done: readonly Trained[], text = ""): void => {
      if (job !== mine) return;
      job = share = undefined;
      trained = done;
      problem = text;
      redraw();
    };
    mine.done.then(end, (error: Error) => error.name !== "AbortError" && end(trained, error.message));
    redraw();
  };
  const stop = (): void => {
    const kept = trained;
    forget();
    trained = kept;
    redraw();
  };
  const live = typeof document !== "undefined";
  const training = startAndStop("Train them", begin, stop);
  const recipes = live
    ? recipeChoice((target) => {
        figure.value = { ...figure.value, target };
        for (const type of ["input", "change"]) figure.dispatchEvent(new Event(type, { bubbles: true }));
      })
    : undefined;
  const { figure, redraw } = study<DepthState>(
    {
      ...{ name: NAME, tag: "pw-depth", start, kinds: KINDS },
      controls: { target: start.target, numbers: choice(NUMBERS) },
      labels: { target: "f(x) =", numbers: "numbers in each" },
      picture: () => shown,
      charts: [chart],
      show(state) {
        if (state.target !== of.target || state.numbers !== of.numbers) forget();
        of = state;
        recipes?.show(state.target);
        shown.patch?.(picture(state, trained));
        chart.update(...curves(trained));
        training.show(job !== undefined);
      },
      model: ({ numbers }) => {
        const { layers } = bestOf(trained)?.model ?? startNetwork(sizesFor(1, numbers), { seed: 1 });
        return network(layers);
      },
      table: (state) => table(state, trained),
      words: (state) => words(state, trained, share, problem),
      above: recipes && [recipes.element],
      below: live ? [made("div", "pw-source", formulaHelp())] : [],
      going: () => job !== undefined,
      buttons: training.buttons,
    },
    { url, signal },
  );
  signal?.addEventListener("abort", forget);
  return figure;
}

/** Networks learn in float32, which must hold the squares of what they are to be. */
const LARGEST = 1e15;

function checkedTarget(formula: string): boolean {
  const { x, y } = depthRows(formula);
  if (x.length < 2) throw new RangeError("the formula has no numbers between −1 and 1: type another");
  const far = y.findIndex((value) => Math.abs(value) > LARGEST);
  if (far >= 0) throw new RangeError(`the formula is ${concise(y[far])} at x = ${concise(x[far])}: make it smaller`);
  return true;
}

/** A choice of targets, which shows whether the one of now is among them. */
function recipeChoice(onTarget: (target: string) => void) {
  const box = document.createElement("select");
  const own = new Option("your own", "");
  own.disabled = true;
  box.append(own, ...RECIPES.map(({ name, target }) => new Option(name, target)));
  const element = made("div", "pw-source", wrapped("target", box));
  hear(element, { change: () => onTarget(box.value) });
  return {
    element,
    show(target: string): void {
      box.value = RECIPES.some((recipe) => recipe.target === target) ? target : "";
    },
  };
}

const bestOf = (trained: readonly Trained[]): Trained | undefined =>
  trained.reduce<Trained | undefined>((best, one) => (best && best.loss <= one.loss ? best : one), undefined);

const bestOfEach = (trained: readonly Trained[]): Trained[] =>
  DEPTHS.flatMap((depth) => bestOf(trained.filter((one) => one.depth === depth)) ?? []);

/** A loss in two digits; small ones all in the same way, so that they can be compared. */
const written = (loss: number): string => (loss < 1e-3 ? loss.toExponential(1).replace("-", "−") : concise(loss, 2));

const layersOf = (depth: number): string => (depth === 1 ? "1 layer" : `${depth} layers`);

function words(
  { target, numbers }: DepthState,
  trained: readonly Trained[],
  share: number | undefined,
  problem: string,
): StudyWords {
  const plan = DEPTHS.map((depth) => `${layersOf(depth)} of ${sizesFor(depth, numbers)[1]}`).join(", ");
  const best = bestOf(trained);
  const progress = share === undefined ? [] : [`Training: ${Math.round(100 * share)} %.`];
  const each = bestOfEach(trained).map(({ depth, loss }) => `${layersOf(depth)}: ${written(loss)}`);
  return {
    what: best ? `least error so far, by ${layersOf(best.depth)}` : "least error so far",
    value: best ? written(best.loss) : "none yet",
    error: best !== undefined,
    more: [
      `${plan} units: at most ${numbers} numbers each. ${SEEDS} starts, ${count(STEPS)} steps of Adam, all rows in each.`,
      ...byHand(target),
      ...(each.length > 0 ? [`Best of the starts: ${each.join("; ")}.`] : []),
      ...progress,
      ...(problem ? [problem] : []),
    ],
  };
}

function picture(state: DepthState, trained: readonly Trained[]): Plot {
  const f = target(state.target);
  const { y } = depthRows(state.target);
  const [lo, hi] = [y.reduce((a, b) => Math.min(a, b)), y.reduce((a, b) => Math.max(a, b))];
  const room = 0.25 * (hi - lo) || 1;
  const x = linspace(-1, 1, POINTS);
  const curves = bestOfEach(trained).map(({ depth, model }) => {
    const values = evaluate(network(model.layers), x) as Float64Array;
    return { kind: "line", x, y: values, label: layersOf(depth), unit: depth as Hue } as const;
  });
  return plot([{ kind: "target", f: (at: number) => f(at), label: "target" }, ...curves], {
    ...{ xlim: [-1, 1], ylim: [lo - room, hi + room], xlabel: "x", ylabel: "f(x)" },
  });
}

function curves(trained: readonly Trained[]): [readonly LogSeries[], LogPlotOptions] {
  const series = DEPTHS.map((depth) => {
    const own = trained.filter((one) => one.depth === depth);
    return { x: own.map(() => depth), y: own.map(({ loss }) => loss), kind: "points", unit: depth as Hue } as const;
  });
  const parts = bestOfEach(trained).map(({ depth, loss }) => `${layersOf(depth)} ${written(loss)}`);
  return [
    series,
    {
      ...{
        ylog: true,
        xlim: [0.5, 4.5],
        xcount: 5,
        xlabel: "layers",
        ylabel: "mean squared error, a dot for each start",
        height: 200,
      },
      description: parts.length > 0 ? `Least errors: ${parts.join(", ")}.` : "Nothing is trained yet.",
    },
  ];
}

/** The target and the best network of each depth, side by side. */
function table(state: DepthState, trained: readonly Trained[]): string {
  const { x, y } = depthRows(state.target);
  const best = bestOfEach(trained);
  const columns = best.map(({ model }) => evaluate(network(model.layers), x) as Float64Array);
  const rows = Array.from(x, (at, i) => csvRow([at, y[i], ...columns.map((column) => column[i])].map(String)));
  return [csvRow(["x", "target", ...best.map(({ depth }) => layersOf(depth))]), ...rows].join("");
}
