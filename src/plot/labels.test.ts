import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromVertices, linspace, reluSum } from "../core/index.ts";
import { figure } from "./figure.ts";
import { type Label, widthOf } from "./labels.ts";
import { layout, type Scene } from "./scene.ts";

/** The box of a label, as wide as its text is in the face with the widest numbers. */
function box({ text, x, y, anchor }: Label) {
  const width = widthOf(text);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 8, bottom: y + 8 };
}

type Box = ReturnType<typeof box>;
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether a curve runs through the box: its lines, walked pixel by pixel. */
function crossed({ marks }: Scene, { left, right, top, bottom }: Box): boolean {
  const lines = marks.flatMap((mark) => ("path" in mark && mark.path !== "rest" ? mark.lines : []));
  return lines.some((line) =>
    line.slice(1).some(([x1, y1], i) => {
      const [x0, y0] = line[i];
      const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0)) || 1;
      return Array.from({ length: steps + 1 }, (_, s) => [
        x0 + ((x1 - x0) * s) / steps,
        y0 + ((y1 - y0) * s) / steps,
      ]).some(([x, y]) => x > left && x < right && y > top && y < bottom);
    }),
  );
}

function expectReadable(scene: Scene): void {
  const named = scene.labels.filter(({ text }) => text);
  const boxes = named.map(box);
  boxes.forEach((each, i) => {
    expect(crossed(scene, each), `${named[i].text} lies on a curve`).toBe(false);
    expect(each.left).toBeGreaterThanOrEqual(scene.frame.left - 1);
    expect(each.right).toBeLessThanOrEqual(scene.frame.right + 1);
    for (const other of boxes.slice(i + 1)) expect(overlap(each, other)).toBe(false);
  });
}

const hill = (weight = -2.4) =>
  reluSum([
    { m: 1.2, b: 1.2 },
    { m: 0.6, b: -1.2, weight: 2 },
    { m: 1, b: -0.5, weight },
  ]);
const of = (f: ReturnType<typeof reluSum>) => figure([f, { xlim: [-4, 4], ylim: [-3, 4], units: true }]);

