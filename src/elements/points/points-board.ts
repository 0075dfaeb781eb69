// points-board.ts: how well the points are told apart: losses in figures and over the epochs.
import { lostCore, onCores } from "../core-words.ts";
import { made } from "../descent/frame.ts";
import { logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import type { DenseState } from "../work/dense-task.ts";

export interface Board {
  readonly element: HTMLElement;
  /** Another run: what was remembered is let go. */
  begin(): void;
  /** Of no points there is nothing to tell. */
  clear(): void;
  remember(state: DenseState): void;
  /** Says and draws what is remembered; the chart of a run that goes on (`going`) some times a second. */
  show(going: boolean): void;
  /** The last state in a sentence. */
  readonly words: string;
}

/** Points of the chart, at most; of older ones every second is let go. */
const REMEMBERED = 400;
const RECENT = 20;
const CHART_MS = 200;
/** Epochs that the chart shows at least. */
const LEAST_EPOCHS = 10;

export function pointsBoard(): Board {
  let history: { readonly epoch: number; readonly train: number; readonly test: number }[] = [];
  let last: DenseState | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  const [test, train] = [made("output", "value"), made("output", "value second plain")];
  const [testMore, trainMore] = [made("span", "soft num"), made("span", "soft num")];
  const status = made("p", "pw-note verdict");
  status.setAttribute("role", "status");
  const chart = logPlot([], { ylog: true, xlabel: "epochs", ylabel: "loss", height: 170, description: "" });
  const readout = made(
    "div",
    "readout pair",
    made("div", "", made("span", "soft", "loss on test points"), test, testMore),
    made("div", "", made("span", "soft", "on those learned from"), train, trainMore),
  );
  const share = (accuracy: number | undefined) =>
    accuracy === undefined ? "" : `${concise(100 * accuracy, 3)} % right`;

  return {
    element: made("div", "pw-side-part", readout, chart, status),
    begin() {
      history = [];
      last = undefined;
    },
    clear() {
      test.textContent = train.textContent = "none";
      for (const part of [testMore, trainMore, status]) part.textContent = "";
      chart.update([], { description: "" });
    },
    remember(state) {
      last = state;
      const at = { epoch: state.epoch, train: state.train.loss, test: state.test?.loss ?? Number.NaN };
      if (history.at(-1)?.epoch === at.epoch) history[history.length - 1] = at;
      else history.push(at);
      if (history.length > REMEMBERED) history = history.filter((_, i) => i % 2 === 0 || i > history.length - RECENT);
    },
    show(going) {
      if (!last) return;
      test.textContent = last.test ? concise(last.test.loss, 3) : "none";
      train.textContent = concise(last.train.loss, 3);
      testMore.textContent = share(last.test?.accuracy);
      trainMore.textContent = share(last.train.accuracy);
      const now = performance.now();
      if (going && now - drawn < CHART_MS) return;
      drawn = now;
      status.textContent = statusWords(last);
      const x = history.map(({ epoch }) => epoch);
      const xlim = [x[0], Math.max(x[0] + LEAST_EPOCHS, x[x.length - 1])] as const;
      chart.update(
        [
          { x, y: history.map(({ train }) => train), label: "train" },
          ...(last.test
            ? [{ x, y: history.map(({ test }) => test), kind: "error", label: "test", now: true } as const]
            : []),
        ],
        { xlim, description: this.words },
      );
    },
    get words() {
      if (!last) return "";
      const tested = last.test ? `, ${concise(last.test.loss)} on test points` : "";
      return `After ${epochs(last.epoch)} the loss is ${concise(last.train.loss)} on the points learned from${tested}.`;
    },
  };
}

const epochs = (epoch: number): string => `${concise(epoch, 4)} ${epoch === 1 ? "epoch" : "epochs"}`;

function statusWords(state: DenseState): string {
  const { status, epoch, steps, speed } = state;
  if (status === "diverged") {
    return `Diverged after ${count(steps)} steps: the numbers left what can be computed with. A smaller rate, and Rewind.`;
  }
  const pace = speed > 0 ? `, ${count(speed)} steps a second${onCores(state)}` : "";
  const rest = status === "converged" ? " At rest: no slope is left." : "";
  return `${lostCore(state)}${epochs(epoch)[0].toUpperCase()}${epochs(epoch).slice(1)}, ${count(steps)} steps${pace}.${rest}`;
}
