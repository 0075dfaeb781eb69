// onnx.ts: a sum or a network as an ONNX model.
import { record, show } from "./check.ts";
import type { Model } from "./json.ts";
import { isNetwork, type Layer } from "./network.ts";
import { bytes, concatenated, number, text } from "./onnx-wire.ts";
import type { PlaneProduct, PlaneSum } from "./planes.ts";
import { checkSum, type Unit } from "./relu-sum.ts";
import { takesRows } from "./several-inputs.ts";

/** onnx.proto's numbers for the types of a tensor's elements. */
const TYPES = { float32: 1, float64: 11 } as const;

/** The operators used have been as they are since this version of the operator set. */
const OPSET = 13;

/** onnx.proto's version of the format that came with that operator set. */
const IR = 7;

/**
 * The model as the bytes of an ONNX file: Gemm and Relu by turns, from `x` [n, inputs] to `y` [n, outputs]; a sum's line is
 * a Gemm beside its units, added at the end, and the factors of its products are units too, multiplied by Mul. Numbers are
 * float32 as runtimes expect, or float64. The format is onnx.proto (github.com/onnx/onnx, IR version 7, operator set 13).
 *
 * @throws {TypeError} if f is no sum or network, or an option is unknown
 * @throws {RangeError} if precision is neither, or a number of f is beyond float32
 */
