// test-machine.ts: a machine for tests: files, streams and a clock in memory.
import type { Io } from "./io.ts";
import { main } from "./main.ts";

export interface Machine {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  /** Whether output goes to a terminal, and how wide that is. */
  readonly terminal?: number;
  readonly env?: Io["env"];
  /** Pieces that files and standard input come in. */
  readonly pieceBytes?: number;
  /** Milliseconds that pass between two looks at the clock. */
  readonly tickMs?: number;
  /** Called with everything written, as it is written. */
  readonly watch?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly written: Readonly<Record<string, string | Uint8Array>>;
}

/** Runs the command on a machine of its own. Arguments that hold no spaces may be given as one text. */
export async function run(command: string | readonly string[], machine: Machine = {}): Promise<Outcome> {
  const { files = {}, stdin = "", terminal, env = {}, pieceBytes = 7, tickMs = 0, watch, signal } = machine;
  const written: Record<string, string | Uint8Array> = {};
  let [out, err, time] = ["", "", 0];
  async function* pieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    for (let i = 0; i < bytes.length; i += pieceBytes) yield bytes.subarray(i, i + pieceBytes);
  }
  const output = (add: (text: string) => void) => ({
    isTTY: terminal !== undefined,
    columns: terminal,
    write: async (text: string) => {
      add(text);
      watch?.(text);
    },
  });
  const io: Io = {
    stdin: pieces(stdin),
    stdout: output((text) => {
      out += text;
    }),
    stderr: output((text) => {
      err += text;
    }),
    env,
    async *readFile(path) {
      if (!Object.hasOwn(files, path)) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      yield* pieces(files[path]);
    },
    async writeFile(path, content) {
      written[path] = content;
    },
    now: () => {
      time += tickMs;
      return time;
    },
    breath: () => new Promise((resolve) => setImmediate(resolve)),
    signal: signal ?? new AbortController().signal,
  };
  const code = await main(typeof command === "string" ? command.split(" ").filter(Boolean) : command, io);
  return { code, out, err, written };
}
