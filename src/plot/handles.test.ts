import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, reluSum } from "../core/index.ts";
import { plot, reluHandles } from "./index.ts";
import { spread } from "./place-handles.ts";

const away = (least: number) => fc.double({ min: least, max: 4, noNaN: true });
const signed = (least: number) =>
  fc.oneof(
    away(least),
    away(least).map((value) => -value),
  );

test("the corner moves b and the arm turns m so that the line goes through the point", () => {
  fc.assert(
    fc.property(signed(0.1), signed(0.1), signed(0.1), signed(0.1), signed(0.1), (m, b, weight, x, y) => {
      const [corner, arm] = reluHandles({ m, b, weight }, { names: { m: "slope", b: "bias" } });
      const { bias } = corner.moves(x, y);
      expect(-bias / m).toBeCloseTo(x, 9);
      const { slope } = arm.moves(x, y);
      expect(weight * (slope * x + b)).toBeCloseTo(y, 9);
    }),
    { seed: 3 },
  );
});

test.each([
  { m: 1.2, b: 1.2, right: -1, up: 1 },
  { m: -1.2, b: 1.2, right: 1, up: -1 },
  { m: 1.2, b: 1.2, weight: -2, right: -1, up: -1 },
  { m: 0, b: 1, right: -1, up: 1 },
])("arrow keys move the corner of $m, $b × $weight the way they point, and lift the arm", ({ right, up, ...unit }) => {
  const [corner, arm] = reluHandles(unit);
  expect(corner.steps).toEqual({ ArrowRight: { b: right }, ArrowLeft: { b: -right } });
  expect(arm.steps).toEqual({ ArrowUp: { m: up }, ArrowDown: { m: -up } });
});

test("names, limits and sentences are what a screen reader needs", () => {
  const [corner, arm] = reluHandles(
    { m: 1.2, b: 1.2 },
    { names: { m: "m1", b: "b1" }, label: "ReLU 1", limits: { b: [-1.2, 3.6] } },
  );
  expect(corner).toMatchObject({
    label: "corner of ReLU 1, b1",
    value: 1.2,
    min: -1.2,
    max: 3.6,
    text: "b1 1.2, corner at x = −1",
  });
  expect(arm).toMatchObject({ label: "arm of ReLU 1, m1", value: 1.2, text: "m1 1.2" });
});

test("of a sum: two for each unit, in its hue, named by its number", () => {
  const f = reluSum(Array.from({ length: 8 }, (_, i) => ({ m: 1, b: i })));
  const handles = reluHandles(f);
  expect(handles.map(({ unit }) => unit)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 1, 1]);
  expect(handles[5].moves(2, 4)).toEqual({ m3: 1 });
  expect(handles[4].label).toBe("corner of ReLU 3, b3");
  expect(reluHandles(f, (i) => ({ names: { m: `slope${i}`, b: `b${i}` } }))[1].moves(1, 2)).toEqual({ slope1: 2 });
});

test("at x = 0 no slope reaches the point, so none is proposed", () => {
  expect(reluHandles({ m: 1, b: 1 })[1].moves(0, 5)).toEqual({});
});

