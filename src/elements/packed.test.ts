// packed.test.ts: states as text for the address, and texts that nobody should trust.
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pack, unpack } from "./packed.ts";

const packed = (bytes: Uint8Array | string): string => `1.${deflateRawSync(bytes).toString("base64url")}`;

describe("pack and unpack", () => {
  test.each([
    { state: { units: [{ m: 1.5, b: -0.25, weight: 1 }], seed: 3 } },
    { state: [] },
    { state: null },
    { state: "é − 漢字 \u{1F431}" },
    { state: { x: Array.from({ length: 2000 }, (_, i) => i % 7) } },
  ])("state %# comes back", async ({ state }) => {
    const text = await pack(state);
    expect(text).toMatch(/^1\.[\w-]+$/);
    expect(await unpack(text)).toEqual(state);
  });

  test("any JSON comes back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        const state = JSON.parse(json);
        expect(await unpack(await pack(state))).toEqual(state);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test("is read as zlib writes it", async () => {
    expect(await unpack(packed('{"a":1}'))).toEqual({ a: 1 });
  });

  test("repetition costs little", async () => {
    const units = Array.from({ length: 100 }, () => ({ m: 1, b: 0, weight: 1 }));
    expect((await pack(units)).length).toBeLessThan(150);
  });
});

describe("pack refuses", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  let seed = 1;
  const noise = Array.from({ length: 4000 }, () => (seed = (seed * 48271) % 2147483647));
  test.each([
    { what: "undefined", state: undefined, message: /^pack: state must be what JSON can hold, got undefined$/ },
    { what: "a function", state: () => 1, message: /got function$/ },
    { what: "a circle", state: circle, message: /^pack: state must be what JSON can hold: .*circular/i },
    { what: "a bigint", state: 1n, message: /^pack: state must be what JSON can hold: / },
    {
      what: "2 MB",
      state: "x".repeat(2e6),
      message: /^pack: state must have at most 1000000 bytes as JSON, got 2000002/,
    },
    { what: "what does not pack", state: noise, message: /^pack: state must pack into 16000 characters, got \d+$/ },
  ])("$what", async ({ state, message }) => {
    await expect(pack(state)).rejects.toThrow(message);
  });
});

describe("unpack refuses, and says why", () => {
  test.each([
    { what: "nothing", text: "", message: /text must be a version, a point and base64url, got “”/ },
    { what: "no version", text: "abc", message: /must be a version, a point and base64url/ },
    { what: "a later version", text: "2.AAAA", message: /version must be 1, got 2$/ },
    { what: "markup", text: "1.<script>alert(1)</script>", message: /must be a version, a point and base64url/ },
    { what: "a length that base64 has not", text: "1.AAAAA", message: /cannot be decompressed/ },
    { what: "bytes that are not deflated", text: "1._____w", message: /cannot be decompressed/ },
    { what: "half a text", text: packed("x".repeat(10) + Math.PI).slice(0, -6), message: /cannot be decompressed/ },
    { what: "no JSON", text: packed("{a:1}"), message: /text must hold JSON/ },
    { what: "no text", text: packed(Uint8Array.of(0x22, 0xff, 0x22)), message: /text must hold JSON/ },
    { what: "1 MB", text: `1.${"A".repeat(1e6)}`, message: /at most 16000 characters, got 1000002/ },
    { what: "a bomb", text: packed("0".repeat(10e6)), message: /text must hold at most 1000000 bytes, got more/ },
  ])("$what", async ({ text, message }) => {
    const start = performance.now();
    const error = (await unpack(text).catch((thrown) => thrown)) as RangeError;
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toMatch(/^unpack: .{20,110}$/s);
    expect(error.message).toMatch(message);
    expect(performance.now() - start).toBeLessThan(5000); // no hang, whatever the machine
  });

  test("a million brackets", async () => {
    const text = packed("[".repeat(499_999) + "]".repeat(499_999));
    const result = await unpack(text).then(Array.isArray, (error) => error instanceof RangeError);
    expect(result).toBe(true);
  });
});
