// test-pens.ts: digits as hands draw them on paper: the usual ways of writing each, leaning, wide or narrow, large or small, unsteady.
import { random } from "piecewise";
import type { Stroke } from "./pen.ts";

type Path = readonly (readonly [x: number, y: number])[];

/** An arc about (cx, cy) from one angle to another, in quarter turns: 0 is right, 1 is down. */
const arc = (cx: number, cy: number, rx: number, ry: number, from: number, to: number): Path =>
  Array.from({ length: 17 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 16) * Math.PI) / 2;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
const line = (...points: Path): Path => points;

/** Ways of writing each digit, in a box one wide and one high. */
const WAYS: readonly (readonly (readonly Path[])[])[] = [
  [[arc(0.5, 0.5, 0.45, 0.5, -1, 3)], [arc(0.5, 0.5, 0.35, 0.5, -0.7, 3.2)]],
  [[line([0.5, 0], [0.5, 1])], [line([0.25, 0.25], [0.55, 0], [0.55, 1])]],
  [
    [[...arc(0.5, 0.28, 0.4, 0.28, -2, 0.4), [0.05, 1], [0.95, 1]]],
    [[...arc(0.5, 0.3, 0.4, 0.3, -1.8, 0.6), ...arc(0.2, 0.88, 0.14, 0.1, 1, 4), [0.95, 1]]],
  ],
  [
    [[...arc(0.45, 0.25, 0.38, 0.25, -1.8, 1), ...arc(0.45, 0.74, 0.45, 0.26, -1, 1.8)]],
    [line([0.1, 0], [0.9, 0], [0.45, 0.42], ...arc(0.45, 0.7, 0.45, 0.3, -0.9, 1.8))],
  ],
  [
    [line([0.55, 0], [0, 0.65], [1, 0.65]), line([0.65, 0.35], [0.65, 1])],
    [line([0.15, 0], [0.1, 0.5], [0.85, 0.5]), line([0.85, 0], [0.8, 1])],
  ],
  [
    [line([0.85, 0], [0.2, 0], [0.15, 0.42], ...arc(0.45, 0.68, 0.45, 0.32, -1.2, 1.8))],
    [line([0.2, 0.02], [0.18, 0.42], ...arc(0.45, 0.68, 0.42, 0.32, -1.2, 1.8)), line([0.2, 0.02], [0.9, 0])],
  ],
  [
    [line([0.75, 0], [0.3, 0.3], [0.1, 0.65], ...arc(0.5, 0.72, 0.4, 0.28, 2, -2))],
    [line(...arc(0.75, 0.5, 0.65, 0.5, -1.2, -2), ...arc(0.45, 0.72, 0.36, 0.28, 2, -2))],
  ],
  [[line([0.05, 0], [0.95, 0], [0.4, 1])], [line([0.05, 0.02], [0.95, 0], [0.4, 1]), line([0.35, 0.5], [0.9, 0.5])]],
  [
    [[...arc(0.5, 0.24, 0.34, 0.24, 1, 5), ...arc(0.5, 0.74, 0.42, 0.26, -1, 3)]],
    [
      line(
        ...arc(0.5, 0.25, 0.36, 0.25, -0.3, -2.6),
        ...arc(0.5, 0.75, 0.4, 0.25, -0.7, 2.6),
        [0.75, 0.35],
        [0.84, 0.2],
      ),
    ],
  ],
  [
    [[...arc(0.45, 0.28, 0.38, 0.28, 0, -4), [0.83, 0.3], [0.7, 1]]],
    [line(...arc(0.5, 0.28, 0.38, 0.28, 0, -4), [0.88, 0.5], ...arc(0.5, 0.7, 0.38, 0.3, 0, 1.7))],
  ],
];

export interface Drawn {
  readonly digit: number;
  readonly strokes: readonly Stroke[];
}

/** So many drawings of each digit, on paper of 100 by 100, in whole numbers as the figure keeps them. */
export function drawings(each: number, seed: number): Drawn[] {
  const { uniform, normal } = random(seed);
  const between = (lo: number, hi: number) => lo + (hi - lo) * uniform();
  return WAYS.flatMap((ways, digit) =>
    Array.from({ length: each }, (_, i) => {
      const height = between(35, 80);
      const width = height * between(0.45, 0.85);
      const [lean, turn] = [between(-0.1, 0.35), between(-0.1, 0.1)];
      const [left, top] = [between(5, 95 - height), between(5, 95 - height)];
      const wobble = Array.from({ length: 6 }, () => 0.02 * normal());
      const strokes = ways[i % ways.length].map((path) =>
        path.flatMap(([u, v]) => {
          const x = u + wobble[0] * Math.sin(3 * v) + wobble[1] * Math.sin(5 * u + 1) + wobble[2] * Math.cos(7 * v);
          const y = v + wobble[3] * Math.sin(3 * u) + wobble[4] * Math.sin(5 * v + 1) + wobble[5] * Math.cos(7 * u);
          const [px, py] = [width * (x - 0.5) - lean * height * (y - 0.5), height * (y - 0.5)];
          const at = [left + height / 2 + px - turn * py, top + height / 2 + py + turn * px];
          return at.map((value) => Math.min(100, Math.max(0, Math.round(value))));
        }),
      );
      return { digit, strokes };
    }),
  );
}
