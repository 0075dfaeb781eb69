import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, linspace, type ReluSum, rectifiedLinear, reluSum, vertices } from "../core/index.ts";
import { type PlotOptions, plot, reluHandles, type Scene, type Series } from "./index.ts";
import type { Dots, Mark, Stroke } from "./marks.ts";

const hill = reluSum([
  { m: 1.2, b: 1.2 },
  { m: 0.6, b: -1.2, weight: 2 },
  { m: 1, b: -0.5, weight: -2.4 },
]);
const hillOptions: PlotOptions = { xlim: [-4, 4], ylim: [-3, 4], units: true };

const strokes = ({ marks }: Scene, path: Stroke["path"]): Stroke[] =>
  marks.filter((mark): mark is Stroke => "path" in mark && mark.path === path);
const dots = ({ marks }: Scene, kind: Dots["dots"]): Dots[] =>
  marks.filter((mark): mark is Dots => "dots" in mark && mark.dots === kind);

/** The lines of a scene in the figure's own coordinates. */
function points({ frame, xlim, ylim }: Scene, mark: Mark): number[][] {
  const { left, right, top, bottom } = frame;
  const all = "dots" in mark ? mark.points : mark.lines.flat();
  return all.map(([x, y]) => [
    xlim[0] + ((x - left) / (right - left)) * (xlim[1] - xlim[0]),
    ylim[0] + ((bottom - y) / (bottom - top)) * (ylim[1] - ylim[0]),
  ]);
}

const expectPoints = (actual: number[][], expected: readonly (readonly number[])[]) => {
  expect(actual.length).toBe(expected.length);
  actual.flat().forEach((value, i) => {
    expect(value).toBeCloseTo(expected.flat()[i], 9);
  });
};

