// io.ts: what the command reads from and writes to, so that a test can stand in for a machine.

/** A stream that the command writes to. */
export interface Output {
  readonly isTTY: boolean;
  /** Characters a line, where a terminal tells; some that do not know tell 0. */
  readonly columns?: number;
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file's bytes, as they come. */
  readonly readFile: (path: string) => AsyncIterable<Uint8Array>;
  /** Writes a file whole, or leaves what was there. */
  readonly writeFile: (path: string, content: string | Uint8Array) => Promise<void>;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Lets what happens outside be noticed: signals, output that drains. */
  readonly breath: () => Promise<void>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Something is wrong with the arguments or the files: exit code 1. The message is one line: what, where, what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** How messages name what was read: a file, or standard input for `-`. */
export const sourceName = (path: string): string => (path === "-" ? "standard input" : path);

/** The bytes of a file, or of standard input for `-`. */
export async function* bytes(path: string, { stdin, readFile, signal }: Io): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of path === "-" ? stdin : readFile(path)) {
      signal.throwIfAborted();
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, sourceName(path), "read");
  }
}

/**
 * The text of a file in pieces: UTF-8, or UTF-16 where a byte-order mark says so. What is neither becomes U+FFFD.
 *
 * @throws {UsageError} if the file cannot be read, or begins as no text does
 */
export async function* text(path: string, io: Io): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array(0);
  for await (const chunk of bytes(path, io)) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    head = Uint8Array.from([...head, ...chunk]);
    if (head.length < HEAD) continue;
    decoder = decoderOf(head, path);
    yield decoder.decode(head, { stream: true });
  }
  yield decoder ? decoder.decode() : decoderOf(head, path).decode(head);
}

/** How many bytes tell what a file is. */
const HEAD = 16;

function decoderOf(head: Uint8Array, path: string): TextDecoder {
  const name = encoding(head);
  // Spreadsheets, archives and pictures begin with control characters; text has tabs, line ends and, at most, escapes.
  const strange = head.subarray(0, HEAD).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  if (name === "utf-8" && strange) {
    throw new UsageError(`${sourceName(path)} cannot be read: it is no text; export a table as CSV in UTF-8`);
  }
  return new TextDecoder(name);
}

const encoding = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";

/** Writes a file. */
export async function save(path: string, content: string | Uint8Array, io: Io): Promise<void> {
  try {
    await io.writeFile(path, content);
  } catch (error) {
    throw fileError(error, path, "written");
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file; check the path",
  EISDIR: "it is a folder; name a file",
  ENOTDIR: "a part of the path is no folder; check the path",
  EACCES: "permission is denied; change it, or name another file",
  EPERM: "permission is denied; change it, or name another file",
  ENAMETOOLONG: "the name is too long; check the path",
  ENOSPC: "the disk is full; make room, or name another place",
  EROFS: "the disk cannot be written to; name another place",
};

/** An error of the file system as one for the user, in which `place` stands for the file; any other as it is. */
export function fileError(error: unknown, place: string, done: "read" | "written"): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!Object.hasOwn(REASONS, code)) return error;
  const reason =
    done === "written" && code === "ENOENT" ? "its folder is not there; make it, or name another one" : REASONS[code];
  return new UsageError(`${place} cannot be ${done}: ${reason}`);
}
