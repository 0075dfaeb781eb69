// values.ts: the values that one control takes: checking them, keeping them, saying which, writing them into an address.
import { type Control, described, type NumberControl, same } from "./control.ts";
import { shown } from "./number.ts";

/** What the control takes, in words: "takes −1.2 to 3.6". */
export function accepts(control: Control): string {
  if ("min" in control)
    return `takes ${whole(control) ? "whole numbers from " : ""}${shown(control.min)} to ${shown(control.max)}`;
  if (control.kind === "checkbox") return "takes 0 or 1";
  if (control.kind === "dropdown")
    return `takes ${short(control.options.map(([label]) => label).join(", ") || "nothing")}`;
  return control.kind === "text" ? "takes text" : "is fixed";
}

/** A text cut to what a note can hold. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** value within the control's range, a whole number where the control's are; a value between steps stays as it is. */
export function clamped(control: NumberControl, value: number): number {
  return Math.min(Math.max(whole(control) ? Math.round(value) : value, control.min), control.max) + 0;
}

/**
 * `value` as the control takes it: numbers clamped, all else as it is.
 *
 * @throws {TypeError | RangeError} if it is of another type, NaN or not among the options
 */
export function checkedValue(where: string, control: Control, value: unknown): unknown {
  if (!fits(control, value))
    throw new (typeof value === typeof control.value ? RangeError : TypeError)(
      `${where} ${accepts(control)}, got ${described(value)}`,
    );
  return "min" in control ? clamped(control, value as number) : value;
}

/** The old value where the control, which may have changed, still takes it (clamped to its range), else its start. */
export function kept(control: Control, old: unknown): unknown {
  return fits(control, old) ? ("min" in control ? clamped(control, old as number) : old) : control.value;
}

/** The value as an address holds it: numbers in full, 1 or 0, an option's label. */
export function written(control: Control, value: unknown): string {
  if (control.kind === "checkbox") return value ? "1" : "0";
  if (control.kind === "dropdown") return control.options.find((option) => same(option[1], value))?.[0] ?? "";
  return String(value);
}

/**
 * The value that `written` wrote, as an array of one; undefined if the control does not take it. Nothing is clamped: an
 * address that asks for too much is wrong.
 */
export function readBack(control: Control, text: string): readonly [value: unknown] | undefined {
  if ("min" in control) {
    const value = /^-?[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    return clamped(control, value) === value ? [value + 0] : undefined;
  }
  if (control.kind === "checkbox") return text === "0" || text === "1" ? [text === "1"] : undefined;
  if (control.kind === "text") return [text];
  const option = control.kind === "dropdown" && control.options.find(([label]) => label === text);
  return option ? [option[1]] : undefined;
}

function fits(control: Control, value: unknown): boolean {
  if (control.kind === "dropdown") {
    return control.options.some((option) => same(option[1], value)) || (value === null && control.options.length === 0);
  }
  if (control.kind === "fixed") return same(value, control.value);
  return typeof value === typeof control.value && !Number.isNaN(value);
}

const whole = (control: NumberControl): boolean => control.kind === "int-slider";
