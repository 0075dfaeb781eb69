// slices-picture.ts: cuts through a sum of several inputs: a map of two of them and a curve of one, both exact.
import { evaluate, type PlaneSum, type Rectangle, type ReluSum, reluSum, slice } from "../../core/index.ts";
import { type Plot, plot } from "../../plot/index.ts";
import { facetsOf, gridFacets, type HeatMap, heightScale } from "../../plot/surface/index.ts";
import { concise, count } from "../numbers.ts";
import { creasesOf } from "../surface/surface-picture.ts";
import type { InputColumn, SlicesProblem } from "./slices-problem.ts";
import type { SlicesState } from "./slices-state.ts";

/** Rows are near a cut if the inputs that it fixes are off by no more than this many spreads, in the root mean square. */
const NEAR = 0.8;

/** Cells of the grid that a curved cut is drawn on, each way. */
const CELLS = 64;

/** Room beyond a column's ends, as a share of it. */
const ROOM = 0.04;

const span = ({ lo, hi }: InputColumn, room = ROOM): readonly [number, number] => [
  lo - room * (hi - lo),
  hi + room * (hi - lo),
];

/** Longer names are cut beside axes and sliders. */
const LONGEST = 40;

export function nameOf({ name, unit }: InputColumn): string {
  const whole = unit ? `${name} (${unit})` : name;
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole;
}

/** Where the inputs are: indicators by the text that is the case. */
function placeOf(inputs: readonly InputColumn[], at: readonly number[], without: readonly number[]): string {
  const said = inputs.flatMap(({ name, column, is }, j) => {
    if (without.includes(j)) return [];
    if (is === undefined) return [`${name} is ${concise(at[j], 4)}`];
    return at[j] > 0 ? [`${column} is ${is}`] : [];
  });
  return said.join(", ");
}

/** The sum with all inputs fixed but two, which are x and y in this order. */
export function planeCut(model: PlaneSum, { at, across, up }: SlicesState): PlaneSum {
  const cut = slice(
    model,
    at.map((value, j) => (j === across || j === up ? Number.NaN : value)),
  ) as PlaneSum;
  if (across < up) return cut;
  const turned = ([x, y]: readonly number[]) => [y, x];
  const units = cut.units.map((unit) => ({ ...unit, m: turned(unit.m) }));
  const products = cut.products?.map(({ weight, factors }) => ({
    weight,
    factors: factors.map(({ m, b }) => ({ m: turned(m), b })),
  }));
  return reluSum(units, { intercept: cut.intercept, slope: turned(cut.slope), products });
}

/** The sum with all inputs fixed but one. */
export const lineCut = (model: PlaneSum, { at, across }: SlicesState): ReluSum =>
  slice(
    model,
    at.map((value, j) => (j === across ? Number.NaN : value)),
  ) as ReluSum;

/** The indices of the rows near the cut that leaves these inputs free. */
export function nearRows({ inputs, rows }: SlicesProblem, at: readonly number[], free: readonly number[]): number[] {
  const fixed = inputs.flatMap((_, j) => (free.includes(j) ? [] : [j]));
  return Array.from(rows.y.keys()).filter((row) => {
    let squares = 0;
    for (const j of fixed) squares += ((rows.x[row * inputs.length + j] - at[j]) / inputs[j].spread) ** 2;
    return squares <= NEAR ** 2 * fixed.length;
  });
}

/** The map of a cut without its flat pieces: its creases, of one that is curved those of its units alone, and the rows near it. */
export function outlineOf(problem: SlicesProblem, cut: PlaneSum, { across, up, at }: SlicesState): HeatMap {
  const { inputs, rows, output } = problem;
  const rectangle: Rectangle = [span(inputs[across]), span(inputs[up])];
  const { units, intercept, slope } = cut;
  return {
    ...{ rectangle, scale: heightScale(output.lo, output.hi), facets: [] },
    creases: creasesOf(cut.products ? reluSum(units, { intercept, slope }) : cut, rectangle, 0),
    dots: nearRows(problem, at, [across, up]).map((row) => {
      const [x, y] = [across, up].map((j) => rows.x[row * inputs.length + j]);
      return [x, y] as const;
    }),
    marker: [at[across], at[up]],
    ...{ names: [inputs[across].name, inputs[up].name], title: output.name, description: "" },
  };
}

/** The map of the cut, and how many flat pieces it has; of one that is curved a grid. */
export function mapOf(problem: SlicesProblem, model: PlaneSum, state: SlicesState): HeatMap {
  const { inputs, output } = problem;
  const { across, up, at } = state;
  const cut = planeCut(model, state);
  const outline = outlineOf(problem, cut, state);
  const { rectangle, names, creases, dots } = outline;
  const facets = cut.products
    ? gridFacets((x, y) => evaluate(cut, [x, y]) as number, rectangle, CELLS)
    : facetsOf(cut, rectangle);
  const words = cut.products
    ? `curved, since ${names[0]} and ${names[1]} are multiplied, and so drawn on a grid of ${CELLS} by ${CELLS}, not exactly`
    : `${count(facets.length)} flat pieces between ${count(creases!.length)} creases`;
  const place = placeOf(inputs, at, [across, up]);
  return {
    ...{ ...outline, facets },
    description:
      `${output.name} over ${names[0]} and ${names[1]}${place && `, cut through ${inputs.length} inputs where ${place}`}: ` +
      `${words}; ${count(dots!.length)} rows are near.`,
  };
}

/** The cut along the axis across, through the place that is looked at. */
export function curveOf(problem: SlicesProblem, model: PlaneSum, state: SlicesState): Plot {
  const { inputs, rows, output } = problem;
  const { across, at } = state;
  const near = nearRows(problem, at, [across]);
  const column = inputs[across];
  const f = lineCut(model, state);
  const value = evaluate(model, [...at]) as number;
  return plot(
    [
      { kind: "points", x: near.map((row) => rows.x[row * inputs.length + across]), y: near.map((row) => rows.y[row]) },
      { f },
      { kind: "points", x: [at[across]], y: [value], unit: 2 },
    ],
    {
      ...{
        xlim: span(column),
        ylim: span(output, 0.15),
        xlabel: nameOf(column),
        ylabel: nameOf(output),
        labels: false,
      },
      description:
        `${output.name} along ${column.name}, the other inputs where their sliders are: ${concise(value)} at ` +
        `${concise(at[across], 4)}; ${count(f.units.length)} bends at most, ${count(near.length)} rows near.`,
    },
  );
}
