// points-data.ts: the points of a state, in units in which they fill the window, and in two parts: learned from and tested on.
import { type Network, network, random } from "../../core/index.ts";
import { type ClassSet, planeTarget, pointSet } from "../../data/index.ts";
import { startNetwork } from "../../fit/index.ts";
import type { DenseColumns } from "../work/dense-task.ts";
import { classesOf, hasHeights, inputsOn, layerSizes, lossOf, type PointsState, type Source } from "./points-state.ts";

/** The window reaches from −REACH to REACH both ways, in the units in which the network learns. */
export const REACH = 6;

/** What a column is shifted by and divided by, to fill the window. */
export interface Axis {
  readonly name: string;
  readonly shift: number;
  readonly scale: number;
}

export interface Points {
  /** Places in the window, x and y of each point in turn. */
  readonly x: Float64Array;
  /** The number of the class, or the height. */
  readonly y: Float64Array;
  /** Points before this one are learned from. */
  readonly learned: number;
  readonly axes: readonly [Axis, Axis];
}

const PLAIN = (name: string): Axis => ({ name, shift: 0, scale: 1 });

/** Room around a table's points, as a share of their spread. */
const ROOM = 0.06;

/** The points of a state, in an order in which the first ones are as good as any. */
export function pointsOf({ source, test }: Pick<PointsState, "source" | "test">): Points {
  const { x, y, axes } = placed(source);
  const learned = Math.max(Math.min(1, y.length), Math.round(y.length * (1 - test / 100)));
  return { x, y, learned, axes };
}

function placed(source: Source): Omit<Points, "learned"> {
  const plain = [PLAIN("x"), PLAIN("y")] as const;
  if (source.kind === "set") return { ...pointSet(source.set as ClassSet, source), axes: plain };
  if (source.kind === "formula") return { ...besides(source), axes: plain };
  const points = shuffled(source.points);
  const count = points.length / 3;
  const columns = [0, 1, 2].map((j) => Float64Array.from({ length: count }, (_, i) => points[3 * i + j]));
  const axes =
    source.kind === "own"
      ? plain
      : ([axisOf(source.names[0], columns[0]), axisOf(source.names[1], columns[1])] as const);
  const x = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    for (const j of [0, 1]) x[2 * i + j] = (columns[j][i] - axes[j].shift) / axes[j].scale;
  }
  return { x, y: columns[2], axes };
}

/** Places drawn evenly; class 0 is where the formula is above 0, read a little aside where there is noise. */
function besides({ text, rows, noise, seed }: Source & { kind: "formula" }): Pick<Points, "x" | "y"> {
  const f = planeTarget(text);
  const { uniform } = random(seed);
  const x: number[] = [];
  const y: number[] = [];
  const aside = () => 5 * noise * (2 * uniform() - 1);
  for (let i = 0; i < rows; i++) {
    const at = [REACH * (2 * uniform() - 1), REACH * (2 * uniform() - 1)] as const;
    const value = f(at[0] + aside(), at[1] + aside());
    if (Number.isNaN(value)) continue;
    x.push(...at);
    y.push(value > 0 ? 0 : 1);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

/** In an order that each point's place in the list decides: one more point moves none of the others to the other part. */
function shuffled(points: readonly number[]): number[] {
  const keys = Array.from({ length: points.length / 3 }, (_, i) => ({ i, key: random(i).uniform() }));
  return keys.sort((one, other) => one.key - other.key).flatMap(({ i }) => points.slice(3 * i, 3 * i + 3));
}

function axisOf(name: string, values: Float64Array): Axis {
  const lo = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const hi = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const half = ((hi - lo) / 2) * (1 + 2 * ROOM) || 1;
  return { name, shift: (lo + hi) / 2 || 0, scale: half / REACH };
}

/**
 * Where the seed lets the network begin, weights as He et al. have them. One that reads a single input begins as networks of
 * one input do, and the other's weights are 0.
 */
export function startOf(state: PointsState): Network {
  const [, ...above] = layerSizes(state);
  const read = inputsOn(state);
  const { layers } = startNetwork([read.filter(Boolean).length, ...above], { kind: "he", seed: state.seed });
  const [{ weights, biases }, ...rest] = layers;
  const spread = weights.map((row) => read.map((on, i) => (on ? row[Math.min(i, row.length - 1)] : 0)));
  return network([{ weights: spread, biases }, ...rest]);
}

/** Both parts as a run of descent takes them. An input that is off is 0 throughout, so that nothing pulls at its weights. */
export function columnsOf(state: PointsState, { x, y, learned }: Points): { rows: DenseColumns; test?: DenseColumns } {
  const read = inputsOn(state);
  const part = (from: number, to: number): DenseColumns => ({
    x: x.slice(2 * from, 2 * to).map((value, i) => (read[i % 2] ? value : 0)),
    y: targetsOf(state, y.subarray(from, to)),
  });
  const rest = learned < y.length ? part(learned, y.length) : undefined;
  return { rows: part(0, learned), test: rest };
}

/** Classes for cross-entropy; by squares the labels 1 and −1, one output for each class where there are more than two. */
function targetsOf(state: PointsState, y: Float64Array): Float64Array {
  if (hasHeights(state) || lossOf(state) === "cross-entropy") return y.slice();
  const classes = classesOf(state);
  if (classes === 2) return y.map((c) => (c === 0 ? 1 : -1));
  return Float64Array.from({ length: classes * y.length }, (_, i) =>
    y[Math.floor(i / classes)] === i % classes ? 1 : -1,
  );
}

/** The network in the units of the points' source: what it takes away. */
export function unscaled({ layers }: Network, axes: Points["axes"]): Network {
  const [first, ...rest] = layers;
  const weights = first.weights.map((row) => row.map((weight, j) => weight / axes[j].scale));
  const biases = first.biases.map(
    (bias, i) => bias - weights[i].reduce((sum, weight, j) => sum + weight * axes[j].shift, 0),
  );
  return network([{ weights, biases }, ...rest]);
}