describe("what is drawn where", () => {
  test("a sum of ReLUs goes through its vertices and nothing else", () => {
    const { scene } = plot(hill, { xlim: [-4, 4], ylim: [-3, 4] });
    expectPoints(points(scene, strokes(scene, "sum")[0]), vertices(hill, [-4, 4]));
  });

  test("data goes through its points", () => {
    const x = linspace(-4.1, 4.1, 100);
    const y = rectifiedLinear(0.8, 0.5, x);
    const { scene } = plot(x, y, { ylim: [-1, 4] });
    expect(scene.xlim).toEqual([-4.1, 4.1]);
    expectPoints(
      points(scene, strokes(scene, "sum")[0]),
      Array.from(x, (value, i) => [value, y[i]]),
    );
  });

  test("lines end at the frame", () => {
    const { scene } = plot([0, 1, 2], [0, 10, 0], { xlim: [0, 2], ylim: [0, 5] });
    const [{ lines }] = strokes(scene, "sum");
    expect(lines.length).toBe(2);
    expectPoints(points(scene, strokes(scene, "sum")[0]), [
      [0, 0],
      [0.5, 5],
      [1.5, 5],
      [2, 0],
    ]);
  });

  test.each([NaN, Infinity, -Infinity])("a line breaks at y = %d", (gap) => {
    const { scene } = plot([0, 1, 2, 3, 4], [1, 2, gap, 2, 1]);
    expect(strokes(scene, "sum")[0].lines.map((line) => line.length)).toEqual([2, 2]);
  });

  test("a line breaks where x is NaN", () => {
    expect(strokes(plot([0, 1, NaN, 3, 4], [1, 2, 3, 2, 1]).scene, "sum")[0].lines.length).toBe(2);
  });

  test("a function is sampled as finely as it bends", () => {
    const { scene } = plot((x) => Math.sin(3 * x) + 0.3 * x, { xlim: [-3, 3] });
    const seen = points(scene, strokes(scene, "sum")[0]);
    expect(seen.length).toBeGreaterThan(100);
    const span = scene.ylim[1] - scene.ylim[0];
    for (let i = 1; i < seen.length; i++) {
      const [x, y] = [(seen[i - 1][0] + seen[i][0]) / 2, (seen[i - 1][1] + seen[i][1]) / 2];
      expect(Math.abs(y - (Math.sin(3 * x) + 0.3 * x))).toBeLessThan(span / 1000);
    }
  });

  test.each([
    { name: "1/x at its pole", f: (x: number) => 1 / x, at: 0 },
    { name: "a pole beside every sample", f: (x: number) => 1 / (x - 0.123), at: 0.123 },
    { name: "a jump", f: (x: number) => Math.sign(x - 0.3), at: 0.3 },
    { name: "the square root below 0", f: (x: number) => Math.sqrt(x - 0.1), at: 0.1 },
  ])("a function breaks: $name", ({ f, at }) => {
    const { scene } = plot(f, { xlim: [-2, 2], ylim: [-5, 5] });
    for (const line of strokes(scene, "sum")[0].lines) {
      const xs = points(scene, { path: "sum", lines: [line] }).map(([x]) => x);
      expect(xs.every((x) => x >= at - 1e-3) || xs.every((x) => x <= at + 1e-3)).toBe(true);
    }
  });

  test("units: each from its knot onward in its hue, the sum in ink, feet and stems to the bends", () => {
    const { scene } = plot(hill, hillOptions);
    const units = strokes(scene, "unit");
    expect(units.map(({ unit }) => unit)).toEqual([1, 2, 3]);
    expectPoints(points(scene, units[0]), [
      [-1, 0],
      [2 + 1 / 3, 4],
    ]);
    expectPoints(points(scene, units[1]), [
      [2, 0],
      [4, 2.4],
    ]);
    expectPoints(points(scene, units[2]), [
      [0.5, 0],
      [1.75, -3],
    ]);
    expect(strokes(scene, "sum")[0].unit).toBe(undefined);
    const knots = dots(scene, "knot").map((mark) => points(scene, mark)[0]);
    expectPoints(knots, [
      [-1, 0],
      [2, 0],
      [0.5, 1.8],
    ]);
    expect(dots(scene, "foot").map(({ points }) => points.length)).toEqual([0, 0, 1]);
    expectPoints(points(scene, strokes(scene, "stem")[2]), [
      [0.5, 0],
      [0.5, 1.8],
    ]);
  });

  test("of more than seven units the selected one and its neighbours have a hue, the rest is one stroke", () => {
    const many = reluSum(Array.from({ length: 1000 }, (_, i) => ({ m: 1, b: 4 - i / 125, weight: i % 2 ? 1 : -1 })));
    const { scene } = plot(many, { ...hillOptions, selected: 499 });
    expect(strokes(scene, "unit").map(({ unit }) => unit)).toEqual([(498 % 7) + 1, (499 % 7) + 1, (500 % 7) + 1]);
    expect(strokes(scene, "rest").length).toBe(1);
    expect(scene.labels.map(({ text }) => text)).toContain("1.0 × ReLU 500");
    expect(strokes(plot(many, hillOptions).scene, "unit")).toEqual([]);
  });

  test("lines that crowd are thinned: of a thousand, each that is not drawn has one that is within some pixels", () => {
    const slanted = (count: number) =>
      reluSum(Array.from({ length: count }, (_, i) => ({ m: 1, b: 4 - (8 * i) / count, weight: i % 2 ? 1 : -1 })));
    const rest = (f: ReluSum) => strokes(plot(f, hillOptions).scene, "rest")[0].lines;
    expect(rest(slanted(100)).length).toBe(100);
    const drawn = rest(slanted(1000));
    expect(drawn.length).toBeLessThan(400);
    const all = slanted(1000).units.flatMap((unit) => {
      const alone = reluSum([unit, ...Array(7).fill({ m: 1, b: -9 })]);
      return rest(alone).slice(0, 1);
    });
    for (const line of all) {
      const far = drawn.map((other) =>
        Math.max(...line.map(([x, y], i) => Math.hypot(x - other[i][0], y - other[i][1]))),
      );
      expect(Math.min(...far)).toBeLessThan(8 * Math.SQRT2);
    }
  });

  test("errors are threads from points to the curve", () => {
    const series: Series[] = [{ kind: "error", x: [0, 1, 2], y: [1, 3, NaN], f: (x) => x }];
    const { scene } = plot(series, { xlim: [-1, 3], ylim: [-1, 4] });
    expectPoints(points(scene, strokes(scene, "error")[0]), [
      [0, 1],
      [0, 0],
      [1, 3],
      [1, 1],
    ]);
  });

  test("errors lie below targets, targets below curves, and points on top, however they are given", () => {
    const x = [0, 1];
    const series: Series[] = [
      { kind: "points", x, y: [0, 1] },
      { x, y: [0, 1] },
      { kind: "ghost", x, y: [0, 1] },
      { kind: "target", x, y: [0, 1] },
      { kind: "error", x, y: [0, 1] },
    ];
    const drawn = plot(series).scene.marks.map((mark) => ("dots" in mark ? mark.dots : mark.path));
    expect(drawn).toEqual(["error", "target", "ghost", "sum", "datum"]);
  });

  test("a million points are drawn once a half pixel, a line of as many once a column", () => {
    const x = linspace(0, 1, 1_000_000);
    const y = x.map((value) => Math.sin(1e5 * value));
    const points = dots(plot([{ kind: "points", x, y }]).scene, "datum")[0].points;
    expect(points.length).toBeLessThan(640 * 450 * 4);
    expect(new Set(points.map(([px, py]) => `${Math.round(px * 2)},${Math.round(py * 2)}`)).size).toBe(points.length);
    const { scene } = plot(x, y);
    const [line] = strokes(scene, "sum")[0].lines;
    expect(line.length).toBeLessThan(4 * 640);
    const heights = line.map(([, py]) => py);
    expect(Math.min(...heights)).toBeLessThan(scene.frame.top + 30);
    expect(Math.max(...heights)).toBeGreaterThan(scene.frame.bottom - 30);
  });
});

