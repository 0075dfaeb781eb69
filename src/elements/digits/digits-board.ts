// digits-board.ts: how far the network has come: the share that it names right, and its errors epoch by epoch.
import { made } from "../descent/frame.ts";
import { logPlot } from "../log-plot.ts";
import { count } from "../numbers.ts";
import type { DigitsState as Learned } from "../work/digits-task.ts";
import { percent } from "./digits-picture.ts";

export interface Board {
  readonly readout: HTMLElement;
  readonly chart: HTMLElement;
  /** Another run; what was remembered is let go. */
  begin(): void;
  /** One more point of the chart. */
  remember(state: Learned, epoch: number): void;
  /** Says and draws what is remembered; `tests` is the number of test images. */
  show(tests: number): void;
}

/** Points of the chart, at most; of older ones every second is let go. */
const REMEMBERED = 600;
const RECENT = 20;

export function digitsBoard(): Board {
  let history: { readonly epoch: number; readonly test: number; readonly train: number; readonly steps: number }[] = [];
  const value = made("output", "value plain");
  const more = made("span", "soft num");
  const chart = logPlot([], {
    ...{ ylog: true, xlabel: "epochs", ylabel: "share named wrong", height: 170, description: "" },
  });
  return {
    readout: made("div", "readout", made("span", "soft", "Test images named right"), value, more),
    chart,
    begin() {
      history = [];
      value.textContent = "…";
      more.textContent = "\u00a0"; // the line keeps its place
    },
    remember({ accuracy, steps }, epoch) {
      history.push({ epoch, steps, ...accuracy });
      if (history.length > REMEMBERED) {
        history = history.filter((_, i) => i % 2 === 0 || i > history.length - RECENT);
      }
    },
    show(tests) {
      const last = history.at(-1);
      if (!last) return;
      value.textContent = percent(last.test, 1);
      more.textContent = `${count(last.test * tests)} of ${count(tests)}; epoch ${last.epoch.toFixed(1)}, step ${count(last.steps)}`;
      const x = history.map(({ epoch }) => epoch);
      chart.update(
        [
          { x, y: history.map(({ train }) => 1 - train), kind: "target", label: "training" },
          { x, y: history.map(({ test }) => 1 - test), kind: "error", label: "test", now: true },
        ],
        {
          ...{ xlim: [0, Math.max(1, last.epoch)], ylim: [1e-3, 1] },
          description: `After ${last.epoch.toFixed(1)} epochs ${percent(1 - last.test, 1)} of the test images are named wrong, and ${percent(1 - last.train, 1)} of those that it learns from.`,
        },
      );
    },
  };
}
