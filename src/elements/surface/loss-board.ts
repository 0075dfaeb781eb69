// loss-board.ts: how far a run of dense learning has come: its loss in figures and over the steps.
import { lostCore, onCores } from "../core-words.ts";
import { made } from "../descent/frame.ts";
import { logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import type { DenseState } from "../work/dense-task.ts";

export interface LossBoard {
  readonly readout: HTMLElement;
  readonly chart: HTMLElement;
  readonly status: HTMLElement;
  /** Another run; what was remembered is let go. */
  begin(): void;
  remember(state: DenseState): void;
  /** Says and draws what is remembered. The chart of a run that goes on is drawn some times a second. */
  show(going: boolean): void;
}

/** Points of the chart, at most; of older ones every second is let go. */
const REMEMBERED = 600;
const RECENT = 20;
const CHART_MS = 100;
const LEAST_STEPS = 100;

/** @param rows how many rows a run learns from, for its words */
export function lossBoard(rows: () => number): LossBoard {
  let history: { readonly step: number; readonly loss: number }[] = [];
  let drawn = Number.NEGATIVE_INFINITY;
  let last: DenseState | undefined;
  const loss = made("output", "value");
  const was = made("span", "soft num");
  const status = made("p", "pw-note verdict");
  status.setAttribute("role", "status");
  const chart = logPlot([], { ylog: true, xlabel: "steps", ylabel: "loss", height: 150, description: "" });
  return {
    readout: made("div", "readout", made("span", "soft", "Mean squared error"), loss, was),
    ...{ chart, status },
    begin() {
      history = [];
      drawn = Number.NEGATIVE_INFINITY;
    },
    remember(state) {
      last = state;
      history.push({ step: state.steps, loss: state.train.loss });
      if (history.length > REMEMBERED) {
        history = history.filter((_, i) => i % 2 === 0 || i > history.length - RECENT);
      }
    },
    show(going) {
      const [first, now] = [history[0], history.at(-1)];
      if (!now || !last) return;
      loss.textContent = concise(now.loss, 3);
      const began = now.step > first.step ? `was ${concise(first.loss, 3)}; ` : "";
      was.textContent = `${began}step ${count(now.step)}`;
      status.textContent = wordsOf(last, rows());
      const time = performance.now();
      if (going && time - drawn < CHART_MS) return;
      drawn = time;
      chart.update(
        [{ x: history.map(({ step }) => step), y: history.map((at) => at.loss), kind: "error", now: true }],
        {
          xlim: [first.step, Math.max(first.step + LEAST_STEPS, now.step)],
          description: `Loss over the steps: ${concise(first.loss)} at step ${first.step}, ${concise(now.loss)} at step ${now.step}.`,
        },
      );
    },
  };
}

function wordsOf(state: DenseState, rows: number): string {
  const { speed, status, steps } = state;
  const pace = `${count(Number(speed.toPrecision(2)))} steps a second${onCores(state)}, ${count(rows)} rows. `;
  const fast = (speed > 0 ? pace : "") + lostCore(state);
  if (status === "diverged")
    return `${fast}Diverged: the numbers left the finite ones. Rewind, and take a smaller rate.`;
  if (status === "converged") return `${fast}Arrived: every slope is zero.`;
  return fast + (steps === 0 ? "At the start, which the seed has drawn." : "");
}