describe("ranges and frames", () => {
  test.each([
    { y: [3, 3, 3], holds: 3 },
    { y: [0, 0], holds: 0 },
    { y: [-1e-9, -1e-9], holds: -1e-9 },
    { y: [7], holds: 7 },
  ])("equal values $y lie inside the frame", ({ y, holds }) => {
    const { xlim, ylim } = plot(linspace(5, 5 + y.length - 1, y.length), y).scene;
    expect(ylim[0]).toBeLessThan(holds);
    expect(ylim[1]).toBeGreaterThan(holds);
    expect(xlim[0]).toBeLessThan(xlim[1]);
  });

  test.each([
    { name: "no series", picture: () => plot([]) },
    { name: "no numbers", picture: () => plot([], []) },
    { name: "no finite number", picture: () => plot([0, 1], [NaN, Infinity]) },
    { name: "all of it outside", picture: () => plot([0, 1], [5, 6], { ylim: [0, 1] }) },
  ])("an empty frame says so: $name", ({ picture }) => {
    const { captions, xticks } = picture().scene;
    expect(captions.map(({ text }) => text)).toEqual(["There is nothing to draw here yet."]);
    expect(xticks.length).toBeGreaterThan(1);
  });

  test("without xlim a sum shows all its knots", () => {
    const { xlim } = plot(hill).scene;
    expect(xlim[0]).toBeLessThan(-1);
    expect(xlim[1]).toBeGreaterThan(2);
  });

  test("one on x is as long as one on y where that makes a good frame", () => {
    const { frame } = plot(hill, { xlim: [-4.1, 4.1], ylim: [-1, 4], width: 552 }).scene;
    const [across, down] = [(frame.right - frame.left) / 8.2, (frame.bottom - frame.top) / 5];
    expect(Math.abs(across - down)).toBeLessThan(0.2);
  });

  test.each([
    { width: 335, height: 270 },
    { width: 552, height: 378 },
    { width: 900, height: 450 },
    { width: 1092, height: 450 },
  ])("otherwise a picture $width wide is $height high", ({ width, height }) => {
    expect(plot(hill, { xlim: [-4, 4], ylim: [-3, 4], width }).scene.height).toBeCloseTo(height, -0.5);
  });

  test("ticks and lattice are those of the look: twos on a narrow frame, ones on a wide, dots at every one", () => {
    const labels = (width: number) => plot(hill, { ...hillOptions, width }).scene.xticks.map(({ label }) => label);
    expect(labels(335)).toEqual(["−4", "−2", "0", "2", "4"]);
    expect(labels(900)).toEqual(["−4", "−3", "−2", "−1", "0", "1", "2", "3", "4"]);
    expect(plot(hill, { ...hillOptions, width: 335 }).scene.lattice.length).toBe(8 * 7);
    expect(plot(hill, { ...hillOptions, width: 900 }).scene.lattice.length).toBe(8 * 7);
  });

  test("zero lines only where zero is in the frame", () => {
    expect(plot([1, 2], [1, 2]).scene.zero).toEqual({ x: undefined, y: undefined });
    const { zero, frame } = plot([-1, 1], [-1, 1]).scene;
    expect(zero.x).toBeCloseTo((frame.left + frame.right) / 2, 9);
  });

  test("y labels fit left of the frame, and no label of x leaves the picture", () => {
    const { frame, yticks, xticks, width } = plot([0, 100], [0, 123456], { width: 335 }).scene;
    const longest = Math.max(...yticks.map(({ label }) => label.length));
    expect(frame.left).toBeGreaterThan(longest * 7);
    for (const { label, middle } of xticks) expect(middle + label.length * 3.6).toBeLessThanOrEqual(width);
  });
});

