// random.ts: seeded random numbers, the same on every machine.
import { show } from "./check.ts";

/** A stream of random numbers; each call moves it on. */
export interface Random {
  /** From 0 up to but not including 1, with all 53 bits random. */
  uniform(): number;
  /** From the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
  /** A whole number from 0 to n − 1, each equally likely; n a whole number from 1 to 2³². */
  integer(n: number): number;
  /** Puts the values in a random order, each equally likely, and returns the same array. */
  shuffle<Values extends { readonly length: number; [i: number]: unknown }>(values: Values): Values;
}

/**
 * A random stream that its seed determines: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number
 * generators", 2018, arXiv:1805.01407), its four words of state filled from the seed by rounds of MurmurHash3's 32-bit
 * finalizer. Normal numbers by Marsaglia's polar method (1964). No step uses a function whose last bits are left to the
 * engine (`Math.log` is), so streams are equal on every platform. Not for secrets.
 *
 * @param seed a whole number, |seed| ≤ 2⁵³ − 1
 * @throws {TypeError} if the seed is no number
 * @throws {RangeError} if it is not whole or too large
 */
export function random(seed: number): Random {
  if (typeof seed !== "number") throw new TypeError(`random: seed must be a whole number, got ${show(seed)}`);
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`random: seed must be a whole number up to 2^53 - 1 in size, got ${seed}`);
  }
  const next = xoshiro128(stateOf(seed));
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) * 2 ** -53;
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const stretch = Math.sqrt((-2 * logarithm(s)) / s);
      spare = v * stretch;
      return u * stretch;
    }
  };
  const integer = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`integer: n must be a whole number from 1 to 2^32, got ${show(n)}`);
    }
    // Words past the last multiple of n would make small numbers likelier.
    const limit = 2 ** 32 - (2 ** 32 % n);
    let word = next();
    while (word >= limit) word = next();
    return word % n;
  };
  const shuffle = <Values extends { readonly length: number; [i: number]: unknown }>(values: Values): Values => {
    for (let i = values.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
    return values;
  };
  return Object.freeze({ uniform, normal, integer, shuffle });
}

/** The generator's 32-bit words; `state` is four of them, not all 0, and moves on with each call. */
export function xoshiro128(state: Uint32Array): () => number {
  return () => {
    const word = Math.imul(rotated(Math.imul(state[1], 5), 7), 9) >>> 0;
    const t = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotated(state[3], 11);
    return word;
  };
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Four words of state: the seed's low and high halves, hashed with a Weyl counter between. */
function stateOf(seed: number): Uint32Array {
  const low = seed >>> 0;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  let word = mixed(high ^ 0x9e3779b9);
  return Uint32Array.from({ length: 4 }, (_, i) => {
    word = mixed((word ^ low) + Math.imul(i + 1, 0x9e3779b9));
    return word;
  });
}

/** MurmurHash3's finalizer (Appleby, 2008): every bit of the word reaches every other. */
function mixed(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** The natural logarithm of 0 < x < 1 from + − × ÷ alone: x = 2^−e · y with y in [½, 1), ln y = 2·artanh((y − 1)/(y + 1)). */
function logarithm(x: number): number {
  let y = x;
  let e = 0;
  for (; y < 0.5; e++) y *= 2;
  const z = (y - 1) / (y + 1); // |z| ≤ 1/3: sixteen terms reach the last bit
  let sum = 0;
  for (let power = 31; power >= 1; power -= 2) sum = sum * z * z + 1 / power;
  return 2 * z * sum - e * Math.LN2;
}
