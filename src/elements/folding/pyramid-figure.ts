// pyramid-figure.ts: a figure in which one layer learns a pyramid that two layers are, and cannot make it end.
import { creases, linspace, type PlaneSum, type Point, type Region, regions } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { startPlanes, withParameters } from "../../fit/index.ts";
import { choice, range } from "../../interact/index.ts";
import { h, type Markup } from "../../markup/index.ts";
import { button } from "../bar.ts";
import { type Draw, drawing, px, svg } from "../drawing.ts";
import { concise } from "../numbers.ts";
import { type PointsRun, pointsRun } from "../points/points-run.ts";
import { among, whole } from "../rules.ts";
import type { DenseInput } from "../work/dense-task.ts";
import { pyramid } from "./networks.ts";
import { type StudyFigure, type StudyOptions, type StudyWords, study, studyOptions, studyStart } from "./study.ts";

export interface PyramidState {
  /** The network that is it, or a sum that learns it. */
  readonly layers: "two" | "one";
  /** ReLUs of the sum. */
  readonly units: number;
  /** The window reaches from −reach to reach both ways. */
  readonly reach: number;
  readonly seed: number;
}

export interface PyramidOptions extends StudyOptions, Partial<PyramidState> {}

const NAME = "pyramidFigure";
const START: PyramidState = { layers: "two", units: 16, reach: 2, seed: 1 };
const KINDS = {
  layers: among(["two", "one"]),
  units: whole(1, 64),
  reach: whole(2, 20),
  seed: whole(0, 1e9),
};

/** The sum learns at the points of a grid over [−2, 2]², so many each way, for so many epochs. */
const GRID = 41;
const EPOCHS = 300;
const EPOCHS_A_FRAME = 5;
const BATCH = 32;

/** Steps of an epoch. */
const STEPS = Math.ceil((GRID * GRID) / BATCH);

const height = (x: number, y: number): number => Math.max(0, 1 - Math.abs(x) - Math.abs(y));

function rows(): DenseInput["rows"] {
  const at = [...linspace(-2, 2, GRID)];
  const x = at.flatMap((x) => at.flatMap((y) => [x, y]));
  return {
    x: Float64Array.from(x),
    y: Float64Array.from({ length: GRID * GRID }, (_, i) => height(x[2 * i], x[2 * i + 1])),
  };
}

/**
 * max(0, 1 − |x| − |y|) in lines of equal height: the network of two layers that it is, and a sum of one layer that learns
 * it on [−2, 2]², whose creases run on for ever.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function pyramidFigure(options: PyramidOptions = {}): StudyFigure<PyramidState> {
  const { url, signal, ...given } = studyOptions(NAME, options);
  const start = studyStart({ name: NAME, start: START, kinds: KINDS }, given);
  const live = typeof document !== "undefined";
  let of = "";
  let sum = startPlanes(2, start.units, { seed: start.seed });
  let epoch = 0;
  let problem = "";
  const run: PointsRun | undefined = live
    ? pointsRun(
        (state) => {
          sum = withParameters(sum, new Float64Array(state.parameters));
          epoch = state.epoch;
          redraw();
        },
        (error) => {
          problem = error.message;
          redraw();
        },
        () => figure.isConnected,
      )
    : undefined;

  function learn({ units, seed }: PyramidState): void {
    sum = startPlanes(2, units, { seed });
    epoch = 0;
    problem = "";
    run?.begin({
      ...{ model: sum, rows: rows(), loss: "mse", optimizer: "adam", rate: 0.01, batch: BATCH, seed },
    });
    run?.run(EPOCHS_A_FRAME * STEPS, EPOCHS * STEPS);
  }
  const shapeOf = (state: PyramidState) => {
    const window = square(state.reach);
    if (state.layers === "two") return { cells: regions(pyramid(), window), lines: EDGES };
    const lines = creases(sum, window).map(({ from, to }): Line => [from, to]);
    return { cells: regions(sum, window), lines };
  };
  const words = (state: PyramidState): StudyWords => {
    const edge = edgeOf(shapeOf(state).cells, state.reach);
    const what = `largest height along the window's edge, ${state.reach} from the middle`;
    if (state.layers === "two") {
      return {
        ...{ what, value: concise(edge) },
        more: ["Four ReLUs make |x| and |y|; one on top of them cuts off at 0. Exact, and 0 everywhere outside."],
      };
    }
    const told =
      epoch < EPOCHS ? `Learning: epoch ${Math.round(epoch)} of ${EPOCHS}.` : `${EPOCHS} epochs on [−2, 2] both ways.`;
    const lines = "Each crease is a whole line: it folds far out as much as at the pyramid.";
    return { what, value: concise(edge), error: true, more: [told, lines, ...(problem ? [problem] : [])] };
  };

  const shown = drawing(picture(start.reach, shapeOf(start)), 552);
  const { figure, redraw }: ReturnType<typeof study<PyramidState>> = study<PyramidState>(
    {
      ...{ name: NAME, tag: "pw-pyramid", start, kinds: KINDS, words },
      controls: {
        layers: choice([
          ["two layers, by hand", "two"],
          ["one layer, learning it", "one"],
        ]),
        units: range(1, 64, 1),
        reach: range(2, 20, 1),
      },
      labels: { layers: "the pyramid by", units: "ReLUs of one layer", reach: "the window reaches" },
      picture: () => shown,
      show(state) {
        const key = `${state.layers} ${state.units} ${state.seed}`;
        if (live && key !== of) {
          if (state.layers === "one") learn(state);
          else run?.pause();
        }
        of = key;
        shown.show(picture(state.reach, shapeOf(state)));
      },
      model: ({ layers }) => (layers === "two" ? pyramid() : sum),
      table: (state) => table(state.layers === "two" ? pyramid() : sum, state.reach),
      going: () => run?.running ?? false,
      buttons: live ? [button("Another start", () => again(), { title: "The next seed, of one layer" })] : [],
    },
    { url, signal },
  );
  function again(): void {
    figure.value = { ...figure.value, layers: "one", seed: figure.value.seed + 1 };
    for (const type of ["input", "change"]) figure.dispatchEvent(new Event(type, { bubbles: true }));
  }
  signal?.addEventListener("abort", () => run?.dispose());
  return figure;
}

type Line = readonly [from: Point, to: Point];

/** The corners of the pyramid's foot. */
const FOOT: readonly Point[] = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
];

