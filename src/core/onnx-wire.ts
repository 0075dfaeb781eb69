// onnx-wire.ts: fields of a protocol buffer: whole numbers, and lengths with bytes. ONNX files are made of nothing else.
// (https://protobuf.dev/programming-guides/encoding: a tag is field · 8 + kind, numbers are groups of 7 bits, low first.)

/** A field that holds a whole number ≥ 0. */
export const number = (field: number, value: number): Uint8Array => concatenated([varint(field * 8), varint(value)]);

/** A field that holds bytes: a message, or raw data. */
export const bytes = (field: number, value: Uint8Array): Uint8Array =>
  concatenated([varint(field * 8 + 2), varint(value.length), value]);

/** A field that holds text. */
export const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));

/** Pieces one after the other. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function varint(value: number): Uint8Array {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
  groups.push(rest);
  return Uint8Array.from(groups);
}
