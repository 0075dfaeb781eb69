import fc from "fast-check";
import { evaluate, type PlaneSum, random, reluSum } from "piecewise";
import { startPlanes } from "piecewise/fit";
import { describe, expect, test } from "vitest";
import { toText } from "../../markup/index.ts";
import {
  type Box,
  backToFront,
  bandColour,
  bandOf,
  between,
  dot,
  EXTENT,
  edgesOf,
  type Facet,
  facetsOf,
  frameOf,
  gridFacets,
  heatMap,
  heightScale,
  inBox,
  levelOf,
  type Point3,
  pagePaint,
  patchesOf,
  places,
  pointUnder,
  projector,
  REACH,
  solidMarkup,
} from "../../plot/surface/index.ts";
import { paintBands } from "./map-raster.ts";
import { mesher } from "./mesh.ts";
import { stroker } from "./strokes.ts";
import { creasesOf, extentOf, pictureOf, wordsOf } from "./surface-picture.ts";

const SQUARE = [
  [-2, 2],
  [-2, 2],
] as const;
const BOX: Box = { rectangle: SQUARE, zlim: [-2, 3] };
const seven = startPlanes(2, 7, { seed: 4 });
const areaOf = (corners: readonly Point3[]): number =>
  corners.reduce((sum, [x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length];
    return sum + (x * ny - nx * y) / 2;
  }, 0);

/** Facets as a stage has them. */
function triangulated(facets: readonly Facet[]) {
  const corners = facets.flatMap(({ corners }) =>
    corners.slice(2).flatMap((to, i) => [corners[0], corners[i + 1], to]),
  );
  return { vertices: Float32Array.from(corners.flatMap((point) => [...inBox(point, BOX), 1])), count: corners.length };
}

describe("heights", () => {
  test.each([
    { lo: -1, hi: 1, centre: 0 },
    { lo: 0, hi: 9, centre: 0 },
    { lo: -0.01, hi: 0.003, centre: 0 },
    { lo: 9, hi: 46, centre: 30 },
    { lo: 5, hi: 5, centre: 5 },
  ])("from $lo to $hi lie in bands between round numbers", ({ lo, hi, centre }) => {
    const scale = heightScale(lo, hi);
    expect(Math.abs(scale.centre - centre)).toBeLessThanOrEqual(scale.step);
    expect(levelOf(-REACH, scale)).toBeLessThanOrEqual(lo);
    expect(levelOf(REACH, scale)).toBeGreaterThanOrEqual(hi);
    for (const z of [lo, (lo + hi) / 2, hi]) {
      const band = bandOf(z, scale);
      expect(levelOf(band, scale)).toBeLessThanOrEqual(z + 1e-9);
      expect(levelOf(band + 1, scale)).toBeGreaterThanOrEqual(z - 1e-9);
    }
  });

  test.each(["light", "dark"] as const)(
    "%s: each band further from the centre is further from the ground, on both sides alike",
    (scheme) => {
      const luminance = (band: number) => {
        const [r, g, b] = [1, 3, 5].map(
          (at) => (Number.parseInt(bandColour(band, scheme).slice(at, at + 2), 16) / 255) ** 2.2,
        );
        return Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b);
      };
      const up = Array.from({ length: REACH }, (_, i) => luminance(i));
      const down = Array.from({ length: REACH }, (_, i) => luminance(-1 - i));
      for (let i = 1; i < REACH; i++) {
        const way = scheme === "light" ? -1 : 1;
        expect(way * (up[i] - up[i - 1])).toBeGreaterThan(0.02);
        expect(way * (down[i] - down[i - 1])).toBeGreaterThan(0.02);
        expect(Math.abs(up[i] - down[i])).toBeLessThan(0.06);
      }
    },
  );
});