describe("words", () => {
  test("a sum is described by what it does", () => {
    expect(plot(hill, hillOptions).scene.description).toContain("rises by 1.2");
  });

  test("data is described by its ranges", () => {
    const { description } = plot([{ kind: "points", x: [0, 1, 2], y: [3, -1, 5], label: "Weights" }]).scene;
    expect(description).toBe("Weights, 3 of them: x from 0 to 2, lowest −1 at x = 1, highest 5 at x = 2.");
  });

  test("label, title and description come in this order; a description takes the place of title and sentences", () => {
    expect(plot([0, 1], [0, 1], { label: "Left", title: "Loss 3" }).scene.description).toMatch(
      /^Left. Loss 3. Curve: /,
    );
    expect(plot([0, 1], [0, 1], { label: "Left", description: "A line" }).scene.description).toBe("Left. A line.");
  });

  test("with a given anatomy, the ReLU itself is described, not the data drawn from it", () => {
    const { description } = plot([0, 1], [1, 2], { anatomy: { m: 1, b: 1 }, xlim: [-3, 3] }).scene;
    expect(description).toBe("Flat at 0 up to x = −1, then rises by 1 for each 1 to the right.");
  });

  test("the SVG carries the description, escaped", () => {
    expect(plot([0, 1], [0, 1], { description: 'a < "b"' }).svg).toContain('aria-label="a &lt; &quot;b&quot;."');
  });
});

