// worker.ts: what runs inside a worker. It is bundled into a string by tools/worker-plugin.mjs.
import { type FromWorker, serve, type ToWorker } from "./serve.ts";
import { TASKS } from "./tasks.ts";

const scope = globalThis as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent<ToWorker>) => void;
};

// A message to ourselves comes after those that wait already, and sooner than any timer.
const { port1, port2 } = new MessageChannel();
const others = () =>
  new Promise<void>((resolve) => {
    port1.onmessage = () => {
      const next = resolves;
      resolves = [];
      for (const resolve of next) resolve();
    };
    resolves.push(resolve);
    port2.postMessage(0);
  });
let resolves: (() => void)[] = [];

const receive = serve(TASKS, (message, transfer) => scope.postMessage(message, transfer), 12, others);
scope.onmessage = (event) => receive(event.data);
scope.postMessage({ type: "ready" });