/** Where the pyramid has creases: from corner to corner, and from each to its top. */
const EDGES: readonly Line[] = FOOT.flatMap((corner, i): Line[] => [
  [corner, FOOT[(i + 1) % FOOT.length]],
  [corner, [0, 0]],
]);

const square = (reach: number) =>
  [
    [-reach, reach],
    [-reach, reach],
  ] as const;

/** The largest |f| along the window's edge: at a corner of a cell, since f is straight between them. */
function edgeOf(cells: readonly Region[], reach: number): number {
  let most = 0;
  for (const { polygon, gradient, intercept } of cells) {
    for (const [x, y] of polygon) {
      if (Math.max(Math.abs(x), Math.abs(y)) < reach) continue;
      most = Math.max(most, Math.abs(gradient[0] * x + gradient[1] * y + intercept));
    }
  }
  return most;
}

/** Heights between two lines, and lines on either side of 0, at most. */
const STEP = 0.25;
const MOST_LEVELS = 40;

/** Lines of equal height, which are straight on each cell; the one of 0 is left out where the function is 0 all over a cell. */
function picture(reach: number, { cells, lines }: { cells: readonly Region[]; lines: readonly Line[] }): Draw {
  return (width) => {
    const size = Math.min(width, 440);
    const left = (width - size) / 2;
    const at = ([x, y]: Point): Point => [
      left + ((x + reach) / (2 * reach)) * size,
      size - ((y + reach) / (2 * reach)) * size,
    ];
    const segment = ([from, to]: Line): string => {
      const [[x0, y0], [x1, y1]] = [at(from), at(to)];
      return `M${px(x0)},${px(y0)}L${px(x1)},${px(y1)}`;
    };
    const above: string[] = [];
    const below: string[] = [];
    for (const cell of cells)
      for (const { level, line } of levelsOf(cell)) (level > 0 ? above : below).push(segment(line));
    const path = (d: string, style: string): Markup => h("path", { d, style });
    return svg(
      width,
      size,
      `Lines of equal height over a square that reaches ${reach} from the middle; ${lines.length} creases cross it.`,
      path(lines.map(segment).join(""), "stroke:var(--pw-unit-1);stroke-width:1.25"),
      path(
        `M${FOOT.map((p) => at(p).map(px).join()).join("L")}Z`,
        "stroke:var(--pw-grey);stroke-width:2.5;stroke-dasharray:7 5",
      ),
      path(above.join(""), "stroke:var(--pw-ink);stroke-width:1.75"),
      path(below.join(""), "stroke:var(--pw-accent);stroke-width:1.25;stroke-dasharray:2 3"),
      h("rect", { x: px(left), y: 0, width: size, height: size, style: "stroke:var(--pw-grey);stroke-width:1" }),
    );
  };
}

function levelsOf({ polygon, gradient, intercept }: Region): { readonly level: number; readonly line: Line }[] {
  const values = polygon.map(([x, y]) => gradient[0] * x + gradient[1] * y + intercept);
  const [lo, hi] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const first = Math.max(-MOST_LEVELS, Math.ceil(lo / STEP));
  const last = Math.min(MOST_LEVELS, Math.floor(hi / STEP));
  const found: { level: number; line: Line }[] = [];
  for (let k = first; k <= last; k++) {
    if (k === 0) continue;
    const level = k * STEP;
    const ends = polygon.flatMap((point, i): Point[] => {
      const j = (i + 1) % polygon.length;
      if (values[i] < level === values[j] < level) return [];
      const t = (level - values[i]) / (values[j] - values[i]);
      return [[point[0] * (1 - t) + polygon[j][0] * t, point[1] * (1 - t) + polygon[j][1] * t]];
    });
    if (ends.length === 2) found.push({ level, line: [ends[0], ends[1]] });
  }
  return found;
}

/** The cells of the window, each by a corner list and the affine function there. */
function table(f: Parameters<typeof regions>[0] | PlaneSum, reach: number): string {
  const cells = regions(f, square(reach)).map(({ polygon, gradient, intercept }) =>
    csvRow([polygon.map((point) => point.join(" ")).join("; "), ...[...gradient, intercept].map(String)]),
  );
  return [csvRow(["corners", "slope of x", "slope of y", "constant"]), ...cells].join("");
}
