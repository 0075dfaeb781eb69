import { describe, expect, test } from "vitest";
import { network, random } from "../../core/index.ts";
import { predictions } from "../hinges/solved.ts";
import { table } from "../hinges/test-table.ts";
import { descendTable } from "../index.ts";
import { noisyInputs } from "./input-noise.ts";

/** Rows of two inputs and y = a − b, standard but for chance. */
function rows(n: number) {
  const { normal } = random(1);
  const x = Float64Array.from({ length: 2 * n }, normal);
  return { x, y: Float64Array.from({ length: n }, (_, i) => x[2 * i] - x[2 * i + 1]) };
}

/** How far the inputs have been moved: the root mean square. */
const moved = (noise: { readonly x: Float64Array }, { x }: { readonly x: Float64Array }) =>
  Math.sqrt(x.reduce((sum, value, i) => sum + (noise.x[i] - value) ** 2, 0) / x.length);

const line = (slope: number) => network([{ weights: [slope, -slope], biases: [0] }]);

describe("noisyInputs", () => {
  test.each([
    [300, 0.6],
    [1280, 0.3],
    [20_000, 0.6 * Math.sqrt(320 / 20_000)],
  ])("of %i rows the noise is %d of a residual", (n, share) => {
    const given = rows(n);
    const noise = noisyInputs(given, 2)!;
    expect(moved(noise, given)).toBe(0);
    noise.move();
    expect(moved(noise, given) / share).toBeCloseTo(1, 1);
    const once = noise.x.slice();
    noise.move();
    expect(noise.x).not.toEqual(once);
    expect(moved(noise, given) / share).toBeCloseTo(1, 1);
  });

  test("it is measured by what the model leaves, up to a standard deviation", () => {
    const given = rows(4500);
    const noise = noisyInputs(given, 2)!;
    noise.move();
    const whole = moved(noise, given);
    const left = (slope: number) => {
      noise.look(line(slope));
      noise.move();
      return moved(noise, given) / whole;
    };
    const mean = given.y.reduce((sum, value) => sum + Math.abs(value), 0) / given.y.length;
    expect(left(0.5)).toBeCloseTo(0.5 * mean, 1);
    expect(left(1)).toBeLessThan(1e-6);
    expect(left(100)).toBeCloseTo(1, 1);
    expect(left(1e300)).toBeCloseTo(1, 1);
  });

  test("more rows than 20,000 are left alone", () => {
    expect(noisyInputs(rows(20_001), 1)).toBeUndefined();
  });
});

test("what hardly shows in a table is learned, not the noise around it", () => {
  const data = table(200, 6, ([a, b], noise) => a + b + 0.5 * noise());
  const fresh = table(1000, 6, ([a, b]) => a + b, 2);
  const { model } = descendTable(data, { shape: 50 });
  const told = predictions(model as never, fresh.x, 0, 1000);
  const mean = fresh.y.reduce((a, b) => a + b) / 1000;
  const squares = (from: (i: number) => number) => fresh.y.reduce((sum, y, i) => sum + (y - from(i)) ** 2, 0);
  expect(squares((i) => told[i])).toBeLessThan(0.5 * squares(() => mean));
});
