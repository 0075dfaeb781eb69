import { describe, expect, test } from "vitest";
import type { Io } from "./io.ts";
import { progress, watched as watchedWork } from "./progress.ts";

function watched(isTTY: boolean, TERM = "xterm") {
  const seen = { written: [] as string[], time: 0 };
  const stderr = {
    isTTY,
    write: async (text: string) => {
      seen.written.push(text);
    },
  };
  return { seen, io: { stderr, env: { TERM }, now: () => seen.time } as unknown as Io };
}

describe("progress", () => {
  test("short work is silent", async () => {
    const { seen, io } = watched(true);
    const bar = progress(io, "fitting");
    for (seen.time = 0; seen.time < 700; seen.time += 10) await bar.report(seen.time / 700);
    await bar.end();
    expect(seen.written).toEqual([]);
  });

  test("on a terminal it is a bar that takes itself away", async () => {
    const { seen, io } = watched(true);
    const bar = progress(io, "fitting");
    seen.time = 1000;
    await bar.report(0.5);
    await bar.report(0.51);
    seen.time = 1100;
    await bar.report(1);
    await bar.end();
    expect(seen.written).toEqual([
      `\r\u001b[Kfitting ${"█".repeat(12)}${"░".repeat(12)} 50 %`,
      `\r\u001b[Kfitting ${"█".repeat(24)} 100 %`,
      "\r\u001b[K",
    ]);
  });

  test.each([
    ["elsewhere", false, "xterm"],
    ["on a terminal that erases nothing", true, "dumb"],
  ])("%s it is a line now and then", async (_, isTTY, TERM) => {
    const { seen, io } = watched(isTTY, TERM);
    const bar = progress(io, "reading", "MB");
    for (seen.time = 0; seen.time <= 11_000; seen.time += 1000) await bar.report(seen.time);
    await bar.end();
    expect(seen.written).toEqual(["reading: 5,000 MB\n", "reading: 10,000 MB\n"]);
  });
});

test("an interruption while the last steps are taken is heard", async () => {
  const stop = new AbortController();
  // A signal arrives when the process next turns to the outside world.
  const io = { ...watched(false).io, signal: stop.signal, breath: async () => stop.abort("SIGINT") } as Io;
  // biome-ignore lint/correctness/useYield: work that is done at once
  const work = function* (): Generator<number, string> {
    return "done";
  };
  await expect(watchedWork(work(), "fitting", io)).rejects.toBe("SIGINT");
});
