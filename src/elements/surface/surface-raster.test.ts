import { evaluate, type PlaneSum, random, reluSum } from "piecewise";
import { startPlanes } from "piecewise/fit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open } from "../../../test/browser.ts";
import { type Box, EXTENT, frameOf, HEIGHT, type Turn } from "../../plot/surface/index.ts";
import { boxed } from "./mesh.ts";
import type { Colours } from "./stage.ts";
import { paintStrokes } from "./stroke-raster.ts";
import { OPAQUE, type Picture, paintSurface } from "./surface-raster.ts";

const SIDE = 40;

/** Steps along a line of sight, for what is looked for so. */
const STEPS = 500;
const BOX: Box = {
  rectangle: [
    [-2, 2],
    [-1, 3],
  ],
  zlim: [-3, 4],
};

/** Bands of two heights that differ in red, and lights that differ in green. */
const COLOURS: Colours = {
  bytes: Uint8Array.from([0, 0, 9, 255, 200, 0, 9, 255, 0, 100, 9, 255, 200, 100, 9, 255]),
  ...{ bands: 2, lights: 2, first: 1, each: 1, reach: HEIGHT / 2 },
};

const blank = (side = SIDE): Picture => ({
  side,
  pixels: new Int32Array(side * side),
  depths: new Float32Array(side * side),
});

const TURNS: readonly Turn[] = [
  { yaw: -30, pitch: 32 },
  { yaw: 0, pitch: 90 },
  { yaw: 90, pitch: 45 },
  { yaw: 200, pitch: 5 },
];

/** Grid planes, too: folds that are seen along the way that one looks, and that coincide. */
const grid = reluSum([
  { m: [1, 0], b: 0, weight: 1 },
  { m: [-1, 0], b: 0.5, weight: -2 },
  { m: [0, 1], b: -1, weight: 1.5 },
  { m: [0, -1], b: 1, weight: 0.5 },
  { m: [0, 2], b: -2, weight: -1 },
]) as PlaneSum;

describe("a surface as pixels", () => {
  test.each(TURNS.flatMap((turn) => [grid, startPlanes(2, 12, { seed: 7 }), steep()].map((f, i) => ({ turn, f, i }))))(
    "shows in each of them what is met there first, no higher than the box: sum $i from $turn",
    ({ turn, f }) => {
      const picture = blank();
      paintSurface(boxed(f, BOX), frameOf(turn), COLOURS, picture);
      let [drawn, alike] = [0, 0];
      for (let row = 0; row < SIDE; row++) {
        for (let column = 0; column < SIDE; column++) {
          const at = row * SIDE + column;
          const point = met(f, turn, column, row);
          const red = picture.pixels[at] & 0xff;
          if (point || picture.pixels[at] !== 0) drawn++;
          if (!point || picture.depths[at] < point.depth - 0.02) continue;
          if (Math.abs(point.z) < 0.1 || red > 100 === point.z > 0) alike++;
        }
      }
      expect(drawn).toBeGreaterThan(20);
      expect(alike / drawn).toBeGreaterThan(0.95);
    },
  );

  test("is mixed of two bands where their border is within a pixel, and of none else", () => {
    const picture = blank();
    const slope = reluSum([], { intercept: 0.5, slope: [0.75, 0] }) as PlaneSum;
    paintSurface(boxed(slope, BOX), frameOf({ yaw: 0, pitch: 90 }), COLOURS, picture);
    const row = Array.from(picture.pixels.subarray((SIDE / 2) * SIDE, (SIDE / 2 + 1) * SIDE));
    const reds = row.filter((pixel) => pixel !== 0).map((pixel) => pixel & 0xff);
    expect(reds.length).toBeGreaterThan(20);
    expect(reds.filter((red) => red !== 0 && red !== 200).length).toBeLessThanOrEqual(2);
    expect([...reds].sort((a, b) => a - b)).toEqual(reds);
    expect(row.every((pixel) => pixel === 0 || (pixel & OPAQUE) === OPAQUE)).toBe(true);
  });
});

describe("strokes as pixels", () => {
  const scale = SIDE / (2 * EXTENT);
  const stroke = (values: readonly number[]) => ({ values: Float32Array.from(values), count: values.length / 10 });
  const inked = ({ pixels }: Picture) => Array.from(pixels, (pixel) => pixel >>> 24);

  test("cover what their width and length come to, whichever way they go", () => {
    for (const [x, y] of [
      [1, 0],
      [0, 1],
      [-1, 0.4],
      [0.3, -1],
    ]) {
      const picture = blank();
      picture.depths.fill(Number.POSITIVE_INFINITY);
      paintStrokes(
        stroke([-x / 2, -y / 2, 0, x / 2, y / 2, 0, 1, 0, 0, 2]),
        frameOf({ yaw: 0, pitch: 90 }),
        1,
        picture,
      );
      const area = inked(picture).reduce((sum, opacity) => sum + opacity / 255, 0);
      expect(area).toBeCloseTo(scale * Math.hypot(x, y) * 2 + Math.PI, -0.5);
      expect(picture.pixels.every((pixel) => pixel === 0 || (pixel & 0xffffff) === 0xff)).toBe(true);
    }
  });

  test("are hidden by what is nearer, and end where the box does", () => {
    const picture = blank();
    const above = frameOf({ yaw: 0, pitch: 90 });
    const painted = (depth: number, height: number): number => {
      picture.pixels.fill(0);
      picture.depths.fill(depth);
      paintStrokes(stroke([-0.5, 0, height, 0.5, 0, height, 0, 1, 0, 1]), above, 0.5, picture);
      return inked(picture).filter((opacity) => opacity > 0).length;
    };
    expect(painted(0, 0.2)).toBeGreaterThan(10);
    expect(painted(-0.3, 0.2)).toBe(0);
    expect(painted(0, 0.6)).toBe(0);
  });
});

