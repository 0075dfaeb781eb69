// folding.ts: a figure that folds the line upon itself: a sawtooth of 2^m pieces, and x² to 4^−(m+1).
import { evaluate, knots, linspace, type Network, type ReluSum, slice } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { choice, range } from "../../interact/index.ts";
import { type Plot, plot } from "../../plot/index.ts";
import { drawing } from "../drawing.ts";
import { type LogPlotOptions, type LogSeries, logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import { among, whole } from "../rules.ts";
import { diagram } from "./diagram.ts";
import { numbersOf, sawtooth, sizesOf, square } from "./networks.ts";
import { type StudyFigure, type StudyOptions, type StudyWords, study, studyOptions, studyStart } from "./study.ts";

export interface FoldingState {
  /** m, from 1 to 10. */
  readonly folds: number;
  /** What the folds are added up to. */
  readonly show: "sawtooth" | "square";
}

export interface FoldingOptions extends StudyOptions, Partial<FoldingState> {}

const MOST = 10;
const NAME = "foldingFigure";
const START: FoldingState = { folds: 3, show: "sawtooth" };
const KINDS = {
  folds: whole(1, MOST),
  show: among(["sawtooth", "square"]),
};
const NETWORKS = { sawtooth, square } as const;

const networkOf = ({ folds, show }: FoldingState): Network => NETWORKS[show](folds);

/** The network as the sum of one layer that it is. */
const sumOf = (f: Network): ReluSum => slice(f, [Number.NaN]) as ReluSum;

/** The straight pieces of f between 0 and 1, counted. */
export const piecesOf = (f: Network): number => knots(sumOf(f)).filter(({ x }) => x > 0 && x < 1).length + 1;

/** The largest distance of a chain of strokes from x² on [0, 1]: between two bends it is halfway, h²/4 for strokes of h. */
export const squareError = (f: Network): number => {
  const sum = sumOf(f);
  const bends = [0, ...knots(sum).flatMap(({ x }) => (x > 0 && x < 1 ? [x] : [])), 1];
  return bends.slice(1).reduce((most, x, i) => Math.max(most, (x - bends[i]) ** 2 / 4), 0);
};

/** One layer's least largest error for x² on [0, 1] with k straight pieces: 1/(8k²). */
const oneLayer = (pieces: number): number => 1 / (8 * pieces * pieces);

/**
 * The network of m folds, of which each doubles the pieces of the one before: the sawtooth, or the sum of sawteeth that x²
 * is. Beside it what one layer needs for the same.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function foldingFigure(options: FoldingOptions = {}): StudyFigure<FoldingState> {
  const { url, signal, ...given } = studyOptions(NAME, options);
  const start = studyStart({ name: NAME, start: START, kinds: KINDS }, given);
  const shown = picture(start);
  const net = drawing(diagram(networkOf(start), ""));
  const chart = logPlot(...curves(start));
  const { figure } = study<FoldingState>(
    {
      ...{ name: NAME, tag: "pw-folding", start, kinds: KINDS, words },
      controls: {
        folds: range(1, MOST, 1),
        show: choice([
          ["the sawtooth", "sawtooth"],
          ["x², by sawteeth", "square"],
        ]),
      },
      picture: () => shown,
      charts: [net, chart],
      show(state) {
        shown.patch?.(picture(state));
        const sizes = sizesOf(networkOf(state)).slice(1, -1);
        net.show(diagram(networkOf(state), `A network of ${sizes.length} layers of ${sizes[0]} units.`));
        chart.update(...curves(state));
      },
      model: networkOf,
      table,
    },
    { url, signal },
  );
  return figure;
}

/** The bends and the ends, as rows x, f(x). */
function table(state: FoldingState): string {
  const x = [...linspace(0, 1, 2 ** state.folds + 1)];
  const y = evaluate(sumOf(networkOf(state)), x);
  return ["x,f(x)\n", ...x.map((at, i) => csvRow([String(at), String(y[i])]))].join("");
}

function picture(state: FoldingState): Plot {
  const f = sumOf(networkOf(state));
  const target = { kind: "target", f: (x: number) => x * x, label: "x²" } as const;
  return plot([...(state.show === "square" ? [target] : []), { f }], {
    ...{ xlim: [0, 1], ylim: state.show === "square" ? [-0.1, 1.1] : [-0.2, 1.2], xlabel: "x", ylabel: "f(x)" },
    description: `The network on [0, 1]: ${words(state).value} ${words(state).what}.`,
  });
}

function words(state: FoldingState): StudyWords {
  const f = networkOf(state);
  const sizes = sizesOf(f);
  const units = sizes.slice(1, -1).reduce((sum, size) => sum + size);
  const pieces = piecesOf(f);
  const deep = `${state.folds} ${state.folds === 1 ? "layer" : "layers"} of ${sizes[1]} units: ${units} units and ${numbersOf(sizes)} numbers.`;
  if (state.show === "sawtooth") {
    const wide = `One layer needs a ReLU for each of the ${count(pieces - 1)} bends: ${count(numbersOf([1, pieces - 1, 1]))} numbers and a line.`;
    return { what: "straight pieces, counted", value: count(pieces), more: [deep, wide] };
  }
  const error = squareError(f);
  // Of k strokes 1/(8k²) is the least; this many come to the same error.
  const wide = Math.ceil(Math.sqrt(1 / (8 * error)) - 1e-9);
  const other = `One layer comes as close with ${count(wide)} strokes, placed as well as can be: ${count(wide - 1)} ReLUs and a line.`;
  return { what: "largest distance from x²", value: concise(error), error: true, more: [deep, other] };
}

function curves({ folds, show }: FoldingState): [readonly LogSeries[], LogPlotOptions] {
  const m = Array.from({ length: MOST }, (_, i) => i + 1);
  const saw = show === "sawtooth";
  const each = saw ? 2 : 3;
  const deep = m.map((m) => (saw ? 2 ** m : 4 ** -(m + 1)));
  const wide = m.map((m) => (saw ? each * m + 1 : oneLayer(each * m + 1)));
  const now = m.slice(0, folds);
  return [
    [
      { x: m.map((m) => each * m), y: wide, kind: "target", label: "one layer" },
      { x: m.map((m) => each * m), y: deep, kind: "ghost", label: "folds" },
      { x: now.map((m) => each * m), y: deep.slice(0, folds), now: true },
    ],
    {
      ...{
        ylog: true,
        xlabel: "units",
        ylabel: saw ? "straight pieces" : "largest distance from x²",
        xlim: [0, each * MOST],
        height: 200,
      },
      description: `With ${each * folds} units, folds have ${concise(deep[folds - 1])}, one layer ${concise(wide[folds - 1])}.`,
    },
  ];
}
