// packed.ts: a figure's state as a short text for the address: versioned, compressed, and read without trust.

const VERSION = "1";

/** What an address can carry through mail and chat; browsers allow more. */
const MOST_CHARACTERS = 16_000;

const MOST_BYTES = 1_000_000;

/**
 * `1.` and then base64url of the deflated JSON of `state`; `unpack` reads it back.
 *
 * @throws {TypeError} if JSON cannot hold the state
 * @throws {RangeError} if it has more than 1,000,000 bytes as JSON or 16,000 characters packed
 */
export async function pack(state: unknown): Promise<string> {
  let json: string | undefined;
  try {
    json = JSON.stringify(state);
  } catch (error) {
    throw new TypeError(`pack: state must be what JSON can hold: ${reasonOf(error)}`);
  }
  if (json === undefined) throw new TypeError(`pack: state must be what JSON can hold, got ${typeof state}`);
  const bytes = new TextEncoder().encode(json);
  if (bytes.length > MOST_BYTES) {
    throw new RangeError(`pack: state must have at most ${MOST_BYTES} bytes as JSON, got ${bytes.length}`);
  }
  const deflated = await through(new CompressionStream("deflate-raw"), bytes, MOST_BYTES);
  const text = `${VERSION}.${toBase64(deflated)}`;
  if (text.length > MOST_CHARACTERS) {
    throw new RangeError(`pack: state must pack into ${MOST_CHARACTERS} characters, got ${text.length}`);
  }
  return text;
}

/**
 * What `pack` wrote. Nothing is believed of `text`: too long a one is refused unread, and unpacking stops where a small text
 * would become a large one. What comes out is plain data, which the caller must still check.
 *
 * @throws {RangeError} if the text is not of this form or version, is too long, or unpacks to more than 1,000,000 bytes
 */
export async function unpack(text: string): Promise<unknown> {
  if (typeof text !== "string") throw new TypeError(`unpack: text must be a string, got ${typeof text}`);
  if (text.length > MOST_CHARACTERS) {
    throw new RangeError(`unpack: text must have at most ${MOST_CHARACTERS} characters, got ${text.length}`);
  }
  const [, version, packed] = /^(\d{1,6})\.([\w-]*)$/.exec(text) ?? [];
  if (version === undefined) {
    throw new RangeError(`unpack: text must be a version, a point and base64url, got “${text.slice(0, 40)}”`);
  }
  if (version !== VERSION) throw new RangeError(`unpack: version must be ${VERSION}, got ${version}`);
  let bytes: Uint8Array;
  try {
    bytes = await through(new DecompressionStream("deflate-raw"), fromBase64(packed), MOST_BYTES);
  } catch (error) {
    if (error instanceof TooMuch) throw new RangeError(`unpack: text must hold at most ${MOST_BYTES} bytes, got more`);
    throw new RangeError("unpack: text must be complete and unchanged, got one that cannot be decompressed");
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new RangeError("unpack: text must hold JSON, got something else");
  }
}

class TooMuch extends Error {}

/** All that comes out of the stream; stops as soon as it is more than `most` bytes. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array, most: number) {
  const writer = stream.writable.getWriter();
  // Refused input shows where the output is read; here it would only be an unhandled rejection.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {});
  writer.close().catch(() => {});
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new TooMuch();
    }
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function toBase64(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text: string): Uint8Array {
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0];
