// descent-board.ts: how far a run has come: its loss in figures and over the steps, and the frequencies that it has learned.
import type { ReluSum } from "../../core/index.ts";
import { target } from "../../data/index.ts";
import type { Hue } from "../../plot/index.ts";
import { logPlot } from "../log-plot.ts";
import { concise, count } from "../numbers.ts";
import type { LearnState } from "../work/learn-task.ts";
import type { Domain } from "./descent-picture.ts";
import { made } from "./frame.ts";
import { frequenciesOf, learnedShares } from "./frequencies.ts";

export interface Board {
  readonly readout: HTMLElement;
  readonly chart: HTMLElement;
  readonly frequencies: HTMLElement;
  readonly status: HTMLElement;
  /** Another run, of a formula; what was remembered is let go. */
  begin(formula: string): void;
  /** One more point of the charts. */
  remember(state: LearnState, model: ReluSum): void;
  /** Says and draws what is remembered. Charts of a run that goes on (`going`) are drawn some times a second. */
  show(going: boolean): void;
  /** The least loss that there is, as a line in the chart; NaN for none. */
  best: number;
}

/** Points of the charts, at most; of older ones every second is let go. */
const REMEMBERED = 600;
const RECENT = 20;

/** Between two pictures of the charts of a run that goes on. */
const CHART_MS = 100;

/** Steps that the charts show at least. */
const LEAST_STEPS = 100;

export function descentBoard(domain: Domain): Board {
  let history: { readonly step: number; readonly loss: number; readonly shares: readonly number[] }[] = [];
  let frequencies: readonly number[] = [];
  let goal: (x: number) => number = () => Number.NaN;
  let drawn = Number.NEGATIVE_INFINITY;
  const loss = made("output", "value");
  const was = made("span", "soft num");
  const status = made("p", "pw-note verdict");
  status.setAttribute("role", "status");
  const chart = logPlot([], { ylog: true, xlabel: "steps", ylabel: "loss", height: 150, description: "" });
  const rise = logPlot([], {
    ...{ ylim: [0, 1.1], xlabel: "steps", ylabel: "share of each frequency that is learned" },
    ...{ height: 170, description: "" },
  });
  rise.hidden = true;

  function show(going: boolean): void {
    const [first, last] = [history[0], history.at(-1)];
    if (!last) return;
    loss.textContent = concise(last.loss, 3);
    const began = last.step > first.step ? `was ${concise(first.loss, 3)}; ` : "";
    was.textContent = `${began}step ${count(last.step)}`;
    const now = performance.now();
    if (going && now - drawn < CHART_MS) return;
    drawn = now;
    const steps = history.map(({ step }) => step);
    const xlim = [first.step, Math.max(first.step + LEAST_STEPS, last.step)] as const;
    const line = Number.isFinite(board.best)
      ? [{ x: xlim, y: [board.best, board.best], kind: "target", label: "best" } as const]
      : [];
    const losses = history.map((at) => at.loss);
    chart.update([{ x: steps, y: losses, kind: "error", now: true }, ...line], {
      xlim,
      description: `Loss over the steps: ${concise(first.loss)} at step ${first.step}, ${concise(last.loss)} at step ${last.step}.`,
    });
    if (frequencies.length === 0) return;
    const parts = frequencies.map((w, i) => `${Math.round(100 * last.shares[i])} % of ${w}`);
    rise.update(
      frequencies.map((w, i) => ({
        x: steps,
        y: history.map(({ shares }) => shares[i]),
        unit: (i + 1) as Hue,
        label: `${concise(w)}x`,
      })),
      { xlim, description: `Learned of each frequency: ${parts.join(", ")}.` },
    );
  }

  const board: Board = {
    readout: made("div", "readout", made("span", "soft", "The loss that is lowered"), loss, was),
    chart,
    frequencies: rise,
    status,
    begin(formula) {
      history = [];
      board.best = Number.NaN;
      const f = target(formula);
      goal = (x) => f(x);
      frequencies = frequenciesOf(formula);
      rise.hidden = frequencies.length === 0;
    },
    remember({ steps, loss }, model) {
      history.push({ step: steps, loss, shares: learnedShares(model, goal, frequencies, domain) });
      if (history.length > REMEMBERED) {
        history = history.filter((_, i) => i % 2 === 0 || i > history.length - RECENT);
      }
    },
    show,
    best: Number.NaN,
  };
  return board;
}

/** What is to be said of a state, in a sentence or two. */
export function statusWords({ speed, status, steps }: LearnState, rows: number): string {
  const fast =
    speed > 0
      ? `${count(Number(speed.toPrecision(2)))} steps a second, ${count(rows)} ${rows === 1 ? "row" : "rows"} each. `
      : "";
  if (status === "diverged") {
    return `${fast}Diverged: the numbers left the finite ones. Rewind, and take a smaller rate.`;
  }
  if (status === "converged") return `${fast}Arrived: every slope is zero.`;
  return fast + (steps === 0 ? "At the start. Arrows show where each slider will go." : "");
}
