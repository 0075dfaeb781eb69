// points.test.ts: the points, the pieces of decisions, and how soon the sets are learned; without a page.
import { evaluate, network, type Point, random, regions } from "piecewise";
import { startNetwork } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { eachCell } from "./cells.ts";
import { decisionParts, piecesOf } from "./pieces.ts";
import { columnsOf, pointsOf, REACH, unscaled } from "./points-data.ts";
import { checkedPoints, FIRST, layerSizes, type PointsState } from "./points-state.ts";
import { epochsTo } from "./test-epochs.ts";

const areaOf = (polygon: readonly Point[]): number =>
  polygon.reduce((sum, [x, y], i) => {
    const [nx, ny] = polygon[(i + 1) % polygon.length];
    return sum + (x * ny - nx * y) / 2;
  }, 0);

const middleOf = (polygon: readonly Point[]): Point => {
  const [x, y] = polygon.reduce(([sx, sy], [px, py]) => [sx + px, sy + py], [0, 0]);
  return [x / polygon.length, y / polygon.length];
};

const inside = (polygon: readonly Point[], [x, y]: Point): boolean =>
  polygon.every(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });

describe("last row of TRUTHS.md: epochs to the test loss, of eight seeds, all sets by the figure's own defaults", () => {
  const set = (name: string, layers: number[], rows: number, seed: number): PointsState => ({
    ...FIRST,
    source: { kind: "set", set: name, rows, noise: 0, classes: 2, seed: 100 + seed },
    layers,
    seed,
  });
  test.each([
    { name: "circle", layers: [8, 8], rows: 500, goal: 0.05, before: 18, seeds: 8 },
    { name: "xor", layers: [8], rows: 500, goal: 0.05, before: 15, seeds: 8 },
    { name: "spiral", layers: [8, 8, 8], rows: 500, goal: 0.1, before: 235, seeds: 5 },
    { name: "hills", layers: [8, 8, 8], rows: 1200, goal: 0.01, before: 251, seeds: 7 },
  ])("$name, $layers: below $goal in fewer than $before on at least $seeds", { timeout: 60_000 }, (row) => {
    const { name, layers, rows, goal, before, seeds } = row;
    const epochs = [0, 1, 2, 3, 4, 5, 6, 7].map((seed) => epochsTo(goal, set(name, layers, rows, seed), before));
    expect(epochs.filter((epoch) => epoch < before).length, epochs.join(", ")).toBeGreaterThanOrEqual(seeds);
  });
});

