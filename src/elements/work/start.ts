// start.ts: workers, started from a Blob of the script that is embedded; where they are refused, the page's own thread.
import source from "virtual:piecewise-worker";
import { type FromWorker, serve, type ToWorker } from "./serve.ts";
import { TASKS } from "./tasks.ts";

export interface Bench {
  post(message: ToWorker): void;
  /** Set by whoever uses the bench. */
  receive: (message: FromWorker) => void;
  /** Called if the worker breaks. */
  fail: (problem: string) => void;
  dispose(): void;
  readonly thread: "worker" | "page";
}

/** On the page's own thread: half of a frame. */
const SLICE_MS = 6;

/** The script's address, for as long as the page is there: workers start others of it. */
let address: string | undefined;

/** Once refused, workers are not asked for again: a page's policy does not change. */
let refused = false;

/** A worker that is ready, or the page's own thread if there are no workers, or a policy forbids those made from a Blob. */
export async function startBench(): Promise<Bench> {
  if (refused || typeof Worker === "undefined" || typeof URL.createObjectURL !== "function") return pageBench();
  try {
    return await workerBench();
  } catch {
    // Not an error of ours or the user's: the work is done here instead, and `thread` says so.
    refused = true;
    return pageBench();
  }
}

function workerBench(): Promise<Bench> {
  return new Promise((resolve, reject) => {
    address ??= URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(address, { name: "piecewise" });
    const bench: Bench = {
      post: (message) => worker.postMessage(message),
      receive: () => {},
      fail: () => {},
      dispose: () => worker.terminate(),
      thread: "worker",
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "ready") resolve(bench);
      else bench.receive(data);
    };
    worker.onerror = (event) => {
      // Before the worker is ready it was refused; settled promises do not mind.
      event.preventDefault();
      reject(new Error(event.message));
      bench.fail(event.message || "the worker stopped");
    };
  });
}

/** The same messages, answered here in slices. */
export function pageBench(): Bench {
  let disposed = false;
  const others = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const bench: Bench = {
    post: (message) => queueMicrotask(() => disposed || handle(message)),
    receive: () => {},
    fail: () => {},
    dispose() {
      disposed = true;
    },
    thread: "page",
  };
  const handle = serve(TASKS, (message) => disposed || bench.receive(message), SLICE_MS, others);
  return bench;
}
