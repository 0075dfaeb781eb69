// test-fingers.ts: digits as fingers draw them on a phone: more ways of writing each, as few points that a curve goes through.
import { random } from "piecewise";
import type { Stroke } from "./pen.ts";
import type { Drawn } from "./test-pens.ts";

type Place = readonly [x: number, y: number];

/** Ways of writing each digit, a text for each stroke: its points in hundredths of a box, after "/" joined straight, after "~" by a curve. */
const WAYS: readonly (readonly (readonly string[])[])[] = [
  // 0
  [
    ["~50,0 15,12 0,50 15,88 50,100 85,88 100,50 85,12 50,0"],
    ["~45,2 85,12 100,50 85,88 50,100 15,88 0,50 15,15 60,0"],
    ["~70,5 30,5 5,35 5,70 40,100 80,85 98,50 85,15 60,8"],
    ["~50,0 25,15 15,50 25,88 50,100 75,88 85,50 75,12 45,2"],
    ["~55,8 15,12 0,50 15,88 50,100 85,88 100,50 85,12 50,3 30,12"],
  ],
  // 1
  [
    ["/50,0 50,100"],
    ["/65,0 40,100"],
    ["/20,25 55,0 55,100"],
    ["/25,22 50,0 50,100", "/20,100 80,100"],
    ["/10,40 60,0 60,100"],
  ],
  // 2
  [
    ["~5,25 30,2 70,2 92,25 75,50 35,80 5,100", "/5,100 95,100"],
    ["~10,25 40,0 80,10 85,40 50,75 20,95 5,88 20,78 50,90 95,98"],
    ["/5,10 85,5 10,95 95,95"],
    ["~10,20 45,0 85,20 70,50 30,85 10,100 50,92 95,100"],
  ],
  // 3
  [
    ["~5,12 50,0 90,20 80,42 40,48 85,55 100,78 60,100 5,90"],
    ["/5,2 95,2 45,42", "~45,42 90,50 95,80 55,100 5,88"],
    ["~10,10 60,2 85,25 50,47", "~50,47 95,62 85,92 40,100 0,85"],
    ["~20,5 75,5 80,35 45,48 40,50 50,50 90,70 70,98 15,95"],
  ],
  // 4
  [
    ["/20,0 10,55 90,55", "/75,10 70,100"],
    ["/75,100 75,0 5,65 100,65"],
    ["/60,0 0,68 100,68", "/70,35 70,100"],
    ["~15,0 8,35 25,55 60,52 85,40", "/85,0 85,40 80,100"],
    ["/45,0 10,60 95,60", "/65,35 60,100"],
  ],
  // 5
  [
    ["~20,2 15,42 50,35 95,60 75,95 30,100 0,88", "/20,2 90,2"],
    ["/90,2 20,2 15,42", "~15,42 55,36 95,62 75,95 30,100 0,88"],
    ["~90,5 50,0 20,12 20,38 60,50 90,70 70,97 10,95"],
    ["/85,0 15,0 15,45 80,45 85,95 10,98"],
  ],
  // 6
  [
    ["~75,0 35,20 8,60 20,95 60,100 90,80 75,55 40,55 12,75"],
    ["/60,0 15,60", "~15,60 10,85 45,100 85,90 85,62 50,52 15,70"],
    ["~90,5 50,5 10,40 5,80 40,100 85,90 80,60 45,55 10,75"],
    ["~55,0 25,35 10,75 30,100 65,95 70,72 40,65 15,80"],
  ],
  // 7
  [
    ["/5,2 95,2 40,100"],
    ["/5,2 95,0 40,100", "/25,50 85,50"],
    ["~5,8 50,5 95,2 65,45 50,100"],
    ["/8,20 8,3 95,0 35,100"],
  ],
  // 8
  [
    ["~80,12 50,0 18,15 25,38 70,58 85,82 50,100 15,82 30,58 72,38 80,12"],
    ["~50,0 20,12 20,35 50,46 80,35 80,12 50,0", "~50,46 10,60 10,88 50,100 90,88 90,60 50,46"],
    ["~50,0 15,15 40,45 85,75 50,100 12,75 55,45 85,15 50,0"],
    ["~20,12 50,0 85,15 50,48 12,80 50,100 88,80 50,50 20,12"],
    ["~90,5 50,2 15,20 50,48 85,75 50,100 10,80 40,50 75,28 80,8"],
    ["~50,0 5,12 5,36 50,50 95,64 95,88 50,100 5,88 5,64 50,50 95,36 95,12 50,0"],
    ["~60,5 35,2 25,20 45,45 70,75 45,100 20,80 40,52 65,25 60,5"],
  ],
  // 9
  [
    ["~85,20 50,0 10,20 20,50 60,50 85,20", "/85,20 80,100"],
    ["~85,20 50,0 10,20 20,48 60,48 85,20 88,60 70,95 20,95"],
    ["~85,20 45,0 10,25 25,50 70,40 88,15", "/88,15 50,100"],
    ["~15,30 30,2 80,5 80,40 40,52 15,30", "~82,20 85,60 60,100"],
  ],
];

/** Points from one to the next. */
const BETWEEN = 8;

/** A Catmull–Rom curve through points. */
function curve(points: readonly Place[]): Place[] {
  const at = (i: number): Place => points[Math.max(0, Math.min(points.length - 1, i))];
  return Array.from({ length: BETWEEN * (points.length - 1) + 1 }, (_, step) => {
    const i = Math.floor(step / BETWEEN);
    const t = step / BETWEEN - i;
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const between = (j: 0 | 1): number =>
      (2 * from[j] +
        (to[j] - before[j]) * t +
        (2 * before[j] - 5 * from[j] + 4 * to[j] - after[j]) * t * t +
        (3 * from[j] - before[j] - 3 * to[j] + after[j]) * t ** 3) /
      2;
    return [between(0), between(1)];
  });
}

/** So many drawings of each way, on paper of 100 by 100: small or large, narrow or wide, leaning, turned, unsteady. */
export function fingers(each: number, seed: number): Drawn[] {
  const { uniform, normal } = random(seed);
  const within = (lo: number, hi: number): number => lo + (hi - lo) * uniform();
  const draw = (way: readonly string[]): Stroke[] => {
    const height = within(25, 90);
    const width = Math.min(95, height * within(0.4, 0.95));
    const [lean, turn] = [within(-0.1, 0.3), within(-0.12, 0.12)];
    const [left, top] = [within(height / 2, 100 - height / 2), within(height / 2, 100 - height / 2)];
    return way.map((text) => {
      const given = text
        .slice(1)
        .split(" ")
        .map((point): Place => {
          const [x, y] = point.split(",").map((hundredths) => Number(hundredths) / 100);
          return [x + 0.035 * normal(), y + 0.03 * normal()];
        });
      return (text[0] === "~" ? curve(given) : given).flatMap(([x, y]) => {
        const [u, v] = [width * (x - 0.5) - lean * height * (y - 0.5), height * (y - 0.5)];
        return [left + u - turn * v, top + v + turn * u].map((value) => Math.min(100, Math.max(0, Math.round(value))));
      });
    });
  };
  return WAYS.flatMap((ways, digit) =>
    ways.flatMap((way) => Array.from({ length: each }, () => ({ digit, strokes: draw(way) }))),
  );
}
