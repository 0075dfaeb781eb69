// node-io.ts: the machine that the command runs on.
import { constants, createReadStream } from "node:fs";
import { access, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { addAbortSignal } from "node:stream";
import { fileError, type Io, type Output } from "./io.ts";

/** The reader of our output has gone, as `head` does: nothing is left to do. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** This process as the command sees it. The first Ctrl+C aborts `signal`; a second one ends the process at once. */
export function nodeIo(): Io {
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort(name));
  const lost = (error: NodeJS.ErrnoException) => {
    controller.abort(error.code === "EPIPE" ? new ClosedPipe() : fileError(error, "standard output", "written"));
    signal.throwIfAborted();
  };
  const untold = () => {}; // what cannot be told, cannot be told
  return {
    stdin: { [Symbol.asyncIterator]: () => addAbortSignal(signal, process.stdin)[Symbol.asyncIterator]() },
    stdout: output(process.stdout, signal, lost),
    stderr: output(process.stderr, signal, untold),
    env: process.env,
    readFile: (path) => createReadStream(path, { signal }),
    writeFile: writeWhole,
    now: () => performance.now(),
    breath: () => new Promise((resolve) => setImmediate(resolve)),
    signal,
  };
}

/** @param failed what to do when nothing more can be written; where it throws, so does `write` */
function output(
  stream: NodeJS.WriteStream,
  signal: AbortSignal,
  failed: (error: NodeJS.ErrnoException) => void,
): Output {
  stream.on("error", () => {}); // each write hears of its own
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    async write(text) {
      const error = await new Promise<Error | null | undefined>((resolve) => {
        const interrupted = () => resolve(undefined);
        signal.addEventListener("abort", interrupted);
        stream.write(text, (error) => {
          signal.removeEventListener("abort", interrupted);
          resolve(error);
        });
        if (signal.aborted) interrupted();
      });
      if (error) failed(error);
    },
  };
}

/** Writes beside the file first, and puts that in its place when it is whole. What is no plain file, as a pipe, is written to. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const place = await realpath(path).catch(() => path);
  const old = await stat(place).catch(() => undefined);
  if (old && !old.isFile()) return writeFile(place, content);
  if (old) await access(place, constants.W_OK);
  const beside = join(dirname(place), `.piecewise-${process.pid}`);
  try {
    await writeFile(beside, content, { mode: old?.mode });
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
