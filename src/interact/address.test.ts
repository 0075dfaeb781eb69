import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeState, encodeState, parameter, withParameter } from "./address.ts";

const decode = (raw: string) => {
  const { state, ignored } = decodeState(raw);
  return { state: [...state], ignored };
};

test.each([
  [
    [
      ["m", "1.5"],
      ["b", "-0.2"],
    ],
    "m:1.5,b:-0.2",
  ],
  [[["kind", "a, b: c & d = é"]], "kind:a%2C%20b%3A%20c%20%26%20d%20%3D%20%C3%A9"],
  [[["title", ""]], "title:"],
  [[], ""],
])("%j is written %s and read again", (entries, raw) => {
  expect(encodeState(entries as [string, string][])).toBe(raw);
  expect(decode(raw)).toEqual({ state: entries, ignored: [] });
});

test("any names and texts are read as they were written", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  const property = fc.property(
    fc.uniqueArray(fc.tuple(text.filter(Boolean), text), { selector: ([name]) => name, maxLength: 5 }),
    (entries) => {
      expect(decode(encodeState(entries)!)).toEqual({ state: entries, ignored: [] });
    },
  );
  fc.assert(property, { seed: 1, numRuns: 500 });
});

test("colons and commas that were percent-encoded on the way are read", () => {
  expect(decode("m%3A1.5%2Cb%3A-0.2").state).toEqual([
    ["m", "1.5"],
    ["b", "-0.2"],
  ]);
});

test.each([
  ["m", "m (not name:value)"],
  [":1", ":1 (not name:value)"],
  ["m:%E0%A4%A", "m:%E0%A4%A (not name:value)"],
  ["%zz", "%zz (not name:value)"],
  [`m:${"9".repeat(100)}x%`, `m:${"9".repeat(57)}… (not name:value)`],
  [`m:${"9".repeat(2000)}`, `m:${"9".repeat(57)}… (longer than 2000 characters)`],
])("%s cannot be read", (raw, reason) => {
  expect(decode(raw)).toEqual({ state: [], ignored: [reason] });
});

test("a state too long to be read is not written", () => {
  expect(encodeState([["t", "x".repeat(1998)]])).toHaveLength(2000);
  expect(encodeState([["t", "x".repeat(1999)]])).toBeUndefined();
});

test.each([
  ["", "fig", "", "m:1", "?fig=m:1"],
  ["?fig=m:2", "fig", "m:2", "m:1", "?fig=m:1"],
  ["?a=%20+&fig=m:2&b", "fig", "m:2", "m:1", "?a=%20+&fig=m:1&b"],
  ["?a=1", "fig", "", "", "?a=1"],
  ["?fig=m:2", "fig", "m:2", "", ""],
  ["?fig=m:2&a=1", "fig", "m:2", "", "?a=1"],
  ["?fig=m:2&a=1&fig=m:3", "fig", "m:2", "m:1", "?fig=m:1&a=1"],
  ["?fig", "fig", "", "m:1", "?fig=m:1"],
  ["?%66ig=m:2", "fig", "m:2", "", ""],
  ["?%zz=1", "fig", "", "m:1", "?%zz=1&fig=m:1"],
  ["?figure=m:2", "fig", "", "m:1", "?figure=m:2&fig=m:1"],
  ["", "my fig&", "", "m:1", "?my%20fig%26=m:1"],
])("in %j the parameter %s is %j; set to %j it gives %j", (search, name, now, raw, expected) => {
  expect(parameter(search, name)).toBe(now);
  expect(withParameter(search, name, raw)).toBe(expected);
});
