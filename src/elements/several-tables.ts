// several-tables.ts: real tables of several inputs, each with its source and licence.
// From vega-datasets 3.2.1, which keeps copies of the sources named below. Rows without one of the numbers are left out; they
// are sorted by one column. For each column a divisor, and the differences from row to row times it, in base 36.
import { type PackedColumn, unpacked } from "./unpacked.ts";

export interface NamedColumn {
  readonly name: string;
  /** empty for numbers without one, such as a year */
  readonly unit: string;
  readonly values: () => Float64Array;
}

export interface SeveralTable {
  /** a short name that stays, for addresses */
  readonly id: string;
  readonly name: string;
  /** Where it comes from, and under which licence. */
  readonly credit: string;
  /** The inputs, and last what is to be told from them. Their numbers are unpacked when they are asked for. */
  readonly columns: readonly NamedColumn[];
}

interface PackedTable extends Omit<SeveralTable, "columns"> {
  readonly columns: readonly (readonly [name: string, unit: string, column: PackedColumn])[];
}

const PACKED: readonly PackedTable[] = [
  {
    id: "cars",
    name: "Cars",
    credit:
      "Cars of 1970 to 1982, StatLib Datasets Archive; distributed in 1982 for educational and scientific purposes.",
    columns: [
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
        "acceleration",
        "s to 60 mph",
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
    ],
  },
  {
    id: "penguins",
    name: "Penguins",
    credit: "Palmer Station Antarctica LTER, K. Gorman; palmerpenguins; CC0 1.0.",
    columns: [
      [
        "beak length",
        "mm",
        [
          10,
          "aj -1 o -7 -n -15 3m -2c b h h -v -2 -d -b g 5j -4c -d -1a 1a -5 -t -x 1t -b -y 8 p -v 0 g -c -d j -10 u k 28 -23 -z 10 -6 6 -18 1 1g -1o h 5 -5 0 j p -1a 20 -n g 11 1h -2i -u 6 a -p -1t 3p -2n -d n e -q 1i 1l -23 -5 8 -10 -a 9 -o 1q -16 8 q -8 -3 4 3 q -4 -f 1v 5 11 -37 11 -9 -5 -10 2b -1o -8 2 -y 3l -l -c -15 5 g -2a n 2k 4 -2u 13 -1j s i -t t 5 -o 3r -1b 14 -1d 13 -10 -2c 11 2w -1p -1h -b -5 -n 18 5 -1m 21 -7 -6 -1j 2s w -p u -l -j -1t 1d -19 x -q o 21 9 -1i 1i -2c x -q -a 9 2o -e -a h 2 -4w 20 -11 -4 23 1p -f 4 -38 -d x -v 2s 6 -1p -i 2v -a -28 2x -f 11 -y 6 -4d 1l 2g -1v -p 2s -3 -e -9 -21 39 7 -g 13 -2z -17 w 1b -1o b -6 l -k 0 t -y 1b 6 -14 27 -u i -l -m -7 -12 1q -t 2 b -f -y 18 -7 10 1 -h -p q -k -3 w -j -13 n -e 1s -2i 1a 2 -c r 4 -8 -h c -y w h -q 0 k -4 0 m 6 -j -d u b -c -1l t 0 -3 12 2 -1w 27 -12 -8 -n e r 1d -y -9 -7 1 -z 5 -k 24 -j -u 2 i 17 -12 -e w -10 j g 3 -1j 1g -4 -5 1 9 -4 a -3 0 e 11 -1w 4 3 2 2o -2q -c z -6 10 -8",
        ],
      ],
      [
        "beak depth",
        "mm",
        [
          10,
          "56 -3 -d -3 e -k l 5 -f h -4 2 -9 f -r 4 8 -5 3 4 a -4 -q o 5 2 -k n -5 -5 -6 3 -c 0 1 1 -6 m -e 1 b -8 -2 6 -m u -a 2 -k r -f -1 4 -4 -1 -5 0 1 8 c -e 5 b 2 -l -f w 5 -k e 6 -m g -l 15 -6 -c -9 0 -d o -6 -9 k -7 -2 e 0 -l -4 -5 g -f f -7 x 0 -q -i a p 4 -v -5 4 0 3 -c g -2 5 -6 -b b -d r -5 6 -8 -9 8 -6 -8 a b -e g -l 9 x -o c 0 -9 -e g -6 -k e r -1d n 6 -8 -5 b -7 -3 7 -3 -d 15 -e -p 4 9 -2 c -4 -l 9 s -i 1 5 -3 6 -g i -a -2 n -h -t x -k l -q e -f x -f -5 -h -4 v 6 -h 6 -5 -4 f c -n 5 -a 5 3 -7 j -c 9 2 -1j 11 j -1 -4 3 -1h 18 -1h l -k 2 6 -7 2 -6 b -3 0 9 t r -c -5 -1d -6 b -b 8 -6 2 3 2 3 -f e 1e -1f 1 -8 2 5 3 -2 -1 -8 -4 j 9 -o 0 2 8 -a 8 9 -9 d -r k -1 8 -k h 6 -i i -b 0 0 8 -6 5 -i 5 4 -7 b -9 1 -2 8 3 k -v 8 8 -5 -5 f -m d -4 -8 l -b -3 7 0 0 -5 2 6 -d g -5 -7 e -b 6 2 -1 -1 -9 f -8 g -2 -1 -k c -3 4 7 -2 -8 a -7 -3 -3",
        ],
      ],
      [
        "flipper length",
        "mm",
        [
          1,
          "4s 2 2 2 0 0 0 2 0 0 0 1 0 0 0 0 0 0 1 0 0 1 0 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0 1 0 0 0 1 0 0 0 0 2 0 0 1 1 0 1 0 0 0 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 1 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0 0 1 0 0 0 0 0 1 0 1 0 0 1 0 0 0 1 2 0 0 0 1 0 1 0 0 0 0 0 0 1",
        ],
      ],
      [
        "male",
        "0 or 1",
        [
          1,
          "0 0 0 0 1 -1 0 1 0 0 -1 1 -1 0 0 0 0 0 0 0 1 0 -1 0 1 0 -1 1 0 -1 0 1 -1 0 0 0 0 1 -1 0 0 0 0 1 -1 0 0 0 0 0 0 0 0 1 -1 0 0 0 0 1 -1 0 1 0 -1 0 0 0 0 0 1 -1 1 -1 1 0 0 -1 0 0 0 1 -1 1 -1 0 1 0 -1 1 0 0 -1 0 0 1 0 0 -1 0 1 -1 0 0 0 1 -1 0 1 0 0 -1 0 0 0 0 1 0 -1 0 0 1 -1 1 0 -1 1 -1 1 0 0 0 0 -1 0 1 -1 0 1 0 -1 1 0 0 -1 0 1 -1 1 -1 0 1 0 -1 1 0 0 0 0 -1 0 1 0 0 0 0 0 0 0 0 0 0 0 -1 1 -1 1 -1 0 0 1 0 0 -1 0 1 0 -1 1 0 0 0 0 0 0 -1 1 0 -1 1 0 0 0 -1 1 0 0 0 0 -1 1 -1 1 -1 0 0 0 0 0 0 0 0 1 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 -1 0 0 0 0 0 1 -1 0 0 0 1 -1 0 0 0 0 1 0 -1 1 -1 1 0 0 -1 0 1 -1 1 0 -1 0 1 -1 1 -1 0 0 0 1 0 -1 1 -1 1 0 -1 0 1 0 -1 1 0 0 0 -1 1 0 0 0 0 0 0 0 0 -1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        ],
      ],
      [
        "body mass",
        "g",
        [
          1,
          "2fi 6y 1e -5k i2 -rs 9q 9q 5k 46 -b4 5k -3h -91 -ci 91 el -2s -b4 -1e 7n 3h -d7 6y fz ku -1e0 t6 -9q -23 69 6y -qe 46 ci -5k 0 6y 1e 2s -jg b4 1e p0 -12w ku -go -8c i2 6y -dw -46 7n 1e 69 -m8 8c 46 8c -b4 2s -1e rs -5k -xc 46 d7 7n -go 8c ci -go -p 91 0 8c i2 -vy 0 -b4 fa 8c -5k 2s -5k 2s fa -9q -fz fz -4v el -ir -3h -1e b4 9q -ci 0 -9q yq -jg -hd -69 3h 69 8c -ci m8 -2s 46 -af -k5 dw -m8 ku 9q b4 -zf 7n 8c ku -nm 9q -2s 46 0 -5k 4v bt -ci -5k 69 -6y -7n 13l -y1 -3h fz dw -t6 p0 -6y 8c -nm jg 6y -uk 8c 6y -5k dw 6y -nm vy -9q -7n -4v -9q -1e 4v mx -9q hd -dw -lj 69 p -ci nm -jg qe 1e -hd -91 ci -6y -p 2s -p p 69 d7 -fz -fz k5 -23 -fz b4 5k 1e 0 6y 46 -dw -b4 91 -23 -b4 10t -hd -1e 0 fz -91 6y -1e -fa 1e t6 -ku 1e rs -12w 9q 46 -6y af -4v b4 -2s -2s p0 -15o m8 -nm 46 9q 2s -9q -1e ci -8c -2s i2 -ci 8c -5k 8c -dw 91 2s p 3h -3h ci i2 -14a fa 46 -ci ku -ku 0 -6y ci 23 d7 -6y -46 1e -1e 2s fa -9q -fa 69 el -i2 jg -m8 0 -1e 69 23 nm -qe 0 8c -mx 10t 0 -uk jg -9q 6y 1e -fa 46 i2 1e -b4 6y -2s -6y -1e -8c 104 8c -rs -8c 2s 9q -2s -2s 8c -ir v9 -6y -5k b4 -b4 -5k 8c 1e -8c -b4 6y -1e b4 -5k 5k -2s 8c 46 -6y 9q -9q 2s -6y -1e 9q -5k",
        ],
      ],
    ],
  },
];

export const severalTables: readonly SeveralTable[] = PACKED.map(({ columns, ...rest }) => ({
  ...rest,
  columns: columns.map(([name, unit, column]) => ({ name, unit, values: () => unpacked(column) })),
}));
