// Wrong arguments: every public function says which function, which argument, the rule, and what it was given.
import * as core from "piecewise";
import { target } from "piecewise/data";
import * as elements from "piecewise/elements";
import { autoFit, descend } from "piecewise/fit";
import * as interact from "piecewise/interact";
import * as plot from "piecewise/plot";
import { describe, expect, test } from "vitest";

type AnyFunction = (...args: never[]) => unknown;

const f = core.reluSum([{ m: 1, b: 1 }]);

const planes = core.reluSum([{ m: [1, 2], b: 1 }]);
const net = core.network([{ weights: [[1, 2]], biases: [0] }]);
const square = [
  [0, 1],
  [0, 1],
];

/** What each function must refuse. */
const WRONG: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  rectifiedLinear: [
    ["1", 0, 1],
    [1, null, 1],
    [1, 0, "x"],
    [1, 0, ["a"]],
  ],
  customRelu: [["1", 0], [1]],
  doubleRelu: [[1, 1, 1, "1", 0]],
  tripleRelu: [[1, 1, 1, 1, 1, undefined, 0]],
  partial: [[3]],
  linspace: [
    [0, 1, -1],
    [0, 1, 2.5],
    [0, "1", 3],
    [NaN, 1, 3],
  ],
  reluSum: [
    [null],
    [[{ m: 1 }]],
    [[{ m: 1, b: Infinity }]],
    [[{ m: 1, b: 0, w: 2 }]],
    [[], { intercept: "1" }],
    [[], { offset: 1 }],
    [
      [
        { m: [1, 2], b: 0 },
        { m: [1], b: 0 },
      ],
    ],
    [[{ m: [1, NaN], b: 0 }]],
    [[{ m: [1, 2], b: 0 }], { slope: 3 }],
  ],
  network: [
    [null],
    [[]],
    [[{ weights: [[1]] }]],
    [[{ weights: [[1]], biases: [1, 2] }]],
    [[{ weights: [[1, "2"]], biases: [0] }]],
    [
      [
        { weights: [[1]], biases: [0] },
        { weights: [[1, 2]], biases: [0] },
      ],
    ],
  ],
  slice: [
    [f, [1, 2]],
    [planes, [1]],
    [planes, { x3: 1 }],
    [planes, [1, 2]],
    [planes, "x"],
    [net, [1, "2"]],
  ],
  partialSum: [
    [planes, 2],
    [f, [0, 0]],
    [f, "1"],
    [net, 0],
  ],
  creases: [
    [f, square],
    [planes, [0, 1]],
    [
      planes,
      [
        [1, 0],
        [0, 1],
      ],
    ],
  ],
  regions: [
    [f, square],
    [planes, "all"],
    [net, square, { output: 1 }],
  ],
  regionCount: [[null], [net]],
  regionBound: [
    [1.5, 2],
    [3, 0],
    ["3", 1],
  ],
  toOnnx: [[{}], [planes, { precision: "float16" }], [planes, { digits: 3 }]],
  evaluate: [
    [{}, 1],
    [f, "1"],
    [f, [1, 2], new Float64Array(3)],
    [f, [1, 2], []],
    [planes, 3],
    [planes, [1, 2, 3]],
    [planes, [[1, 2, 3]]],
    [net, [[1, 2]], new Float64Array(2)],
  ],
  knots: [[null], [{ units: 3 }], [planes], [net]],
  vertices: [[f, [1, 0]], [f, [0, Infinity]], [f, 3], [f]],
  fromVertices: [
    [[]],
    [
      [
        [0, 0],
        [0, 1],
      ],
    ],
    [[[0, "1"]]],
    ["points"],
  ],
  print: [
    [f, "pascal"],
    [f],
    [f, "python", { digits: 0 }],
    [f, "python", { variable: "1x" }],
    [{}, "text"],
    [planes, "text", { variables: ["a"] }],
    [planes, "c", { variables: ["a", "a"] }],
  ],
  describe: [
    [f, [2, 1]],
    [null, [0, 1]],
  ],
  fromJson: [[null], [{ version: 99, units: [] }], [{ version: 1, units: [{ m: "a", b: 0 }] }], [{ layers: [] }]],
  namesOf: [[null], [{ units: [], names: { x: ["a", "b"] } }], [{ units: [], names: { x: [1] } }]],
  toJson: [[{}], [planes, { x: ["a", "a"] }]],
  random: [["seed"], [NaN]],
  toFloat64Array: [[3]],
  controlFor: [[null], [undefined], [() => 1], [NaN], [Infinity], [[3, 1]], [[0, 1, 0]], [10n]],
  range: [
    [3, 1],
    [0, 1, 0],
    [0, "1"],
  ],
  float: [["1"], [NaN]],
  choice: [[3]],
  log: [
    [0, 1],
    [-1, 1],
    [2, 1],
  ],
  play: [
    [0, 1, 0],
    [1, 0],
  ],
  interact: [
    [3, {}],
    [() => 1, null],
    [() => 1, { m: null }],
    [({ q }: { q: number }) => q, { m: 1 }],
  ],
  plot: [
    [],
    [[1, 2], [1]],
    [
      [1, 2],
      ["a", 1],
    ],
    [f, { xlim: [1, 0] }],
    [f, { colour: "red" }],
    [[{ kind: "bar", x: [1], y: [1] }]],
  ],
  fitFigure: [[null], [{ colour: 1 }], [{ units: 0 }], [{ target: "sin(" }], [{ domain: [1, 0] }]],
  descentFigure: [
    [null],
    [{ colour: 1 }],
    [{ units: 0 }],
    [{ rows: 7 }],
    [{ domain: [1, 0] }],
    [{ optimizer: "magic" }],
  ],
  drawFigure: [[null], [{ colour: 1 }], [{ curve: 3 }], [{ units: 0 }], [{ units: 40 }], [{ xlim: [1, 0] }]],
  quadraticFigure: [[null], [{ colour: 1 }], [{ seed: 0.5 }], [{ rate: 0 }]],
  reluHandles: [[null], [{ m: "1", b: 0 }]],
  autoFit: [
    [null],
    [{ x: [], y: [] }],
    [{ x: [1, 2], y: [1] }],
    [{ x: [1, 2], y: [1, 2] }, { loss: "rmse" }],
    [{ x: [1, 2], y: [1, 2] }, { loss: (r: number) => r * r }],
    [{ x: [1, 2], y: [1, 2] }, { criterion: "aic" }],
    [{ x: [1, 2], y: [1, 2] }, { maxUnits: 1.5 }],
    [{ x: [1, 2], y: [1, 2] }, { minPoints: -1 }],
    [{ x: [1, 2], y: [1, 2] }, { units: 3 }],
    [{ x: [1, 2], y: [1, 2] }, null],
  ],
  descend: [
    [null, { units: 1 }],
    [{ x: [1, 2], y: [1, 2] }, null],
    [
      { x: [1, 2], y: [1, 2] },
      { units: 1, batchSize: 2.5 },
    ],
    [
      { x: [1, 2], y: [1, 2] },
      { units: 1, rate: 1 },
    ],
  ],
  takeAway: [[], [{ name: 3 }], [{ name: "f", model: f }], [{ name: "f", model: () => f, plot: null }]],
  target: [[3], [null], []],
  defaultVariables: [
    ["2", "text"],
    [1.5, "text"],
    [2, "cobol"],
  ],
  legalNames: [
    ["x", "text"],
    [[3], "text"],
    [["x"], "cobol"],
  ],
  variableName: [
    [3, "text"],
    ["x", "cobol"],
  ],
  sumFigure: [[{ units: 3 }], [{ units: [{ m: 1 }] }]],
  reluFigure: [[{ m: "1" }], [{ b: Infinity }]],
  depthFigure: [[null], [7], [{ nothing: 1 }], [{ target: 7 }]],
  digitsFigure: [[null], [{ nothing: 1 }], [{ units: 3.5 }], [{ seed: "x" }]],
  fasterFigure: [[null], [7], [{ nothing: 1 }], [{ units: 3.5 }]],
  foldingFigure: [[null], [7], [{ nothing: 1 }], [{ folds: -1 }]],
  pointsFigure: [[null], [{ nothing: 1 }], [{ seed: "x" }]],
  pyramidFigure: [[null], [7], [{ nothing: 1 }], [{ units: 3.5 }], [{ seed: "x" }]],
  regionsFigure: [[null], [7], [{ nothing: 1 }], [{ units: "many" }]],
  slicesFigure: [[null], [{ nothing: 1 }], [{ units: 3.5 }]],
  surface: [[3], [() => 0, { kind: "clay" }], [() => 0, { yaw: NaN }], [() => 0, { pitch: 91 }]],
  surfaceFigure: [[null], [{ nothing: 1 }], [{ units: 3.5 }]],
  ticks: [
    [0, "1", 5],
    [0, NaN, 5],
  ],
};

/** Take what they are given as it is: every value is a constant, or the browser's own errors are the clearest. */
const EXEMPT = ["fixed", "imageOf", "download", "button", "copyButton", "define"];

const functions: Readonly<Record<string, AnyFunction>> = Object.fromEntries(
  [core, elements, interact, plot, { autoFit, descend, target }].flatMap((room) =>
    Object.entries(room).filter((entry): entry is [string, AnyFunction] => typeof entry[1] === "function"),
  ),
);

describe("every public function", () => {
  test("is in the table", () => {
    expect(
      Object.keys(functions)
        .filter((name) => !EXEMPT.includes(name))
        .sort(),
    ).toEqual(Object.keys(WRONG).sort());
  });

  test.each(Object.entries(WRONG).flatMap(([name, calls]) => calls.map((args) => ({ name, args }))))(
    "$name refuses $args",
    ({ name, args }) => {
      let thrown: unknown;
      try {
        functions[name](...(args as never[]));
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(Error);
      expect(["TypeError", "RangeError"]).toContain((thrown as Error).name);
      expect((thrown as Error).message).toMatch(
        new RegExp(`^(${name}|${name === "sumFigure" ? "reluSum" : name}): .+(, got |must|unknown|no )`),
      );
    },
  );
});