export function toOnnx(f: Model, options: { readonly precision?: "float32" | "float64" } = {}): Uint8Array {
  if (!takesRows(f)) checkSum("toOnnx", f);
  const { precision = "float32" } = record(options, "toOnnx: options", ["precision"]);
  if (precision !== "float32" && precision !== "float64") {
    throw new RangeError(`toOnnx: precision must be float32 or float64, got ${show(precision)}`);
  }
  const graph = isNetwork(f) ? networkGraph(f.layers) : sumGraph(f);
  const initializers = graph.tensors.map((values) => bytes(5, tensor(values, precision)));
  const [inputs, outputs] = graph.shape;
  return concatenated([
    number(1, IR),
    text(2, "piecewise"),
    bytes(
      7,
      concatenated([
        ...graph.nodes.map((node) => bytes(1, node)),
        text(2, "piecewise"),
        ...initializers,
        bytes(11, valueInfo("x", inputs, precision)),
        bytes(12, valueInfo("y", outputs, precision)),
      ]),
    ),
    bytes(8, number(2, OPSET)),
  ]);
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Graph {
  readonly nodes: readonly Uint8Array[];
  readonly tensors: readonly Tensor[];
  readonly shape: readonly [inputs: number, outputs: number];
}

/** The nodes and tensors of a layer: `to` = weights·`from` + biases. */
function gemm({ weights, biases }: Layer, from: string, to: string): { node: Uint8Array; tensors: Tensor[] } {
  const [w, b] = [`${to}_weights`, `${to}_biases`];
  const shape = [weights.length, weights[0].length];
  return {
    node: node("Gemm", [from, w, b], to, attribute("transB", 1)),
    tensors: [
      { name: w, shape, values: weights.flat() },
      { name: b, shape: [biases.length], values: biases },
    ],
  };
}

function networkGraph(layers: readonly Layer[], end = "y"): Graph {
  const [nodes, tensors]: [Uint8Array[], Tensor[]] = [[], []];
  let from = "x";
  layers.forEach((layer, l) => {
    const last = l === layers.length - 1;
    const made = gemm(layer, from, last ? end : `z${l + 1}`);
    nodes.push(made.node);
    tensors.push(...made.tensors);
    if (last) return;
    from = `h${l + 1}`;
    nodes.push(node("Relu", [`z${l + 1}`], from));
  });
  return { nodes, tensors, shape: [layers[0].weights[0].length, layers[layers.length - 1].biases.length] };
}

/** Units as a layer under one that adds them up, beside the line. */
function sumGraph(f: Exclude<Model, { layers: unknown }>): Graph {
  const row = (m: number | readonly number[]) => (typeof m === "number" ? [m] : m);
  const slope = row(f.slope);
  const units = f.units as readonly (Omit<Unit, "m"> & { readonly m: number | readonly number[] })[];
  const line: Layer = { weights: [slope], biases: [f.intercept] };
  const products = (f as PlaneSum).products ?? [];
  const parts: Part[] = [];
  if (units.length > 0) {
    const folds = [
      { weights: units.map(({ m }) => row(m)), biases: units.map(({ b }) => b) },
      { weights: [units.map(({ weight }) => weight)], biases: [0] },
    ];
    parts.push({ ...networkGraph(folds, "folds"), end: "folds" });
  }
  if (products.length > 0) parts.push(productPart(products, slope.length));
  if (parts.length === 0) return networkGraph([line]);
  const { node: straight, tensors } = gemm(line, "x", "line");
  const ends = ["line", ...parts.map(({ end }) => end)];
  return {
    nodes: [...parts.flatMap(({ nodes }) => nodes), straight, node(ends.length > 2 ? "Sum" : "Add", ends, "y")],
    tensors: [...parts.flatMap(({ tensors }) => tensors), ...tensors],
    shape: [slope.length, 1],
  };
}

/** A part of a sum, and the name of what comes out of it. */
type Part = Omit<Graph, "shape"> & { readonly end: string };

/** First factors in one layer, second in the next, and so on; a product that has no more is multiplied by max(0, 1). */
function productPart(products: readonly PlaneProduct[], inputs: number): Part {
  const [nodes, tensors]: [Uint8Array[], Tensor[]] = [[], []];
  const most = products.reduce((most, { factors }) => Math.max(most, factors.length), 0);
  const one = { m: new Array<number>(inputs).fill(0), b: 1 };
  let product = "factors1";
  for (let i = 0; i < most; i++) {
    const factors = products.map(({ factors }) => factors[i] ?? one);
    const [lines, name] = [`lines${i + 1}`, `factors${i + 1}`];
    const layer = gemm({ weights: factors.map(({ m }) => m), biases: factors.map(({ b }) => b) }, "x", lines);
    nodes.push(layer.node, node("Relu", [lines], name));
    tensors.push(...layer.tensors);
    if (i === 0) continue;
    const next = `products${i + 1}`;
    nodes.push(node("Mul", [product, name], next));
    product = next;
  }
  const added = gemm({ weights: [products.map(({ weight }) => weight)], biases: [0] }, product, "products");
  return { nodes: [...nodes, added.node], tensors: [...tensors, ...added.tensors], end: "products" };
}

/** NodeProto. */
const node = (operator: string, inputs: readonly string[], output: string, ...attributes: Uint8Array[]): Uint8Array =>
  concatenated([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, `${operator}_${output}`),
    text(4, operator),
    ...attributes.map((attribute) => bytes(5, attribute)),
  ]);

/** AttributeProto of type INT, 2. */
const attribute = (name: string, value: number): Uint8Array =>
  concatenated([text(1, name), number(3, value), number(20, 2)]);

/** TensorProto, its numbers as raw little-endian bytes. */
function tensor({ name, shape, values }: Tensor, precision: "float32" | "float64"): Uint8Array {
  const size = precision === "float32" ? 4 : 8;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    if (size === 8) view.setFloat64(i * size, value, true);
    else if (Number.isFinite(Math.fround(value))) view.setFloat32(i * size, value, true);
    else throw new RangeError(`toOnnx: numbers must be within float32, or precision be float64, got ${value}`);
  });
  return concatenated([
    ...shape.map((length) => number(1, length)),
    number(2, TYPES[precision]),
    text(8, name),
    bytes(9, new Uint8Array(view.buffer)),
  ]);
}

/** ValueInfoProto of a matrix with any number of rows. */
function valueInfo(name: string, columns: number, precision: "float32" | "float64"): Uint8Array {
  const shape = concatenated([bytes(1, text(2, "n")), bytes(1, number(1, columns))]);
  const type = concatenated([number(1, TYPES[precision]), bytes(2, shape)]);
  return concatenated([text(1, name), bytes(2, bytes(1, type))]);
}
