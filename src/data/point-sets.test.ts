// point-sets.test.ts: the sets against what TensorFlow Playground says of its own.
import { describe, expect, test } from "vitest";
import { CLASS_SETS, HEIGHT_SETS, pointSet } from "./point-sets.ts";

const points = ({ x, y }: ReturnType<typeof pointSet>) =>
  Array.from(y, (value, i) => ({ x: x[2 * i], y: x[2 * i + 1], value }));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("pointSet", () => {
  test.each([...CLASS_SETS, ...HEIGHT_SETS])("%s is its seed's: again the same, of another seed another", (name) => {
    const one = pointSet(name, { rows: 100, noise: 0.2, seed: 1 });
    expect(pointSet(name, { rows: 100, noise: 0.2, seed: 1 })).toEqual(one);
    expect(pointSet(name, { rows: 100, noise: 0.2, seed: 2 })).not.toEqual(one);
    expect(one.x).toHaveLength(200);
    expect([...one.x].every(Number.isFinite)).toBe(true);
  });

  test.each(CLASS_SETS.flatMap((name) => [2, 3, 6].map((classes) => ({ name, classes }))))(
    "$name of $classes classes has all of them, and no others",
    ({ name, classes }) => {
      const { y } = pointSet(name, { rows: 601, noise: 0, classes, seed: 3 });
      const counts = Array.from({ length: classes }, (_, c) => y.filter((value) => value === c).length);
      expect(counts.reduce((sum, count) => sum + count)).toBe(601);
      for (const count of counts) expect(count).toBeGreaterThan(601 / classes / 2);
    },
  );

  test("circle: a disc of radius 2.5, a ring from 3.5 to 5; noise mislabels some points near the border, and moves none", () => {
    for (const { x, y, value } of points(pointSet("circle", { rows: 1000, noise: 0, seed: 1 }))) {
      const radius = Math.hypot(x, y);
      expect(value === 0 ? radius < 2.5 : radius >= 3.5 && radius < 5).toBe(true);
    }
    const noisy = points(pointSet("circle", { rows: 1000, noise: 0.5, seed: 1 }));
    const wrong = noisy.filter(({ x, y, value }) => Math.hypot(x, y) < 3 !== (value === 0));
    expect(wrong.length).toBeGreaterThan(50);
    expect(noisy.every(({ x, y }) => Math.hypot(x, y) < 5)).toBe(true);
  });

  test("xor: quadrants across from each other are one class, and all keep 0.3 from the axes", () => {
    for (const { x, y, value } of points(pointSet("xor", { rows: 1000, noise: 0, seed: 1 }))) {
      expect(value).toBe(x * y >= 0 ? 0 : 1);
      expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThan(0.3 - 1e-12);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(5.3 + 1e-12);
    }
  });

  test.each([
    { noise: 0, variance: 0.5 },
    { noise: 0.5, variance: 4 },
  ])("gaussians at (2, 2) and (−2, −2), of variance $variance at noise $noise", ({ noise, variance }) => {
    const all = points(pointSet("gaussians", { rows: 20_000, noise, seed: 1 }));
    for (const [value, middle] of [2, -2].entries()) {
      const own = all.filter((point) => point.value === value);
      for (const axis of ["x", "y"] as const) {
        const centre = mean(own.map((point) => point[axis]));
        // Four standard errors of a mean and of a variance of 10,000.
        expect(Math.abs(centre - middle)).toBeLessThan(0.04 * Math.sqrt(variance));
        expect(Math.abs(mean(own.map((point) => (point[axis] - centre) ** 2)) / variance - 1)).toBeLessThan(0.06);
      }
    }
  });

  test("spiral: along an arm the angle grows by 3.5π over a radius of 5, and the other arm is half a turn on", () => {
    for (const { x, y, value } of points(pointSet("spiral", { rows: 500, noise: 0, seed: 1 }))) {
      const radius = Math.hypot(x, y);
      const angle = (3.5 * Math.PI * radius) / 5 + Math.PI * value;
      expect(x).toBeCloseTo(radius * Math.sin(angle), 9);
      expect(y).toBeCloseTo(radius * Math.cos(angle), 9);
    }
  });

  test("plane: (x + y)/10; hills: cones of height ±1 at six places, nothing between them", () => {
    for (const { x, y, value } of points(pointSet("plane", { rows: 200, noise: 0, seed: 1 }))) {
      expect(value).toBeCloseTo((x + y) / 10, 12);
    }
    const hills = points(pointSet("hills", { rows: 5000, noise: 0, seed: 1 }));
    const near = (cx: number, cy: number) => hills.filter(({ x, y }) => Math.hypot(x - cx, y - cy) < 0.3);
    expect(mean(near(-4, 2.5).map(({ value }) => value))).toBeCloseTo(0.9, 1);
    expect(mean(near(0, 2.5).map(({ value }) => value))).toBeCloseTo(-0.9, 1);
    expect(mean(near(0, -2.5).map(({ value }) => value))).toBeCloseTo(0.9, 1);
    expect(near(-2, 0).every(({ value }) => value === 0)).toBe(true);
  });

  test("an unknown name lists the known ones", () => {
    expect(() => pointSet("square" as never, { rows: 1, noise: 0, seed: 0 })).toThrow(/one of circle, xor/);
  });
});
