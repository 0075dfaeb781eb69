// point-sets.ts: points in the plane for networks to tell apart, and two landscapes to learn.
import { type Random, random } from "../core/index.ts";

/** Points and what each is: the number of its class, or in a landscape its height. */
export interface PlanePoints {
  /** x and y of each point, one point after the other */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export const CLASS_SETS = ["circle", "xor", "gaussians", "spiral"] as const;
export const HEIGHT_SETS = ["plane", "hills"] as const;

export type ClassSet = (typeof CLASS_SETS)[number];
export type HeightSet = (typeof HEIGHT_SETS)[number];

export interface PointSetOptions {
  readonly rows: number;
  /** from 0 to 0.5: how far points, or the places that their classes are read at, are strewn */
  readonly noise: number;
  /** classes of a set that has some; 2 unless said */
  readonly classes?: number;
  readonly seed: number;
}

/** How far circles and spirals, and the half sides of squares, reach. */
const RADIUS = 5;
const SIDE = 6;

type Place = readonly [x: number, y: number];

/** The place and the value of one point: the i-th of the n of its class. */
type Draw = (part: { classOf: number; classes: number; i: number; n: number; noise: number; stream: Random }) => {
  readonly at: Place;
  readonly value: number;
};

const between = ({ uniform }: Random, lo: number, hi: number): number => lo + (hi - lo) * uniform();

const polar = (radius: number, angle: number): Place => [radius * Math.sin(angle), radius * Math.cos(angle)];

/** The place moved by up to `reach`·noise each way: where its class or height is read. */
const strewn = ([x, y]: Place, reach: number, noise: number, stream: Random): Place => [
  x + between(stream, -reach, reach) * noise,
  y + between(stream, -reach, reach) * noise,
];

const sector = ([x, y]: Place, classes: number): number => {
  const turn = Math.atan2(y, x) / (Math.PI / classes);
  return Math.floor(turn < 0 ? turn + 2 * classes : turn);
};

const DRAWS: Readonly<Record<ClassSet | HeightSet, Draw>> = {
  /** A disc and rings around it, with gaps. */
  circle({ classOf, classes, noise, stream }) {
    const width = RADIUS / classes;
    const inner = classOf === 0 ? 0 : (classOf + 0.4) * width;
    const at = polar(between(stream, inner, (classOf + 1) * width), between(stream, 0, 2 * Math.PI));
    const read = Math.hypot(...strewn(at, RADIUS, noise, stream));
    return { at, value: Math.min(classes - 1, Math.floor(read / width)) };
  },
  /** A square cut like a cake: sectors across from each other are one class, and keep apart from their neighbours. */
  xor({ classes, noise, stream }) {
    const drawn: Place = [between(stream, -RADIUS, RADIUS), between(stream, -RADIUS, RADIUS)];
    const middle = ((sector(drawn, classes) + 0.5) * Math.PI) / classes;
    const apart = 0.3 / Math.sin(Math.PI / (2 * classes));
    const at: Place = [drawn[0] + apart * Math.cos(middle), drawn[1] + apart * Math.sin(middle)];
    return { at, value: sector(strewn(at, RADIUS, noise, stream), classes) % classes };
  },
  /** Normal clouds around a circle; noise from 0 to 0.5 makes their variance go from 0.5 to 4. */
  gaussians({ classOf, classes, noise, stream }) {
    const [x, y] = polar(2 * Math.SQRT2, Math.PI / 4 + (2 * Math.PI * classOf) / classes);
    const spread = Math.sqrt(0.5 + 7 * noise);
    return { at: [x + spread * stream.normal(), y + spread * stream.normal()], value: classOf };
  },
  /** Arms that wind outwards, one and three quarter times around. */
  spiral({ classOf, classes, i, n, noise, stream }) {
    const along = i / n;
    const arm = polar(RADIUS * along, 3.5 * Math.PI * along + (2 * Math.PI * classOf) / classes);
    return { at: strewn(arm, 1, noise, stream), value: classOf };
  },
  plane({ noise, stream }) {
    const at: Place = [between(stream, -SIDE, SIDE), between(stream, -SIDE, SIDE)];
    const [x, y] = strewn(at, SIDE, noise, stream);
    return { at, value: (x + y) / 10 };
  },
  /** Three hills and three hollows, cones of radius 2 and height 1. */
  hills({ noise, stream }) {
    const at: Place = [between(stream, -SIDE, SIDE), between(stream, -SIDE, SIDE)];
    const [x, y] = strewn(at, SIDE, noise, stream);
    const heights = [-4, 0, 4].flatMap((cx, i) =>
      [2.5, -2.5].map((cy, j) => ((i + j) % 2 === 0 ? 1 : -1) * Math.max(0, 1 - Math.hypot(x - cx, y - cy) / 2)),
    );
    return { at, value: heights.reduce((most, height) => (Math.abs(height) > Math.abs(most) ? height : most), 0) };
  },
};

/**
 * The point sets that TensorFlow Playground made known, in any number of classes, drawn by a seed and shuffled. With two
 * classes they are distributed as there: label 1 is class 0, label −1 class 1. Noise moves the points of `gaussians` and
 * `spiral`; of the others it moves the place at which class or height is read, so that some points near a border are wrong.
 *
 * @throws {RangeError} if there is no such set
 */
export function pointSet(name: ClassSet | HeightSet, options: PointSetOptions): PlanePoints {
  if (!Object.hasOwn(DRAWS, name)) {
    throw new RangeError(`pointSet: name must be one of ${Object.keys(DRAWS).join(", ")}, got ${String(name)}`);
  }
  const { rows, noise, classes = 2, seed } = options;
  const stream = random(seed);
  const order = stream.shuffle(Uint32Array.from({ length: rows }, (_, row) => row));
  const x = new Float64Array(2 * rows);
  const y = new Float64Array(rows);
  const n = Math.ceil(rows / classes);
  order.forEach((place, row) => {
    const { at, value } = DRAWS[name]({
      classOf: row % classes,
      classes,
      i: Math.floor(row / classes),
      n,
      noise,
      stream,
    });
    x.set(at, 2 * place);
    y[place] = value;
  });
  return { x, y };
}
