// zoom.test.ts: parts of a box: what stays where it is seen, and how far one can go.
import { random } from "piecewise";
import { expect, test } from "vitest";
import { type Box, heightScale, inBox, type Point3 } from "../../plot/surface/index.ts";
import { surfaceFigure } from "./surface.ts";
import { checkedSurface } from "./surface-state.ts";
import { WHOLE, type Zoom, zoomedBy, zoomer } from "./zoom.ts";

const BOX: Box = {
  rectangle: [
    [-2, 6],
    [100, 101],
  ],
  zlim: [-1, 3],
};
const ROOM = { box: BOX, scale: heightScale(-1, 3) };
const seen = (view: Zoom) => zoomer()(ROOM, view).box;

test("a point stays where it is seen, as long as the box has room", () => {
  const { uniform } = random(4);
  for (let i = 0; i < 200; i++) {
    const start: Zoom = { zoom: 3, centre: [0.1, -0.2, 0.15] };
    const { rectangle, zlim } = seen(start);
    const point = [...rectangle, zlim].map(([lo, hi]) => lo + (hi - lo) * uniform()) as unknown as Point3;
    const next = zoomedBy(start, 1 + 3 * uniform(), point, seen(start));
    const [before, after] = [inBox(point, seen(start)), inBox(point, seen(next))];
    for (const axis of [0, 1, 2]) expect(after[axis]).toBeCloseTo(before[axis], 3);
  }
});

test("out again there is never more than the whole, and then exactly that", () => {
  const corner: Zoom = { zoom: 20, centre: [0.95, -0.95, 0] };
  const out = zoomedBy(corner, 1 / 4, [6, 100, 1], seen(corner));
  expect(out.zoom).toBe(5);
  expect(seen(out).rectangle[0][1]).toBeCloseTo(6, 4);
  expect(seen(out).rectangle[1][0]).toBeCloseTo(100, 4);
  expect(zoomedBy(out, 0.01, [0, 100.5, 9], seen(out))).toEqual(WHOLE);
  expect(seen(WHOLE)).toBe(BOX);
  expect(zoomedBy(WHOLE, 1e6, [0, 100.5, 1], BOX).zoom).toBe(20);
});

test("the same view is the same room", () => {
  const of = zoomer();
  const view = () => ({ zoom: 2, centre: [0.1, 0, 0] as const });
  expect(of(ROOM, view())).toBe(of(ROOM, view()));
  expect(of(ROOM, WHOLE)).toBe(ROOM);
});

test.each([
  [{ zoom: 0.5 }, /state.zoom must be a number from 1 to 20, got 0.5/],
  [{ zoom: 21 }, /state.zoom must be a number from 1 to 20, got 21/],
  [{ zoom: 2, centre: [0, 2, 0] }, /state.centre must be three numbers from −1 to 1/],
  [{ zoom: 2, centre: [0, 0] }, /state.centre must be three numbers from −1 to 1/],
])("%j is refused", (given, message) => {
  expect(() => checkedSurface(given, surfaceFigure().value)).toThrow(message);
});

test("a still shows the part", () => {
  const still = surfaceFigure({ zoom: 4, target: "x y" }) as unknown as { html: string };
  expect(still.html).toContain("from −0.5 to 0.5 and from −0.5 to 0.5");
  expect(still.html.match(/<svg/g)).toHaveLength(4);
});