describe("facets", () => {
  test("cover the square, lie on the sum, and their bands cover them", () => {
    const scale = heightScale(-1, 1);
    const facets = facetsOf(seven, SQUARE);
    expect(facets.reduce((sum, { corners }) => sum + areaOf(corners), 0)).toBeCloseTo(16, 9);
    for (const facet of facets) {
      for (const [x, y, z] of facet.corners) expect(z).toBeCloseTo(evaluate(seven, [x, y]) as number, 9);
      const patches = patchesOf(facet, scale, [-100, 100]);
      expect(patches.reduce((sum, { corners }) => sum + areaOf(corners), 0)).toBeCloseTo(areaOf(facet.corners), 9);
      for (const { corners, band } of patches) {
        const middle = corners.reduce((sum, [, , z]) => sum + z, 0) / corners.length;
        expect(bandOf(middle, scale)).toBe(band);
      }
    }
  });

  test("a facet is cut at the box's top and bottom", () => {
    const corners: Point3[] = [
      [0, 0, 0],
      [4, 0, 4],
      [0, 4, 0],
    ];
    const cut = between(corners, 1, 3)!;
    expect(areaOf(cut)).toBeCloseTo(8 * ((3 / 4) ** 2 - (1 / 4) ** 2), 12);
    expect(cut.every(([, , z]) => z >= 1 && z <= 3)).toBe(true);
    expect(between(corners, 5, 6)).toBe(undefined);
  });

  test("of a grid lie on the function, and holes stay open", () => {
    const facets = gridFacets((x, y) => Math.sqrt(x) + y, SQUARE, 8);
    expect(facets).toHaveLength(64);
    for (const { corners, gradient } of facets) {
      expect(gradient[1]).toBeCloseTo(1, 12);
      for (const [x, y, z] of corners) expect(z).toBeCloseTo(Math.sqrt(x) + y, 12);
    }
  });

  test("creases run over the surface, bent where they cross", () => {
    const two = reluSum([
      { m: [1, 0], b: 0, weight: 2 },
      { m: [0, 1], b: 0, weight: -1 },
    ]);
    const edges = edgesOf(two, SQUARE);
    expect(edges).toHaveLength(4);
    for (const { from, to } of edges) {
      for (const t of [0, 0.3, 1]) {
        const [x, y, z] = from.map((value, i) => value * (1 - t) + to[i] * t);
        expect(z).toBeCloseTo(evaluate(two, [x, y]) as number, 12);
      }
    }
    expect(edges.map(({ crease }) => crease.fold).sort((a, b) => a - b)).toEqual([-1, -1, 2, 2]);
  });
});

describe("sight", () => {
  const turn = fc.record({
    yaw: fc.double({ min: -180, max: 180, noNaN: true }),
    pitch: fc.double({ min: 5, max: 90, noNaN: true }),
  });

  test("its axes are perpendicular and of length 1, and the box stays on the square", () => {
    fc.assert(
      fc.property(turn, (turn) => {
        const { right, up, away } = frameOf(turn);
        for (const axis of [right, up, away]) expect(dot(axis, axis)).toBeCloseTo(1, 12);
        for (const [a, b] of [
          [right, up],
          [up, away],
          [away, right],
        ])
          expect(dot(a, b)).toBeCloseTo(0, 12);
        const project = projector(turn, BOX, 100);
        for (const x of [-2, 2])
          for (const y of [-2, 2])
            for (const z of [-2, 3]) {
              for (const value of project([x, y, z])) expect(Math.abs(value - 50)).toBeLessThan(50);
            }
      }),
      { seed: 1 },
    );
  });

  test("what is painted first hides nothing that is painted later", () => {
    const facets = facetsOf(startPlanes(2, 12, { seed: 2 }), SQUARE);
    const all = triangulated(facets);
    const { uniform } = random(3);
    for (const yaw of [-170, -60, 0, 33, 120]) {
      const turned = { yaw, pitch: 20 };
      const order = backToFront(facets, startPlanes(2, 12, { seed: 2 }).units, turned, BOX);
      expect(new Set(order)).toEqual(new Set(facets));
      const project = projector(turned, BOX, 100);
      const { away } = frameOf(turned);
      for (let i = 0; i < 300; i++) {
        const at = [100 * uniform(), 100 * uniform()] as const;
        const nearest = pointUnder(at, all, turned, BOX, 100);
        if (!nearest) continue;
        const last = order.findLast((facet) => pointUnder(at, triangulated([facet]), turned, BOX, 100))!;
        const painted = pointUnder(at, triangulated([last]), turned, BOX, 100)!;
        expect(dot(away, inBox(painted, BOX))).toBeCloseTo(dot(away, inBox(nearest, BOX)), 4);
        expect(project(nearest)[0]).toBeCloseTo(at[0], 4);
      }
    }
  });

  test("the point under the cursor is on the surface", () => {
    const facets = triangulated(facetsOf(seven, SQUARE));
    const point: Point3 = [0.3, -0.8, evaluate(seven, [0.3, -0.8]) as number];
    const above = { yaw: 20, pitch: 90 };
    expect(pointUnder(projector(above, BOX, 100)(point), facets, above, BOX, 100)!.map((v) => v.toFixed(4))).toEqual(
      point.map((v) => v.toFixed(4)),
    );
    expect(pointUnder([0, 0], facets, above, BOX, 100)).toBe(undefined);
    expect(EXTENT).toBeGreaterThan(Math.SQRT2);
  });
});

