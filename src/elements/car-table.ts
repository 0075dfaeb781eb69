// car-table.ts: cars of 1970 to 1982, five measures of each and how far it goes: a table of several inputs.
// From vega-datasets 3.2.1, which keeps a copy of the source named below. Cars without one of the numbers are left out; they are
// sorted by weight. For each column a divisor, and the differences from row to row times it, in base 36.
import { type PackedColumn, unpacked } from "./unpacked.ts";

export interface CarColumn {
  readonly name: string;
  readonly unit: string;
  readonly values: () => Float64Array;
}

export const CARS_CREDIT =
  "Cars of 1970 to 1982, StatLib Datasets Archive; distributed in 1982 for educational and scientific purposes.";

const PACKED: readonly (readonly [name: string, unit: string, column: PackedColumn])[] = [
  [
    "displacement",
    "cu in",
    [
      2,
      "40 8 6 4 -k 14 0 e -e c -10 10 0 -1g 10 4 -1a 10 o -i 2 0 e -o o -10 o -o o 0 -4 4 -a -2 14 -g -e -o q -c 8 4 -o 8 6 -2 c -c q 0 -i i -k i -o -c 12 -g e -e -8 -2 q 10 -2k 14 u -e -1 -1 0 -c c 2 0 -2 g -g s -q 10 8 -18 0 -2 0 -2 2 g 0 -8 c 0 -4 -e 1c -c -1g 1s -i -g w -q g -12 2 2c -2c -2 m a -w 0 k 1k -24 1e -6 6 -2w 14 10 1i -18 -i 8 -k 22 -1i s -k 1k -16 16 0 -3w 22 o 6 -u 2o -1y u -q -4 2 q 2 a -14 -2 1s -y c 0 -1k 4 2c 2g -3c 1u -2w -i e 22 -20 68 -4i -1q 14 -1k 4u -4c 1a -1a 1o -1o -m 2a -20 38 -26 0 -30 3c -16 30 -18 0 a -w 3a 1u -54 -12 1y 0 -k -u 3q 1w -4i -m -12 12 0 1k 3k -1w -1o 3k -48 -k -1e 66 -66 3c -3c 1o -1q 7o -38 -4g 2u 1m -2q 2q 3g -o -12 -1q 0 1s ce -ea 1i 1e -4u -1u 3w 2s -5u 8q -8y 6i 2g -3w 0 1o -6q 4o c -4q 4e e -68 78 0 -10 10 0 0 0 -1e 1y -1m -c 56 -3c -5a 3s 1m -1m 44 -4g 1e 30 s -56 c 3y -2w -1e 4k -36 0 -3q 2o 8g -4i -2w y 42 -6e 0 0 1u -g -1e 6y -2k 0 2k -2o 2o -54 3c 0 4k -4k -3s -1e -36 ao -2c -q 4q -4w 6 -2 -30 5k -6m 4u 2c -i -2m 2k -2o 2q -2 -50 38 0 1s -1s -m 2e 2 -1u 0 -w 2q -2 -1s 1s -2i 2k 2q -4k -s 2k 2s -5g 0 7o -28 -2q 4c 1e -5s 2 -2g 2e -1s 4k 0 32 -5u 0 -1s 4k 0 -4k 1s 0 k 3u -72 38 -i 2q -2s -2k 7k -28 0 32 -1g -2k y 0",
    ],
  ],
  [
    "horsepower",
    "hp",
    [
      1,
      "1x -h 6 2 5 -c 0 d -6 b -d 2 -e j -3 5 -i f g -9 -1 0 8 -8 -o l 3 -3 0 0 -7 8 -3 0 9 -7 -j 4 g 2 1 -4 0 -6 4 0 3 -g g -3 -3 1 d -9 3 0 d -z 14 -d -a 0 5 k 0 -f -c 7 a 8 0 -j -h g 8 -9 3 5 5 -c 7 d -8 -k f 3 -9 9 -4 -4 d -8 0 -c k 3 -5 -a f 9 -k 12 -17 5 -l p b 0 -f 0 k -7 4 -k c -6 i 1 -c c -1d r 9 b 0 -1 -t j 9 -7 2 -g p -p i a -a 2 -c 6 l -a -d 4 9 -l j -b -9 0 m -7 5 -n k -7 6 1 -7 -7 11 -5 -m c -8 -d l -g -a 9 5 2 k -e -g a p -s 3 5 k -j -6 k -m -6 s -k -2 h -g 8 3 -e t -a h -p 6 -8 h -r 7 k -o 0 s -g -5 11 -w 8 c -8 -c -2 c -17 n -2 m -p 2 a -c 5 -9 4 3 m -m -3 5 3r -3m a -h 11 -n -7 -n 4 1h -1m o 18 -1d 0 k -u k f -1c s -5 -2 c 0 0 -c c 0 5 5 0 -5 -f 1o -u d -n -k f 14 -19 -s 26 0 -19 1o -p -z -k 19 -k -c -l s 1t -v -1p 1b z -1j 5 -a a 0 -a 28 -u 0 f -10 -o 5 u a 0 0 -1e -5 p 1j -14 -5 1o -1o f 5 -19 k -f 14 0 -c -i p -8 5 3 -z 14 -a 5 5 -k 19 -m -3 -5 -5 d h -k f -p c s -u 0 f 1t -2i -a 2d -p -15 1d m -1t 3 16 -k u -z f z -28 f -a p -p 0 u -p 1o -7 -1w u -m m -k 17 m -19 -3 1m -r -i -u p",
    ],
  ],
  [
    "weight",
    "lb",
    [
      1,
      "18t 10 2y 5 d m 0 5 0 p 0 9 1 1 9 5 h 8 14 a c 0 3 5 5 0 5 8 2 0 3 2 5 0 5 5 0 0 0 5 0 5 5 3 g 1 5 a a 0 5 1 e 0 5 4 1 a f 8 2 0 a 3 1 1 0 0 1 4 0 0 0 5 9 1 5 5 0 0 3 2 4 0 7 h 1 1 0 a 2 3 5 5 4 1 0 3 3 2 2 4 b 1 8 1 9 1 0 0 d 1 9 2 5 5 0 0 a k 5 f k 2 3 4 1 5 6 4 0 6 4 3 0 c a 4 h d 8 h 1 a 6 5 4 a h 0 3 b 4 5 7 3 7 3 2 5 3 5 5 a 5 5 9 1 0 4 1 8 c 5 5 0 1 1 6 g 6 2 9 9 0 0 5 a 5 5 a j f 1 5 5 7 8 f 3 2 k a 3 2 k a 1 3 6 4 g 0 3 c 0 0 5 0 7 5 3 e 5 6 d 9 3 6 i l a f 1 g j i 1 a 5 3 2 9 l 3 c 5 1 a 9 3 c 5 e 1 5 8 4 6 e r 7 h 7 5 f 1 i b 0 5 5 5 0 5 2 1 3 3 6 4 a 6 13 g 5 5 5 s 7 4 v 4 4 7 a 2 d 6 d 8 0 l w 0 5 5 k 6 g 4 4 z 1 9 a a k a c 5 3 7 x 0 f 7 q 1i c 1 5 h 3 2 e 2 2 t 6 5 1 d b p j 6 0 5 h k h 4 g 1 h d a 6 d 6 3 d 4 2 3 11 3 f g 1 7 0 y 1 3 35 i 5 g 3 b v x 3 b 4g 19 1 3 16 3z",
    ],
  ],
  [
    "0 to 60 mph",
    "s",
    [
      10,
      "50 -f 4 -8 t -f -1 -u k -16 1s 4 f 5 -1l -f 1l -v -k -4 0 2 3 n 16 -k f -1e -5 7 v -c -o 16 -15 b 1f -l -y a -l d -2 u -q s -a 14 -11 -n b -3 -p x 8 9 -10 1m -1g -a o d -11 -f -5 a 2 q -3 -p 0 2 2r -28 -j x -v f -g h -a -a 5 1z -1p -2 m -13 1 -a l -8 -1 5 g -p t -4 0 -p 5 -k 18 -t 2n -1m -m 0 r -u 3 z -k 0 -1i t a -8 12 -1e 2u -1x -12 k p -a 16 -26 q 5 k f -1a 15 5 -1y k 5 f -a -f a 7 -6 -6 z -w c a 5 -5 -12 a -6 d d -m 5 f p -20 f 1w -1c -4 16 -1k y j -d g -10 -a -1 b a -p 14 -a -f -l 6 k -k j 14 -1w 1i -k 7 -9 -3 -5 6 1 -d -9 a e -4 -8 t -c -9 q -8 -1b y 0 -1a 1a -5 -h 7 f -f j z -q -3 -z n 11 -1e 11 j -p -6 -5 -f l -4 9 -24 1t 0 -k -9 l p d 1 -24 3k -1y -1u 1o -2 -z 1x -1e 0 1s -1m m 11 -13 -u 5 0 0 f -p l -b 3 t -25 15 7 0 1s -1h -11 14 12 -2i -a 19 -l -t 1j 6 -1a 18 q b -9 -2k s 2a -1o -1y 2d m -a 3 -i f -1v 5 0 0 j 1k 0 -1m 8 -19 u 19 k -n -1l 16 2 -1x 1t -p 0 1o -b 10 -26 -2 2 7 -9 f -2 -n 1y -1e -3 -7 0 a -a 0 5 2 3 -5 -l g -a a -2 -h y a -z -p 1t -b -1s 11 n -19 -a 1n -j k -t e -f 5 -p 14 -5 0 -k 5 p -k a 5 -u 1e -u 5 -k u 14 -23 a 5 -f 5 0 p -k",
    ],
  ],
  [
    "model year",
    "",
    [
      1,
      "1ir 3 8 0 -b 4 1 2 0 -2 1 -6 -1 4 6 0 -7 9 -3 0 -4 1 1 0 -4 1 -3 3 8 0 -2 2 -3 3 0 -5 1 0 4 -6 2 4 -8 0 6 -1 3 -6 1 5 0 -5 -6 b -4 -7 6 3 -8 2 6 0 0 -9 2 1 8 0 -a -2 1 8 3 -4 2 0 -1 -3 1 1 -5 9 -a 4 -1 5 -8 5 5 -3 -3 6 0 0 -8 -3 5 -1 -3 -1 7 -8 c -8 -2 4 -5 2 4 3 -8 1 -1 8 2 -8 3 1 -5 -1 8 2 0 -c 0 3 9 0 -8 -2 a -9 5 -7 1 8 -a a -6 2 -3 1 8 -2 -8 0 6 4 -8 6 -5 4 -1 -2 0 6 -9 9 -c 5 4 -2 5 0 0 0 -b b 0 -7 7 -c 3 9 -3 0 -4 -5 a -5 4 -4 5 -3 1 4 0 0 -5 1 -1 -7 3 9 -4 2 -7 4 1 -8 c -4 4 -9 7 -1 3 -8 -1 7 -5 1 6 -a 1 2 7 -2 2 -7 -4 7 -6 3 4 1 -4 6 -9 2 7 -4 -2 -6 4 -1 -2 7 -2 2 -3 7 -7 4 -3 2 0 -3 0 7 -6 3 1 -5 4 -3 -3 -2 0 0 0 3 2 3 -1 0 2 -7 5 0 4 -3 -2 1 0 -3 -5 0 1 7 -8 5 7 -c 7 0 2 -1 -8 8 -2 3 -9 4 4 -1 -3 2 0 -3 -1 1 -3 9 3 -7 3 -2 -6 3 1 1 1 -3 6 0 -9 6 1 -5 3 4 -4 1 3 0 -3 -3 0 6 -3 1 -5 6 -5 -2 1 1 -1 0 5 -3 -3 6 -1 -5 5 0 1 -4 1 -2 1 -1 5 -7 7 0 -7 0 9 -6 -3 6 -6 2 0 -2 5 -3 2 -3 2 2 -2 -1 -2 2 2 -1 2 0 -1 -4 3 -2 2 0 0 -2 2 -2",
    ],
  ],
  [
    "miles per gallon",
    "mpg",
    [
      10,
      "9q -14 29 -14 -15 k 0 v 0 -1u 1t -2i -a 1o -m 44 -4c 2s -x -12 -t 0 0 19 -23 1e -1e 0 3c -1o 1p -1z v t -a -1o 3n -2v d -l -5 1t -1y a 1g -1i 1g -28 p t x -20 -5 n 1z -2m z 30 -4t -u 6a -1m -2f -15 -2s 2s 2s -k -32 k 0 2v 1v -41 3c -25 7 -1t k 0 -1o 3c -28 -z 19 1h -2b 19 p c -20 2i -n a -1l -1o k 0 -14 14 1n -1d 28 -28 -u u k -k 0 1q -2a -14 28 18 -4 -1o -5 h -2a 0 6s -32 10 -3c a -u 27 1 -14 -14 3c -3m t -j -k 11 3 3m -32 k -1y u w 26 -3c -a -9 27 -14 1r -21 2n -1o -a -f 1o -32 1o -1e k 1m -21 1t 1d -1z m -2i 24 1e -2e 14 -1o u 28 -1a a -y 0 u -1e 12 -s 1m -2b 10 1n -23 z -p -d n -23 0 2i -1i 1r -27 k -h h 0 i 2 -1e 22 -15 v -1s 14 2p -3j -a 1g -1q 0 14 u 36 -2m -14 -1e m 8 -u i 19 -3 3w -5k u -8 6 h -2d 1o -k 0 -a u 5 -1j 4d -4x 3y -2p 6 d -4 a 29 -1p -5 2d -32 c -c -u u -a a -k -k 1y -e -7 7 -f -15 v -j 1q f -y -d d -1j a k -k h -7 a -4 4 -5 a 1x -1q -16 1g -m c -1g 14 6 4 -u p f -2i 1o -u a q 2i -38 18 -1s k 0 a k -f -z 1g -c -k -k 19 -p a 1y -1o -14 1j -k -a -p a f -p 14 -u z -p -a -a 0 a a 5 5 -k f 5 -k z -u f -k 0 -a u -u k -a f 5 -a -a t -13 -u 1t -1j u -a a a -u k 0 -a u -14 a -u a u -a a k -u -14 14 0 -a 0 0 0 -a k",
    ],
  ],
];

/** The columns, the one to be told from the others last. Their numbers are unpacked when they are asked for. */
export const carColumns: readonly CarColumn[] = PACKED.map(([name, unit, column]) => ({
  ...{ name, unit },
  values: () => unpacked(column),
}));
