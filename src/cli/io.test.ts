import { expect, test } from "vitest";
import { run } from "./test-machine.ts";

const ENCODERS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "UTF-8": (text) => new TextEncoder().encode(text),
  "UTF-8 with a byte-order mark": (text) => new TextEncoder().encode(`\ufeff${text}`),
  "UTF-16, little end first": (text) =>
    new Uint8Array(Uint16Array.from(`\ufeff${text}`, (c) => c.charCodeAt(0)).buffer),
  "UTF-16, big end first": (text) => {
    const bytes = ENCODERS["UTF-16, little end first"](text);
    return bytes.map((_, i) => bytes[i ^ 1]);
  },
};

const MODEL = '{"intercept":1,"slope":2,"units":[]}';

test.each(Object.keys(ENCODERS).flatMap((encoding) => [1, 2, 3, 1000].map((pieceBytes) => ({ encoding, pieceBytes }))))(
  "$encoding in pieces of $pieceBytes bytes is read",
  async ({ encoding, pieceBytes }) => {
    const data = ENCODERS[encoding]("größe\té\n1\t\n");
    const { code, out } = await run("predict m.json -", { files: { "m.json": MODEL }, stdin: data, pieceBytes });
    expect({ code, out }).toEqual({ code: 0, out: "größe\té\tprediction\n1\t\t3\n" });
  },
);

test.each([
  ["fit", ""],
  ["print", "m"],
])("%s: a file of one byte, or none, is no crash", async (command, content) => {
  const { code, err } = await run([command, "f"], { files: { f: content } });
  expect(code).toBe(1);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  ["a spreadsheet", [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00]],
  ["an old spreadsheet", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["an archive", [0x1f, 0x8b, 0x08, 0x00, 0x61]],
  ["UTF-16 without a mark", [...ENCODERS["UTF-16, little end first"]("x,y").subarray(2)]],
])("%s is no text", async (_, head) => {
  const f = Uint8Array.from({ length: 400 }, (_, i) => head[i] ?? (i % 13 === 0 ? 10 : 44));
  for (const pieceBytes of [1, 1000]) {
    const { code, err } = await run("fit f", { files: { f }, pieceBytes });
    expect({ code, err }).toEqual({
      code: 1,
      err: "piecewise: f cannot be read: it is no text; export a table as CSV in UTF-8\n",
    });
  }
});