describe("pictures", () => {
  const room = { box: BOX, scale: heightScale(-2, 3) };
  const picture = pictureOf(seven, room, ["x", "y", "z"], 3);

  test("creases have their unit's hue; of more than seven units only the one looked at", () => {
    expect(picture.creases.map(({ units, hue }) => hue === units[0] + 1).every(Boolean)).toBe(true);
    expect(picture.creases.at(-1)).toMatchObject({ units: [2], selected: true });
    const many = pictureOf(startPlanes(2, 30, { seed: 1 }), room, ["x", "y", "z"], 9);
    expect(new Set(many.creases.map(({ hue }) => hue))).toEqual(new Set([undefined, 2]));
  });

  test("a map has its bands, its creases by fold, ridges dashed, and places that go both ways", () => {
    const ridge = reluSum([
      { m: [1, 0], b: 0, weight: -4 },
      { m: [0, 1], b: 0, weight: 1 },
    ]);
    const shown = pictureOf(ridge, room, ["x", "y", "z"], 1);
    const { facets, creases } = shown;
    const map = heatMap(
      { facets, creases, rectangle: SQUARE, scale: room.scale, names: ["x", "y"], title: "t", description: "d" },
      pagePaint,
    );
    const lines = map.children.filter((child) => typeof child !== "string" && child.attributes.fill === "none");
    expect(lines.map((line) => typeof line !== "string" && line.attributes["stroke-dasharray"])).toEqual([
      false,
      "6 4",
    ]);
    const widths = lines.map((line) => Number(typeof line !== "string" && line.attributes["stroke-width"]));
    expect(widths[1]).toBeGreaterThan(2 * widths[0]);
    const { at, back } = places(SQUARE);
    expect(back(at([0.7, -1.2]))).toEqual([expect.closeTo(0.7, 12), expect.closeTo(-1.2, 12)]);
  });

  test.each([seven, startPlanes(2, 60, { seed: 3 }), reluSum([{ m: [0, 0], b: 1, weight: 2 }], { slope: [1, 2] })])(
    "triangles of the stage cover the box and lie on the sum, as many pieces as it has, also when they are used again",
    (f) => {
      const meshOf = mesher();
      meshOf(startPlanes(2, 90, { seed: 8 }), BOX);
      const { vertices, count, pieces, heights } = meshOf(f as PlaneSum, BOX);
      const facets = facetsOf(f as PlaneSum, SQUARE);
      expect(pieces).toBe(facets.length);
      let area = 0;
      const corner = (i: number) => [...vertices.subarray(4 * i, 4 * i + 4)];
      for (let i = 0; i < count; i += 3) {
        const [[ax, ay], [bx, by], [cx, cy]] = [corner(i), corner(i + 1), corner(i + 2)];
        area += ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2;
      }
      expect(area).toBeCloseTo(4, 4);
      for (let i = 0; i < count; i++) {
        const [x, y, z, light] = corner(i);
        expect(z).toBeCloseTo(inBox([0, 0, evaluate(f as PlaneSum, [2 * x, 2 * y]) as number], BOX)[2], 5);
        expect(light).toBeGreaterThanOrEqual(0);
        expect(light).toBeLessThanOrEqual(1);
      }
      const all = facets.flatMap(({ corners }) => corners.map(([, , z]) => z));
      expect(heights[0]).toBeCloseTo(Math.min(...all), 5);
      expect(heights[1]).toBeCloseTo(Math.max(...all), 5);
    },
  );

  test("strokes follow the sum along its creases, from each meeting to the next, and go around the bottom", () => {
    const ink = [0.1, 0.2, 0.3] as const;
    const creases = creasesOf(seven, SQUARE, 3);
    const { values, count } = stroker()(seven, creases, BOX, () => ink);
    expect(count).toBe(picture.edges.length + 4);
    for (let i = 0; i < count - 4; i++) {
      const [ax, ay, az, bx, by, bz, ...pen] = values.subarray(10 * i, 10 * i + 10);
      for (const [t, z] of [
        [0, az],
        [0.5, (az + bz) / 2],
        [1, bz],
      ]) {
        const [x, y] = [ax * (1 - t) + bx * t, ay * (1 - t) + by * t];
        expect(z).toBeCloseTo(inBox([0, 0, evaluate(seven, [2 * x, 2 * y]) as number], BOX)[2], 5);
      }
      expect(pen.slice(0, 3).map((value) => Math.round(10 * value))).toEqual([1, 2, 3]);
      expect(pen[3]).toBeGreaterThan(0.7);
    }
  });

  test.each([
    seven,
    reluSum(
      [
        { m: [0, 1], b: 0.5, weight: -1 },
        { m: [0, 0], b: 1 },
      ],
      { slope: [0.5, 0] },
    ),
  ])("the pixels of a map that moves have the colours of the sum's bands", (f) => {
    const side = 40;
    const colours = Uint32Array.from({ length: 2 * REACH }, (_, band) => band);
    const pixels = new Uint32Array(side ** 2);
    paintBands(f as PlaneSum, SQUARE, room.scale, colours, side, pixels);
    pixels.forEach((colour, i) => {
      const x = -2 + (4 * ((i % side) + 0.5)) / side;
      const y = 2 - (4 * (Math.floor(i / side) + 0.5)) / side;
      const height = evaluate(f as PlaneSum, [x, y]) as number;
      // At the border of two bands rounding may say either.
      expect([bandOf(height - 1e-9, room.scale), bandOf(height + 1e-9, room.scale)]).toContain(colour - REACH);
    });
  });

  test("a drawing has all patches and edges, and says what it is told", () => {
    const drawing = solidMarkup(picture, { yaw: 10, pitch: 30 }, pagePaint, "seven planes");
    expect(drawing.attributes["aria-label"]).toBe("seven planes");
    const paths = toText(drawing).match(/<path /g)!;
    expect(paths.length).toBeGreaterThan(picture.facets.length + picture.edges.length);
  });

  test("words say how many pieces, and how many there may be", () => {
    const one = reluSum([{ m: [1, 1], b: 0 }]) as PlaneSum;
    const shown = pictureOf(one, room, ["x", "y", "z"], 1);
    expect(wordsOf(one, shown.creases, extentOf(shown), room, 0.25)).toBe(
      "A sum of 1 ReLU of two inputs, from −2 to 2 and from −2 to 2: 2 flat pieces (at most 2), 1 valley and 0 ridges; heights from 0 to 4; mean squared error 0.25.",
    );
  });
});
