// scene.ts: a figure laid out: plain data in CSS pixels, from which text and live nodes are drawn.
import { type Axes, axes } from "./axes.ts";
import { described } from "./describe.ts";
import type { Figure } from "./figure.ts";
import { type Label, type LegendEntry, legendOf, placeLabels } from "./labels.ts";
import { type Mark, marked } from "./marks.ts";
import type { Held, PlacedHandle } from "./place-handles.ts";
import { codomain, columns, domain, type Range } from "./sample.ts";
import type { Line, Point } from "./view.ts";

export interface Scene extends Axes {
  readonly width: number;
  readonly xlim: Range;
  readonly ylim: Range;
  readonly marks: readonly Mark[];
  readonly labels: readonly Label[];
  /** The names, where there was no room for them on their curves. */
  readonly legend: readonly LegendEntry[];
  readonly handles: readonly PlacedHandle[];
  /** Title, names of the axes, and the sentence in a frame that is empty. */
  readonly captions: readonly Label[];
  readonly description: string;
}

/** Below this width: shorter labels. */
const NARROW = 512;
const ROW = 22;
const NOTHING = "There is nothing to draw here yet.";

/**
 * The figure at a width: same input, same scene.
 *
 * @param previous the scene whose place it takes, so that labels stay where they can
 * @param held the handle in the hand, so that it stays under it
 */
export function layout(figure: Figure, width: number, previous?: Scene, held?: Held): Scene {
  const { options, series } = figure;
  const xlim = domain(figure);
  const data = series.map((each) => columns(each, xlim));
  const ylim = codomain(figure, data, xlim);
  const before = previous?.width === width ? previous : undefined;
  const titled = options.title ? ROW : 0;
  const below = options.xlabel ? ROW : 0;

  const sparse = options.labels === "sparse";

  const arranged = (legend: readonly LegendEntry[]) => {
    const listed = legend.length > 0 ? legend.at(-1)!.y + ROW / 2 : titled;
    const above = listed + (options.ylabel ? ROW : 0);
    const { view, ...measured } = axes({ width, height: options.height, above, below }, xlim, ylim);
    const { marks, handles, names, fixed } = marked(figure, data, view, width < NARROW, held);
    const requests = options.labels === false ? [] : names;
    const obstacles = [...marks.flatMap(outlines), ...handles.map(({ x, y }) => outline([x, y]))];
    const named = placeLabels(legend.length > 0 ? [] : requests, measured, obstacles, before?.labels ?? [], sparse);
    const scene: Scene = {
      width,
      ...measured,
      xlim,
      ylim,
      marks,
      labels: [...named.labels, ...fixed],
      legend,
      handles,
      captions: captions(figure, measured, listed, marks),
      description: described(figure, data, xlim),
    };
    return { scene, requests, free: named.free };
  };

  const { scene, requests, free } = arranged([]);
  // A legend moves the frame, so it neither comes nor goes while numbers move.
  const inLegend = before ? before.legend.length > 0 : !(free || sparse);
  return inLegend ? arranged(legendOf(requests, width, titled)).scene : scene;
}

const outlines = (mark: Mark): readonly Line[] => {
  if ("dots" in mark) return mark.points.map(outline);
  return mark.path === "rest" ? [] : mark.lines;
};

/** A dot, as a line through it that keeps labels off. */
const outline = ([x, y]: Point): Line =>
  Number.isNaN(x)
    ? []
    : [
        [x - 6, y],
        [x + 6, y],
      ];

function captions({ options }: Figure, { height, frame }: Axes, listed: number, marks: readonly Mark[]): Label[] {
  const { left, right, top, bottom } = frame;
  const empty = !marks.some((mark) => ("dots" in mark ? mark.points : mark.lines).length > 0);
  const all: Label[] = [
    { text: options.title ?? "", x: left, y: ROW / 2, anchor: "start", style: "name" },
    { text: options.ylabel ?? "", x: 0, y: listed + ROW / 2, anchor: "start", style: "plain" },
    { text: options.xlabel ?? "", x: right, y: height - ROW / 2, anchor: "end", style: "plain" },
    { text: empty ? NOTHING : "", x: (left + right) / 2, y: (2 * top + bottom) / 3, anchor: "middle", style: "plain" },
  ];
  return all.filter(({ text }) => text);
}
