// schedules.ts: how the learning rate changes from step to step.
import { nonNegative, numberThat, positive, record, wholeFrom } from "./check.ts";

/** What the learning rate is multiplied by, given how many steps were taken before. */
export type Schedule = (step: number) => number;

const always: Schedule = () => 1;

/** The learning rate as it is. */
export function constant(): Schedule {
  return always;
}

/**
 * A staircase: factor^⌊t / every⌋, as PyTorch's `StepLR`.
 *
 * @param every steps on each stair, a whole number from 1
 * @param factor what each stair multiplies by, above 0
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if an option is out of range
 */
export function step(options: { readonly every: number; readonly factor?: number }): Schedule {
  const { every, factor = 0.1 } = record(options, "step: options", ["every", "factor"]);
  const length = wholeFrom(1, every, "step: every");
  const base = positive(factor, "step: factor");
  return (t) => base ** Math.floor(t / length);
}

/**
 * Half a cosine from 1 down to `last`: last + (1 − last)·(1 + cos(π·t/steps))/2.
 * Loshchilov & Hutter (2016), arXiv:1608.03983, without restarts. PyTorch's `CosineAnnealingLR` climbs again after
 * `steps`; this stays at `last`.
 *
 * @param steps where it arrives, a whole number from 1
 * @param last where it arrives at, 0 or more
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if an option is out of range
 */
export function cosine(options: { readonly steps: number; readonly last?: number }): Schedule {
  const { steps, last = 0 } = record(options, "cosine: options", ["steps", "last"]);
  const length = wholeFrom(1, steps, "cosine: steps");
  const end = nonNegative(last, "cosine: last");
  return (t) => between(1, end, Math.min(t / length, 1));
}

/**
 * Up to 1 and down again along cosines: Smith & Topin (2017), arXiv:1708.07120, as PyTorch's `OneCycleLR`, whose `max_lr`
 * is the optimizer's learning rate here. From 1/`divide` to 1 over the first `rise` of the steps, then down to
 * 1/(`divide`·`finalDivide`), and there it stays. Momentum is left alone (PyTorch cycles it too, unless told not to).
 *
 * @param steps the whole cycle, a whole number from 2
 * @param rise which share of it climbs, in (0, 1)
 * @throws {TypeError} if an option is unknown or no number
 * @throws {RangeError} if an option is out of range
 */
export function oneCycle(options: {
  readonly steps: number;
  readonly rise?: number;
  readonly divide?: number;
  readonly finalDivide?: number;
}): Schedule {
  const given = record(options, "oneCycle: options", ["steps", "rise", "divide", "finalDivide"]);
  const length = wholeFrom(2, given.steps, "oneCycle: steps");
  const rise = numberThat(given.rise ?? 0.3, "oneCycle: rise", "in (0, 1)", (v) => v > 0 && v < 1);
  const first = 1 / positive(given.divide ?? 25, "oneCycle: divide");
  const final = first / positive(given.finalDivide ?? 1e4, "oneCycle: finalDivide");
  const top = rise * length - 1;
  return (t) => {
    if (t < top) return between(first, 1, t / top);
    return between(1, final, Math.min((t - top) / (length - 1 - top), 1));
  };
}

/** Half a cosine from `a` at 0 to `b` at 1, exact at both ends. */
function between(a: number, b: number, t: number): number {
  const share = (1 + Math.cos(Math.PI * t)) / 2;
  return a * share + b * (1 - share);
}
