// track.ts: the stops of a numeric control, counted 0, 1, 2 … from its min, and where a value lies among them.
import type { NumberControl } from "./control.ts";
import { decimals, dustless, tidy } from "./number.ts";

/** How many moves lead from the first stop to the last; in a log-slider at least about 100, and 20 a decade. */
export function lastStop(control: NumberControl): number {
  if (control.kind !== "log-slider") return Math.floor(dustless((control.max - control.min) / control.step));
  const decades = decadesOf(control);
  return decades === 0 ? 0 : Math.max(1, Math.round(20 * Math.ceil(5 / decades) * decades));
}

/** The value at stop k, dust-free; k beyond an end is that end. Log-sliders round to three digits or as many as tell stops apart. */
export function stop(control: NumberControl, k: number): number {
  const last = lastStop(control);
  const at = Math.min(Math.max(k, 0), last);
  const { min, max } = control;
  if (control.kind !== "log-slider") {
    return tidy(min + at * control.step, Math.max(decimals(min), decimals(control.step)));
  }
  if (at === 0 || at === last) return at === 0 ? min : max;
  const decades = decadesOf(control);
  const digits = Math.min(3 + Math.max(0, Math.ceil(-Math.log10(decades))), 15);
  return Number((min * 10 ** ((decades * at) / last)).toPrecision(digits));
}

/** The stop at which a value lies, a fraction where it lies between two. */
export function position(control: NumberControl, value: number): number {
  if (control.kind !== "log-slider") return dustless((value - control.min) / control.step);
  const decades = decadesOf(control);
  return decades === 0 ? 0 : (lastStop(control) * (Math.log10(value) - Math.log10(control.min))) / decades;
}

/** The stop nearest to a value, as a value. */
export function nearest(control: NumberControl, value: number): number {
  return stop(control, Math.round(position(control, value)));
}

/** `value` moved by `steps` stops (a fraction counts as a whole one); from between two stops the first move ends on the next. */
export function nudged(control: NumberControl, value: number, steps: number): number {
  const at = position(control, value);
  const near = Math.round(at);
  // The rounded values of a log-slider lie beside their stops.
  const from = stop(control, near) === value ? near : steps > 0 ? Math.floor(at) : Math.ceil(at);
  return steps === 0 ? value : stop(control, from + Math.sign(steps) * Math.ceil(Math.abs(steps)));
}

/** Where on the track a value lies, 0 to 1. */
export function fraction(control: NumberControl, value: number): number {
  const { min, max } = control;
  if (min === max) return 0;
  const part =
    control.kind === "log-slider" ? position(control, value) / lastStop(control) : (value - min) / (max - min);
  return Math.min(Math.max(part, 0), 1);
}

/** Where the fill of the track begins: at zero, or at the end nearest to it; a log-slider's at its min. */
export function origin(control: NumberControl): number {
  return control.kind === "log-slider" ? 0 : fraction(control, 0);
}

const decadesOf = ({ min, max }: { min: number; max: number }): number => Math.log10(max) - Math.log10(min);
