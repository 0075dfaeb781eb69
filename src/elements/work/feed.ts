// feed.ts: the text of a file, or one that is there, handed on piece by piece.
import type { Host } from "./serve.ts";

const PIECE = 1 << 16;

/** Pushes all of the text, with progress and turns between its pieces; `rows` counts those that were read. */
export async function feed(
  source: Blob | string,
  reader: { readonly push: (text: string) => void },
  host: Pick<Host, "due" | "turn" | "progress">,
  rows: () => number = () => 0,
): Promise<void> {
  const size = typeof source === "string" ? source.length : source.size;
  for await (const { text, read } of pieces(source)) {
    // Small bites, so that a slice is never much longer than it should be.
    for (let i = 0; i < text.length; i += PIECE) {
      reader.push(text.slice(i, i + PIECE));
      if (host.due()) await host.turn();
    }
    host.progress(size > 0 ? read / size : 1, rows());
  }
}

async function* pieces(source: Blob | string): AsyncGenerator<{ readonly text: string; readonly read: number }> {
  if (typeof source === "string") {
    for (let i = 0; i < source.length; i += PIECE) {
      yield { text: source.slice(i, i + PIECE), read: Math.min(source.length, i + PIECE) };
    }
    return;
  }
  const decoder = new TextDecoder();
  const stream = source.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await stream.read();
      if (done) break;
      read += value.byteLength;
      yield { text: decoder.decode(value, { stream: true }), read };
    }
    yield { text: decoder.decode(), read };
  } finally {
    // A job that is cancelled lets go of its file.
    stream.cancel().catch(() => {});
  }
}
