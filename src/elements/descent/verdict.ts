// verdict.ts: what a learning rate does, measured from the steps that were taken, and foretold from the curvature.

export type Verdict = "at the start" | "arrived" | "too small" | "good" | "overshooting" | "diverging" | "rattling";

/** One point of a run: the loss there and its derivative along the steepest direction. */
export interface Trod {
  readonly loss: number;
  readonly steepest: number;
}

/** A step that lowers the loss by less than this share of it is slow. */
const SLOW = 0.02;

/** Steps that are looked back at. */
const LOOK_BACK = 4;

/**
 * Names the last steps. The loss grows, step upon step: diverging. The slope along the steepest direction changes its sign
 * at a step: overshooting, from one side of the valley to the other. That, with a loss that does not fall: rattling, as steps
 * of a size that does not shrink do at the bottom of an absolute error.
 *
 * @param trail what was met, oldest first; the last is where the run stands
 * @param left how far the loss is above the least it can be, as a share of what it was at the start; NaN where nobody knows
 */
export function measured(trail: readonly Trod[], left: number): Verdict {
  if (trail.length < 2) return "at the start";
  if (left < 1e-4) return "arrived";
  const recent = trail.slice(-LOOK_BACK);
  const [before, now] = recent.slice(-2);
  const crossed = before.steepest * now.steepest < 0;
  const grew = recent.every(({ loss }, i) => i === 0 || !(loss <= recent[i - 1].loss));
  if (!Number.isFinite(now.loss) || (grew && crossed && now.loss > before.loss * 1.02)) return "diverging";
  if (crossed && now.loss >= recent[0].loss * (1 - SLOW) && Number.isNaN(left)) return "rattling";
  if (crossed) return grew ? "diverging" : "overshooting";
  if (grew) return Number.isNaN(left) ? "rattling" : "diverging";
  return (before.loss - now.loss) / before.loss < SLOW ? "too small" : "good";
}

/**
 * What a rate will do to a quadratic loss whose steepest direction curves by `curvature`: each step multiplies the way still
 * to go along it by 1 − rate·curvature. Below 0 it overshoots, below −1 it ends farther off than it began.
 */
export function foretold(rate: number, curvature: number): "too small" | "good" | "overshooting" | "diverging" {
  const reach = rate * curvature;
  if (reach > 2) return "diverging";
  if (reach > 1) return "overshooting";
  return 1 - (1 - reach) ** 2 < SLOW ? "too small" : "good";
}

/** The verdict as a sentence for the reader. */
export function inWords(verdict: Verdict, rate: number, limit: number): string {
  const [over, lost] = [1 / limit, 2 / limit].map((value) => value.toPrecision(2));
  switch (verdict) {
    case "at the start":
      return "Press One step: each slider moves against its slope, by the learning rate times that slope.";
    case "arrived":
      return "Arrived: the slopes are nearly zero, and so are the steps.";
    case "too small":
      return `Slow: a step takes off less than ${SLOW * 100} % of the loss. A larger learning rate would be quicker, while it stays below ${over}.`;
    case "good":
      return `Downhill, without overshooting. Up to ${over} the steps stop short of the bottom.`;
    case "overshooting":
      return `Overshooting: the step jumps across the valley to the other side. Above ${over} it does, and below ${lost} it still arrives.`;
    case "diverging":
      return `Diverging: every jump lands higher than it began. Above ${lost} nothing can save it; rewind, and take less than ${rate.toPrecision(2)}.`;
    case "rattling":
      return "Rattling: these slopes do not shrink near the bottom, so steps of one size jump to and fro. A schedule that lowers the rate lets it settle.";
  }
}