describe("beside WebGL", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("the same surface looks the same", async () => {
    const { page, errors } = await open(
      browser,
      `import { startPlanes } from "piecewise/fit";
      import { createStage } from "/src/elements/surface/stage.ts";
      import { boxed, mesher } from "/src/elements/surface/mesh.ts";
      import { stroker } from "/src/elements/surface/strokes.ts";
      import { creasesOf } from "/src/elements/surface/surface-picture.ts";
      import { coloursOf } from "/src/elements/surface/stage-data.ts";
      import { movingStage } from "/src/elements/surface/moving-stage.ts";
      import { EXTENT, frameOf, heightScale, paintNow } from "/src/plot/surface/index.ts";
      window.compared = (units, turn, zlim) => {
        const [f, box, side] = [startPlanes(2, units, { seed: 3 }), { rectangle: [[-2, 2], [-2, 2]], zlim }, 300];
        const colours = coloursOf(heightScale(...zlim), box, paintNow(document.body));
        const creases = creasesOf(f, box.rectangle, 1);
        const strokes = stroker()(f, creases, box, () => [0.1, 0.3, 0.6]);
        const frame = frameOf(turn);
        const canvas = document.createElement("canvas");
        const stage = createStage(canvas, EXTENT, false);
        stage.paint(colours);
        stage.fill(mesher()(f, box), strokes);
        stage.draw({ away: [...frame.away], up: [...frame.up] }, side, 1);
        const copy = document.createElement("canvas");
        copy.width = copy.height = side;
        copy.getContext("2d").drawImage(canvas, 0, 0);
        const moving = movingStage();
        moving.draw(boxed(f, box), strokes, colours, frame, side);
        const [a, b] = [copy, moving.element].map((canvas) => canvas.getContext("2d").getImageData(0, 0, side, side).data);
        let [drawn, off] = [0, 0];
        for (let i = 0; i < a.length; i += 4) {
          if (a[i + 3] === 0 && b[i + 3] === 0) continue;
          drawn++;
          const seen = (data, part) => (data[i + part] * data[i + 3]) / 255 + 255 - data[i + 3];
          if ([0, 1, 2].some((part) => Math.abs(seen(a, part) - seen(b, part)) > 40)) off++;
        }
        stage.dispose();
        return { drawn, off: off / drawn };
      };`,
    );
    for (const [units, turn, zlim] of [
      [12, { yaw: -30, pitch: 32 }, [-2, 3]],
      [60, { yaw: 100, pitch: 60 }, [-2, 3]],
      [12, { yaw: 45, pitch: 15 }, [-0.4, 0.6]],
    ]) {
      const { drawn, off } = (await page.evaluate(
        `compared(${[units, turn, zlim].map((v) => JSON.stringify(v))})`,
      )) as {
        drawn: number;
        off: number;
      };
      expect(drawn).toBeGreaterThan(3000);
      expect(off).toBeLessThan(0.005);
    }
    expect(errors).toEqual([]);
  });
});

/** One whose surface hides parts of itself, and leaves the box. */
function steep(): PlaneSum {
  const { uniform } = random(5);
  const part = () => 4 * uniform() - 2;
  return reluSum(
    Array.from({ length: 9 }, () => ({ m: [part(), part()], b: part(), weight: part() })),
    { intercept: -1, slope: [0, 0] },
  ) as PlaneSum;
}

/** How far away and how high the surface is met along a line of sight, looked for step by step. */
function met(f: PlaneSum, turn: Turn, column: number, row: number): { depth: number; z: number } | undefined {
  const { right, up, away } = frameOf(turn);
  const pixel = (2 * EXTENT) / SIDE;
  const [u, v] = [(column + 0.5 - SIDE / 2) * pixel, (SIDE / 2 - row - 0.5) * pixel];
  const [[x0, x1], [y0, y1]] = BOX.rectangle;
  const [z0, z1] = BOX.zlim;
  let before: number | undefined;
  for (let i = 0; i <= STEPS; i++) {
    const depth = EXTENT * ((2 * i) / STEPS - 1);
    const [x, y, z] = [0, 1, 2].map((axis) => right[axis] * u + up[axis] * v + away[axis] * depth);
    if (Math.abs(x) > 1 || Math.abs(y) > 1) {
      before = undefined;
      continue;
    }
    const height = evaluate(f, [x0 + ((x + 1) * (x1 - x0)) / 2, y0 + ((y + 1) * (y1 - y0)) / 2]) as number;
    const above = z - HEIGHT * ((height - z0) / (z1 - z0) - 0.5);
    if (before !== undefined && above * before <= 0 && Math.abs(z) <= HEIGHT / 2) return { depth, z };
    before = above;
  }
  return undefined;
}
