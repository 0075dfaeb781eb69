// read-file.ts: a CSV, pasted or from disk, read piece by piece, so that a large one leaves the page its frames.
import { type CsvTable, csvReader } from "../../data/index.ts";

/**
 * @param onProgress told the share that is read
 * @throws {DataError} if it is no table
 */
export async function readCsv(from: string | File, onProgress: (share: number) => void): Promise<CsvTable> {
  const reader = csvReader();
  if (typeof from === "string") {
    reader.push(from);
    return reader.end();
  }
  const decoder = new TextDecoder();
  const stream = from.stream().getReader();
  let read = 0;
  let rested = performance.now();
  for (;;) {
    const { done, value } = await stream.read();
    if (done) break;
    reader.push(decoder.decode(value, { stream: true }));
    read += value.length;
    if (performance.now() - rested < 40) continue;
    onProgress(read / from.size);
    await new Promise((resolve) => setTimeout(resolve, 0));
    rested = performance.now();
  }
  reader.push(decoder.decode());
  return reader.end();
}
