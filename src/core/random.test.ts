import { expect, test } from "vitest";
import { random } from "./index.ts";
import { xoshiro128 } from "./random.ts";

test("the generator is xoshiro128**: the reference implementation's first words from the state 1, 2, 3, 4", () => {
  // As in the test of the Rust crate rand_xoshiro, whose values are from Vigna's xoshiro128starstar.c, version 1.1.
  const next = xoshiro128(Uint32Array.of(1, 2, 3, 4));
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("the same seed gives the same stream, another seed another", () => {
  const first = (seed: number) => {
    const { uniform, normal, integer } = random(seed);
    return [uniform(), normal(), normal(), integer(1000)];
  };
  expect(first(5)).toEqual(first(5));
  const seeds = [0, 1, -1, 2, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1];
  expect(new Set(seeds.map((seed) => first(seed)[0])).size).toBe(seeds.length);
});

test("streams do not change from one version to the next", () => {
  const { uniform, normal, integer, shuffle } = random(42);
  expect([uniform(), normal(), normal(), integer(6), shuffle([1, 2, 3, 4, 5]).join("")]).toMatchInlineSnapshot(`
    [
      0.6627605379009641,
      -1.1623681883412966,
      -1.4763038909800499,
      5,
      "41253",
    ]
  `);
});

test("uniform: within [0, 1), mean 1/2, variance 1/12, neighbouring seeds unrelated", () => {
  const n = 100_000;
  const { uniform } = random(1);
  const values = Float64Array.from({ length: n }, uniform);
  const mean = values.reduce((sum, u) => sum + u, 0) / n;
  const variance = values.reduce((sum, u) => sum + (u - mean) ** 2, 0) / n;
  expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
  // Five standard errors: those of the mean and of the variance of n uniform numbers.
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 / Math.sqrt(12 * n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 / Math.sqrt(180 * n));
  const firsts = Float64Array.from({ length: 10_000 }, (_, seed) => random(seed).uniform());
  const product = firsts.reduce((sum, u, i) => sum + (u - 0.5) * ((firsts[i + 1] ?? 0.5) - 0.5), 0) / 10_000;
  expect(Math.abs(product)).toBeLessThan(5 / (12 * Math.sqrt(10_000)));
});

test("normal: the first four moments, and the share within one and two standard deviations", () => {
  const n = 100_000;
  const { normal } = random(2);
  const values = Float64Array.from({ length: n }, normal);
  const moment = (p: number) => values.reduce((sum, z) => sum + z ** p, 0) / n;
  const share = (limit: number) => values.reduce((count, z) => count + Number(Math.abs(z) < limit), 0) / n;
  // Five standard errors: the variance of z^p is the moment 2p less the square of the moment p (1, 2, 15, 96).
  for (const [p, expected, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ]) {
    expect(Math.abs(moment(p) - expected)).toBeLessThan(5 * Math.sqrt(variance / n));
  }
  for (const [limit, expected] of [
    [1, 0.682689],
    [2, 0.9545],
  ]) {
    expect(Math.abs(share(limit) - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / n));
  }
});

test("normal numbers are those of the polar method with the engine's own logarithm, to the last bits", () => {
  const { normal } = random(9);
  const { uniform } = random(9);
  for (let pair = 0; pair < 2000; pair++) {
    let [u, v, s] = [0, 0, 2];
    while (s >= 1) {
      [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      s = u * u + v * v;
    }
    const stretch = Math.sqrt((-2 * Math.log(s)) / s);
    for (const expected of [u * stretch, v * stretch]) {
      expect(Math.abs(normal() - expected)).toBeLessThanOrEqual(1e-14 * Math.abs(expected));
    }
  }
});

test("integer and shuffle: everything equally likely", () => {
  const { integer, shuffle } = random(3);
  const n = 60_000;
  const faces = new Map<string, number>();
  const orders = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const face = String(integer(6));
    faces.set(face, (faces.get(face) ?? 0) + 1);
    const order = shuffle([1, 2, 3]).join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  for (const counts of [faces, orders]) {
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - n / 6)).toBeLessThan(5 * Math.sqrt((n * 5) / 36));
  }
  expect(integer(1)).toBe(0);
  expect(integer(2 ** 32)).toBeGreaterThanOrEqual(0);
});

test("shuffle works in place, on typed arrays too", () => {
  const values = Float64Array.of(1, 2, 3, 4);
  expect(random(1).shuffle(values)).toBe(values);
  expect(Array.from(values).sort()).toEqual([1, 2, 3, 4]);
});

test.each([
  {
    call: () => random(1.5),
    type: RangeError,
    message: "random: seed must be a whole number up to 2^53 - 1 in size, got 1.5",
  },
  {
    call: () => random("1" as unknown as number),
    type: TypeError,
    message: 'random: seed must be a whole number, got "1"',
  },
  {
    call: () => random(1).integer(0),
    type: RangeError,
    message: "integer: n must be a whole number from 1 to 2^32, got 0",
  },
])("$message", ({ call, type, message }) => {
  expect(call).toThrow(new type(message));
});
