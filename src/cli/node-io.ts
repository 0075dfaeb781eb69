// node-io.ts: the machine that the command runs on.
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import type { Io, Output } from "./io.ts";

/** The reader of our output has gone, as `head` does: nothing is left to do. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** This process as the command sees it. The first Ctrl+C aborts `signal`; a second one ends the process at once. */
export function nodeIo(): Io {
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort(name));
  const closed = (error: NodeJS.ErrnoException) => {
    controller.abort(error.code === "EPIPE" ? new ClosedPipe() : error);
  };
  process.stdout.on("error", closed);
  process.stderr.on("error", () => {}); // what cannot be told, cannot be told
  return {
    stdin: { [Symbol.asyncIterator]: () => addAbortSignal(signal, process.stdin)[Symbol.asyncIterator]() },
    stdout: output(process.stdout, signal),
    stderr: output(process.stderr, signal),
    env: process.env,
    readFile: (path) => createReadStream(path, { signal }),
    writeFile: (path, content) => writeFile(path, content),
    now: () => performance.now(),
    breath: () => new Promise((resolve) => setImmediate(resolve)),
    signal,
  };
}

function output(stream: NodeJS.WriteStream, signal: AbortSignal): Output {
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    async write(text) {
      if (stream.write(text) || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          stream.off("drain", done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        stream.on("drain", done);
        signal.addEventListener("abort", done);
      });
    },
  };
}
