// What toOnnx writes, run by onnxruntime-web.
import { evaluate, type Model, network, random, reluSum, toOnnx } from "piecewise";
import { describe, expect, test } from "vitest";
import { installed, loadRuntime } from "./onnxruntime.ts";

const { normal } = random(11);
const rows = (count: number, columns: number) =>
  Array.from({ length: count }, () => Array.from({ length: columns }, normal));
const layer = (inputs: number, units: number) => ({ weights: rows(units, inputs), biases: rows(1, units)[0] });

const models: readonly { name: string; f: Model; inputs: number; outputs: number }[] = [
  {
    name: "a sum of one input",
    f: reluSum(
      [
        { m: 2, b: -1, weight: -3 },
        { m: -1, b: 0 },
      ],
      { intercept: 0.5, slope: 2 },
    ),
    inputs: 1,
    outputs: 1,
  },
  { name: "a line", f: reluSum([], { slope: [1, -2], intercept: 3 }), inputs: 2, outputs: 1 },
  {
    name: "a sum of three inputs",
    f: reluSum(
      rows(9, 3).map((m) => ({ m, b: normal(), weight: normal() })),
      { slope: [1, 0, -2] },
    ),
    inputs: 3,
    outputs: 1,
  },
  {
    name: "a sum with products",
    f: reluSum(
      rows(4, 3).map((m) => ({ m, b: normal(), weight: normal() })),
      {
        slope: [1, 0, -2],
        products: [2, 3, 2].map((count) => ({
          weight: normal(),
          factors: rows(count, 3).map((m) => ({ m, b: normal() })),
        })),
      },
    ),
    inputs: 3,
    outputs: 1,
  },
  {
    name: "a product alone",
    f: reluSum([], {
      intercept: 1,
      products: [
        {
          factors: [
            { m: [1, 0], b: 1 },
            { m: [0, -1], b: 2 },
          ],
        },
      ],
    }),
    inputs: 2,
    outputs: 1,
  },
  { name: "a linear map", f: network([layer(4, 3)]), inputs: 4, outputs: 3 },
  { name: "a network of three layers", f: network([layer(5, 16), layer(16, 8), layer(8, 2)]), inputs: 5, outputs: 2 },
  { name: "784-128-10", f: network([layer(784, 128), layer(128, 10)]), inputs: 784, outputs: 10 },
];

describe.skipIf(!installed)("onnxruntime-web gives what evaluate gives", () => {
  test.each(models)("$name", async ({ f, inputs, outputs }) => {
    const runtime = await loadRuntime();
    const n = 7;
    const xs = Float64Array.from({ length: n * inputs }, normal);
    const expected = evaluate(f, xs) as Float64Array;
    for (const [precision, type, tolerance] of [
      ["float32", Float32Array, 2e-5],
      ["float64", Float64Array, 1e-12],
    ] as const) {
      const session = await runtime.InferenceSession.create(toOnnx(f, { precision }));
      expect([session.inputNames, session.outputNames]).toEqual([["x"], ["y"]]);
      const x = new runtime.Tensor(precision, type.from(xs), [n, inputs]);
      const { y } = await session.run({ x });
      expect(y.dims).toEqual([n, outputs]);
      const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expected.forEach((value, i) => {
        expect(Math.abs(y.data[i] - value)).toBeLessThanOrEqual(tolerance * scale);
      });
    }
  });
});

test("the file begins as ONNX files do, and says what it cannot hold", () => {
  const bytes = toOnnx(reluSum([{ m: [1, 2], b: 3 }]));
  // Field 1, the version of the format; field 2, who made it.
  expect(Array.from(bytes.subarray(0, 4))).toEqual([8, 7, 18, 9]);
  expect(new TextDecoder().decode(bytes.subarray(4, 13))).toBe("piecewise");
  for (const part of ["Gemm", "Relu", "Add", "transB"]) expect(new TextDecoder("latin1").decode(bytes)).toContain(part);
  expect(() => toOnnx(reluSum([{ m: 1e300, b: 0 }]))).toThrow(
    "toOnnx: numbers must be within float32, or precision be float64, got 1e+300",
  );
  expect(toOnnx(reluSum([{ m: 1e300, b: 0 }]), { precision: "float64" }).length).toBeGreaterThan(100);
});