describe("names on curves", () => {
  test.each([335, 552, 900, 1092])("are all there and cover nothing in %d px", (width) => {
    const scene = layout(of(hill()), width);
    const narrow = width < 512;
    expect(scene.labels.map(({ text }) => text)).toEqual(
      narrow ? ["ReLU 1", "ReLU 2", "ReLU 3", "sum"] : ["1.0 × ReLU 1", "2.0 × ReLU 2", "−2.4 × ReLU 3", "their sum"],
    );
    expectReadable(scene);
  });

  test("cover nothing, whatever the sum; where there is no such place there is a legend instead", () => {
    const coefficient = fc.double({ min: -3, max: 3, noNaN: true });
    const units = fc.array(fc.record({ m: coefficient, b: coefficient, weight: coefficient }), {
      minLength: 2,
      maxLength: 4,
    });
    let [direct, listed] = [0, 0];
    fc.assert(
      fc.property(
        units,
        fc.integer({ min: 300, max: 1000 }),
        fc.integer({ min: 90, max: 450 }),
        (units, width, height) => {
          const options = { xlim: [-4, 4], ylim: [-3, 4], units: true, height };
          const scene = layout(figure([reluSum(units), options]), width);
          if (scene.legend.length > 0) {
            listed++;
            expect(scene.labels).toEqual([]);
            for (const entry of scene.legend) expect(entry.y).toBeLessThan(scene.frame.top);
            expect(scene.legend.map(({ text }) => text).sort()).toEqual(
              [...new Set(scene.legend.map(({ text }) => text))].sort(),
            );
          } else {
            direct++;
            expectReadable(scene);
          }
        },
      ),
      { seed: 19, numRuns: 200 },
    );
    expect(direct).toBeGreaterThan(100);
    expect(listed).toBeGreaterThan(0);
  });

  test("are left out, and no legend comes, where they are not wanted", () => {
    const { labels, legend } = layout(figure([hill(), { xlim: [-4, 4], units: true, labels: false }]), 335);
    expect([labels, legend]).toEqual([[], []]);
  });

  test("sparse: one unit is named, in its hue; a name without room is left out, and no legend comes", () => {
    const height = fc.double({ min: -3, max: 3, noNaN: true });
    let left = 0;
    fc.assert(
      fc.property(fc.array(height, { minLength: 3, maxLength: 9 }), fc.constantFrom(335, 900), (heights, width) => {
        const places = linspace(-4, 4, heights.length);
        const f = fromVertices(heights.map((y, i) => [places[i], y]));
        const options = { xlim: [-4, 4], ylim: [-4, 4], units: true, labels: "sparse", height: 90 };
        const scene = layout(figure([[{ kind: "target", f: Math.sin, label: "drawn" }, { f }], options]), width);
        expect(scene.legend).toEqual([]);
        expectReadable(scene);
        const texts = scene.labels.map(({ text }) => text).filter(Boolean);
        expect(texts.filter((text) => text.includes("ReLU")).length).toBeLessThanOrEqual(1);
        const named = scene.labels.find(({ text }) => text === "one ReLU");
        if (named)
          expect(scene.marks.some((mark) => "path" in mark && mark.path === "unit" && mark.unit === named.unit)).toBe(
            true,
          );
        if (texts.length < 3) left++;
      }),
      { seed: 21, numRuns: 200 },
    );
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(180);
  });

  test("say what a sum holds besides its units", () => {
    const texts = (f: ReturnType<typeof reluSum>) => layout(of(f), 900).labels.map(({ text }) => text);
    const units = [
      { m: 1, b: 1 },
      { m: 1, b: -1 },
    ];
    expect(texts(reluSum(units))).toEqual(["ReLU 1", "ReLU 2", "their sum"]);
    expect(texts(reluSum(units, { intercept: 1 }))).toContain("their sum + a constant");
    expect(texts(reluSum(units, { slope: 1 }))).toContain("their sum + a line");
  });

  test("move with their curve, without jumping to and fro", () => {
    let scene = layout(of(hill(-2.4)), 900);
    const before = scene.labels;
    let jumps = 0;
    for (let i = 1; i <= 200; i++) {
      // There and back again, in steps as small as a drag's.
      const next = layout(of(hill(-2.4 + 0.6 * Math.sin((i / 200) * 2 * Math.PI))), 900, scene);
      next.labels.forEach(({ x, y }, j) => {
        if (Math.hypot(x - scene.labels[j].x, y - scene.labels[j].y) > 30) jumps++;
      });
      scene = next;
    }
    expect(jumps).toBeLessThanOrEqual(2);
    expect(scene.labels.length).toBe(before.length);
  });

  test("a legend neither comes nor goes while numbers move", () => {
    const x = linspace(0, 1, 400);
    const crowd = (n: number) =>
      figure([
        Array.from({ length: n }, (_, k) => ({ x, y: x.map((v) => Math.sin(60 * v + k)), label: `wave ${k}` })),
        { height: 200 },
      ]);
    const crowded = layout(crowd(5), 640);
    expect(crowded.legend.map(({ text }) => text)).toEqual(["wave 0", "wave 1", "wave 2", "wave 3", "wave 4"]);
    expect(crowded.labels).toEqual([]);
    const [one, free] = [layout(crowd(1), 640, crowded), layout(crowd(1), 640)];
    expect(one.legend.length).toBe(1);
    expect(layout(crowd(5), 640, free).legend.length > 0).toBe(free.legend.length > 0);
    expect(layout(crowd(5), 700, one).legend.length).toBe(5);
  });

  test("long legends take several rows", () => {
    const x = linspace(0, 1, 400);
    const series = Array.from({ length: 6 }, (_, k) => ({
      x,
      y: x.map((v) => Math.sin(80 * v + k)),
      label: `a wave, number ${k}`,
    }));
    const { legend, frame, width } = layout(figure([series]), 335);
    expect(legend.length).toBe(6);
    expect(new Set(legend.map(({ y }) => y)).size).toBeGreaterThan(2);
    for (const { x: left, y, text } of legend) {
      expect(left + widthOf(text)).toBeLessThanOrEqual(width);
      expect(y).toBeLessThan(frame.top - 8);
    }
  });
});