describe("in the frame", () => {
  const options = { xlim: [-4, 4], ylim: [-3, 4], units: true, width: 900 } as const;
  const placed = (units: Parameters<typeof reluSum>[0]) => {
    const f = reluSum(units);
    const { scene } = plot(f, { ...options, handles: reluHandles(f) });
    const { left, right, top, bottom } = scene.frame;
    const at = scene.handles.map(({ x, y }) => [
      -4 + ((x - left) / (right - left)) * 8,
      -3 + ((bottom - y) / (bottom - top)) * 7,
    ]);
    return { ...scene, at, f };
  };

  test("corners stand on the sum at their knots, discs on their own unit's line", () => {
    const { at, f } = placed([
      { m: 1.2, b: 1.2 },
      { m: 0.6, b: -1.2, weight: 2 },
      { m: 1, b: -0.5, weight: -2.4 },
    ]);
    [-1, 2, 0.5].forEach((knot, i) => {
      expect(at[2 * i][0]).toBeCloseTo(knot, 9);
      expect(at[2 * i][1]).toBeCloseTo(evaluate(f, knot), 9);
      const [x, y] = at[2 * i + 1];
      const { m, b, weight } = f.units[i];
      expect(x).toBeGreaterThan(knot + 0.3);
      expect(y).toBeCloseTo(weight * (m * x + b), 9);
    });
  });

  test.each([
    {
      name: "two on one knot",
      units: [
        { m: -1.2, b: -1.2 },
        { m: 1.2, b: 1.2 },
      ],
    },
    {
      name: "three on one knot",
      units: [
        { m: -1.2, b: -1.2 },
        { m: 1.2, b: 1.2 },
        { m: 0.5, b: 0.5 },
      ],
    },
    {
      name: "three at the frame's edge",
      units: [
        { m: 1, b: 4 },
        { m: 1, b: 9 },
        { m: 1, b: 30 },
      ],
    },
  ])("coinciding corners stand side by side: $name", ({ units }) => {
    const { handles, frame } = placed(units);
    const xs = handles.filter(({ kind }) => kind === "corner").map(({ x }) => x);
    expect(xs.every((x) => x >= frame.left && x <= frame.right)).toBe(true);
    xs.sort((a, b) => a - b);
    for (let i = 1; i < xs.length; i++) expect(xs[i] - xs[i - 1]).toBeGreaterThan(14);
  });

  test("no corner while m is 0, no arm while the weight is; the others keep their places in the list", () => {
    const { handles } = placed([
      { m: 0, b: 1 },
      { m: 1, b: 1, weight: 0 },
      { m: 1, b: -1 },
    ]);
    expect(handles.map(({ x }) => Number.isNaN(x))).toEqual([true, false, false, true, false, false]);
  });

  test.each([
    { b: 1.5, y: 1.5 },
    { b: -1.5, y: 0 },
  ])("with m = 0 the disc lies on the flat line at $y", ({ b, y }) => {
    expect(placed([{ m: 0, b }]).at[1][1]).toBeCloseTo(y, 9);
  });

  test("a disc keeps off x = 0, where the slightest pull would turn it all the way", () => {
    for (let b = -6; b <= 6; b += 0.25) {
      const { handles, zero } = placed([{ m: 1.2, b }]);
      if (!handles[1].beyond) expect(Math.abs(handles[1].x - zero.x!)).toBeGreaterThan(20);
    }
  });

  test("a handle whose place is beyond the frame waits at its edge and says so", () => {
    const { handles, frame } = placed([{ m: 0.1, b: 3 }]);
    expect(handles[0]).toMatchObject({ x: frame.left, beyond: true });
    // It is fetched from where it is seen.
    expect(handles[0].grip[0]).toBeCloseTo(-4, 9);
  });

  test("without limits, the values are limited by the frame", () => {
    const { handles } = placed([{ m: 2, b: 1 }]);
    expect(handles[0]).toMatchObject({ min: -8, max: 8 });
  });
});

test("spread keeps order and gaps, and moves what is free not at all", () => {
  expect(spread([0, 100], 20)).toEqual([0, 100]);
  expect(spread([50, 50, 50], 20)).toEqual([30, 50, 70]);
  expect(spread([0, 0, 90], 20, 0, 100)).toEqual([0, 20, 90]);
  expect(spread([100, 95], 20, 0, 100)).toEqual([100, 80]);
  expect(spread([10, 0, 4], 20)).toEqual([4 + 2 / 3 + 20, 4 + 2 / 3 - 20, 4 + 2 / 3].map((x) => expect.closeTo(x, 9)));
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 8 }), (at) => {
      const places = spread(at, 18);
      const order = at.map((_, i) => i).sort((i, j) => at[i] - at[j] || i - j);
      for (let k = 1; k < order.length; k++) {
        expect(places[order[k]] - places[order[k - 1]]).toBeGreaterThanOrEqual(18 - 1e-9);
      }
      // Least squares: the mean stays.
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(places)).toBeCloseTo(sum(at), 6);
    }),
    { seed: 5 },
  );
});