describe("pieces", () => {
  test.each([
    { sizes: [2, 5, 2], outputs: 2 },
    { sizes: [2, 8, 8, 4], outputs: 4 },
    { sizes: [2, 6, 6, 1], outputs: 1 },
    { sizes: [2, 3], outputs: 3 },
  ])("decisions of $sizes fill the window, each where its class is greatest", ({ sizes, outputs }) => {
    for (let seed = 0; seed < 5; seed++) {
      const f = startNetwork(sizes, { kind: "pytorch", seed });
      const parts = decisionParts(f);
      expect(parts.reduce((sum, { polygon }) => sum + areaOf(polygon), 0)).toBeCloseTo(4 * REACH * REACH, 6);
      const { uniform } = random(seed);
      for (let i = 0; i < 200; i++) {
        const at: Point = [REACH * (2 * uniform() - 1), REACH * (2 * uniform() - 1)];
        const value = evaluate(f, at) as number | Float64Array;
        const scores = typeof value === "number" ? [value, 0] : [...value];
        const class_ = scores.indexOf(Math.max(...scores));
        const found = parts.filter(({ polygon }) => inside(polygon, at));
        if (found.length === 1) expect(found[0].of).toBe(class_);
        expect(found.length).toBeGreaterThan(0);
      }
      const { borders, cells, edges } = piecesOf(f, true);
      expect(edges.length).toBe(4 * (cells - 1));
      for (let i = 0; i < borders.length; i += 4) {
        const value = evaluate(f, [(borders[i] + borders[i + 2]) / 2, (borders[i + 1] + borders[i + 3]) / 2]);
        const [first, second] =
          outputs === 1 ? [value as number, 0] : [...(value as Float64Array)].sort((a, b) => b - a);
        expect(first - second).toBeCloseTo(0, 4);
      }
    }
  });

  test.each([
    { sizes: [2, 6, 1], kind: "he" },
    { sizes: [2, 20, 20, 1], kind: "pytorch" },
    { sizes: [2, 9, 7, 8, 6, 1], kind: "pytorch" },
    { sizes: [2, 9, 7, 8, 6, 1], kind: "he" },
    { sizes: [2, 1], kind: "he" },
  ] as const)("the cells of $sizes, $kind, are the regions that core cuts", ({ sizes, kind }) => {
    for (let seed = 0; seed < 10; seed++) {
      const f = startNetwork(sizes, { kind, seed });
      const expected = regions(f, [
        [-REACH, REACH],
        [-REACH, REACH],
      ]);
      const seen: { area: number; gradient: number[]; at: Point }[] = [];
      const onCell = (corners: readonly number[], [gx, gy]: Float64Array) => {
        const polygon = Array.from(
          { length: corners.length / 2 },
          (_, i): Point => [corners[2 * i], corners[2 * i + 1]],
        );
        seen.push({ area: areaOf(polygon), gradient: [gx, gy], at: middleOf(polygon) });
      };
      expect(eachCell(f, { onCell }, 1e6)).toBe(expected.length);
      // Both leave out what is cut off by less than rounding, and cells as small as that may lie a little elsewhere.
      const large = seen.filter(({ area }) => area > 1e-6);
      expect(seen.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(4 * REACH * REACH, 9);
      for (const { area, gradient, at } of large) {
        const own = expected.find(({ polygon }) => inside(polygon, at))!;
        expect(own.area).toBeCloseTo(area, 9);
        expect(Math.hypot(own.gradient[0] - gradient[0], own.gradient[1] - gradient[1])).toBeLessThan(1e-12);
      }
    }
  });

  test("more cells than may be are refused", () => {
    const f = startNetwork([2, 20, 20, 2], { kind: "pytorch", seed: 1 });
    const { cells } = piecesOf(f, true);
    expect(piecesOf(f, true, cells).cells).toBe(cells);
    expect(() => piecesOf(f, true, cells - 1)).toThrow(
      new RangeError(`eachCell: f must have at most ${cells - 1} cells here, got more`),
    );
  });

  test("a network without a layers layer has one cell, and a straight border", () => {
    const f = network([
      {
        weights: [
          [1, 0],
          [0, 0],
        ],
        biases: [-1, 0],
      },
    ]);
    const { cells, borders } = piecesOf(f, true);
    expect(cells).toBe(1);
    expect([...borders].sort()).toEqual([1, -REACH, 1, REACH].sort());
  });
});

describe("points", () => {
  test("two parts, of the share that is said; labels as the loss wants them", () => {
    const state: PointsState = { ...FIRST, test: 30 };
    const points = pointsOf(state);
    expect(points.learned).toBe(350);
    expect(columnsOf(state, points).rows.y).toHaveLength(350);
    expect(columnsOf(state, points).test?.x).toHaveLength(300);
    const squares = columnsOf({ ...state, loss: "mse" }, points).rows.y;
    expect(new Set(squares)).toEqual(new Set([1, -1]));
    const three: PointsState = { ...state, loss: "mse", source: { ...state.source, classes: 3 } as never };
    expect(columnsOf(three, pointsOf(three)).rows.y).toHaveLength(3 * 350);
    expect(layerSizes(three)).toEqual([2, 8, 8, 3]);
    expect(layerSizes({ ...state, loss: "mse" })).toEqual([2, 8, 8, 1]);
  });

  test("the side of a formula: class 0 where it is above 0; where it has no value there is no point", () => {
    const state: PointsState = {
      ...FIRST,
      source: { kind: "formula", text: "sqrt(x) - y", rows: 400, noise: 0, seed: 1 },
    };
    const { x, y } = pointsOf(state);
    expect(y.length).toBeLessThan(260);
    y.forEach((c, i) => {
      expect(c).toBe(Math.sqrt(x[2 * i]) - x[2 * i + 1] > 0 ? 0 : 1);
    });
  });

  test("a table in units of its own fills the window, and its network is taken away in those units", () => {
    const points = [1000, 0.001, 0, 3000, 0.002, 1, 2000, 0.003, 0];
    const state: PointsState = {
      ...FIRST,
      source: { kind: "table", points, names: ["a", "b", "c"], classNames: ["p", "q"] },
    };
    const { x, axes } = pointsOf(state);
    expect(Math.max(...x)).toBeLessThan(REACH);
    expect(Math.max(...x)).toBeGreaterThan(0.8 * REACH);
    const f = startNetwork([2, 4, 2], { seed: 1 });
    const raw = unscaled(f, axes);
    for (let i = 0; i < 3; i++) {
      const at = [0, 1].map((j) => x[2 * i + j] * axes[j].scale + axes[j].shift);
      const [seen, expected] = [evaluate(raw, at), evaluate(f, [x[2 * i], x[2 * i + 1]])] as Float64Array[];
      seen.forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k], 9);
      });
    }
  });

  test("one more point of the reader's own moves no other to the other part", () => {
    const own = (count: number) => Array.from({ length: count }, (_, i) => [i / 10, 0, i % 2]).flat();
    const learnedFrom = (count: number) => {
      const { x, learned } = pointsOf({ source: { kind: "own", points: own(count), classes: 2 }, test: 50 });
      return new Set(Array.from({ length: learned }, (_, i) => x[2 * i]));
    };
    const [before, after] = [learnedFrom(40), learnedFrom(41)];
    expect([...before].filter((x) => !after.has(x)).length).toBeLessThanOrEqual(1);
  });

  test.each([
    [{ source: { kind: "set", set: "square", rows: 100, noise: 0, classes: 2, seed: 1 } }],
    [{ source: { kind: "own", points: [1, 2], classes: 2 } }],
    [{ source: { kind: "own", points: [1, 2, 5], classes: 2 } }],
    [{ source: { kind: "__proto__" } }],
    [{ source: null }],
    [{ layers: [65] }],
    [{ layers: new Array(9).fill(1) }],
    [{ numbers: [1, 2, 3] }],
    [{ rate: Number.NaN }],
    [{ batch: 7 }],
    [{ more: 1 }],
  ])("a state that cannot be is refused: %j", (given) => {
    expect(() => checkedPoints(given, FIRST)).toThrow(/pointsFigure: state/);
  });
});