describe("arguments", () => {
  const bad =
    (...args: unknown[]) =>
    () =>
      (plot as (...args: unknown[]) => unknown)(...args);
  test.each([
    { call: bad([1, 2], [1]), error: RangeError, message: "plot: y must be as long as x, got 1 and 2 numbers" },
    { call: bad([1, "2"], [1, 2]), error: TypeError, message: 'plot: x[1] must be a number, got "2"' },
    { call: bad([null, 2], [1, 2]), error: TypeError, message: "plot: x[0] must be a number, got null" },
    { call: bad([1], "a"), error: TypeError, message: 'plot: y must be a vector of numbers, got "a"' },
    { call: bad([1]), error: TypeError, message: "plot: y must be a vector of numbers as long as x, got undefined" },
    { call: bad(), error: TypeError, message: "plot: y must be a vector of numbers as long as x, got undefined" },
    {
      call: bad(hill, { xlim: [1, 1] }),
      error: RangeError,
      message: "plot: xlim must be two finite numbers [lo, hi] with lo < hi, got [1, 1]",
    },
    {
      call: bad(hill, { ylim: 3 }),
      error: RangeError,
      message: "plot: ylim must be two finite numbers [lo, hi] with lo < hi, got 3",
    },
    {
      call: bad(hill, { width: -1 }),
      error: RangeError,
      message: "plot: width must be from 40 to 100,000 pixels, got -1",
    },
    { call: bad(hill, { colour: 1 }), error: TypeError, message: /options must be among .*units.*, got "colour"/ },
    { call: bad(hill, 3), error: TypeError, message: "plot: options must be an object, got 3" },
    {
      call: bad([{ kind: "bars", x: [1], y: [1] }]),
      error: RangeError,
      message: /series\[0\].kind must be one of line, points/,
    },
    {
      call: bad([{ x: [1], y: [1], unit: 8 }]),
      error: RangeError,
      message: "plot: series[0].unit must be a whole number from 0 to 7, got 8",
    },
    {
      call: bad([{ x: [1] }]),
      error: TypeError,
      message: "plot: series[0].y must be a vector of numbers, got undefined",
    },
    {
      call: bad([{ x: [1], y: [1], f: hill }]),
      error: TypeError,
      message: /series\[0\].y and f must not both be given/,
    },
    { call: bad([{ f: 3 }]), error: TypeError, message: /series\[0\].f must be a sum of ReLUs or a function/ },
    { call: bad(() => "a"), error: TypeError, message: /f\(-4\) must be a number, got string/ },
  ])("$message", ({ call, error, message }) => {
    const thrown = expect(call);
    thrown.toThrow(error);
    thrown.toThrow(message);
  });

  test("any vector will do", () => {
    const { scene } = plot(Float32Array.of(0, 1), { length: 2, 0: 1, 1: 2 });
    expect(strokes(scene, "sum")[0].lines[0].length).toBe(2);
  });
});

describe("text", () => {
  test("without a document: plain scene, standalone SVG, and two pictures for a page without script", () => {
    const picture = plot(hill, { ...hillOptions, id: "hill", handles: reluHandles(hill.units[0]) });
    expect(JSON.parse(JSON.stringify(picture.scene)).frame).toEqual(picture.scene.frame);
    expect(String(picture)).toBe(picture.svg);
    expect(picture.svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 640 /);
    expect(picture.svg).toContain("prefers-color-scheme:dark");
    expect(picture.html).toMatch(/^<div class="pw-plot" id="hill"><div class="roomy"><svg.*<div class="narrow"><svg/);
    expect(picture.html).toContain('style="--vb:335px"');
    expect(picture.html).not.toContain("tabindex");
    expect(picture.html.match(/role="img"/g)?.length).toBe(2);
    expect(picture).not.toHaveProperty("patch");
  });

  test("the picture of a small sum", () => {
    const f = reluSum([{ m: 1, b: 1 }]);
    const { html } = plot(f, { xlim: [-2, 2], ylim: [-1, 2], width: 320, height: 200, anatomy: true });
    expect(html.slice(html.indexOf("<svg"), html.indexOf("</svg>") + 6).replaceAll("><", ">\n<")).toMatchSnapshot();
  });

  test("any sum at any width becomes SVG without a NaN in it", () => {
    const coefficient = fc.double({ min: -4, max: 4, noNaN: true });
    const unit = fc.record({ m: coefficient, b: coefficient, weight: coefficient });
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 9 }),
        fc.integer({ min: 40, max: 1500 }),
        fc.boolean(),
        (units, width, anatomy) => {
          const f = reluSum(units);
          const handles = f.units.flatMap((each, i) => reluHandles(each, { unit: ((i % 7) + 1) as 1 }));
          const { svg, scene } = plot(f, { xlim: [-3, 3], units: true, width, anatomy, handles });
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          for (const { x, y } of scene.handles) {
            if (Number.isNaN(x)) continue;
            expect(x).toBeGreaterThanOrEqual(scene.frame.left);
            expect(x).toBeLessThanOrEqual(scene.frame.right);
            expect(y).toBeGreaterThanOrEqual(scene.frame.top);
            expect(y).toBeLessThanOrEqual(scene.frame.bottom);
          }
          for (const mark of scene.marks) {
            if (!("path" in mark) || mark.path !== "sum") continue;
            for (const [x, y] of points(scene, mark)) expect(y).toBeCloseTo(evaluate(f, x), 6);
          }
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });
});
