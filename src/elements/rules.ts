// rules.ts: what fields of a figure's state may be, as its errors say it.

/** Whether a value passes; `rule` says which do, as what stands after "must be". */
export interface Rule<V> {
  (value: V): boolean;
  readonly rule: string;
}

const ruled = <V>(rule: string, passes: (value: V) => boolean): Rule<V> => Object.assign(passes, { rule });

/** One of these. */
export const among = (choices: readonly unknown[]): Rule<unknown> =>
  ruled(`one of ${choices.join(", ")}`, (value) => choices.includes(value));

/** A number between these, both included. */
export const within = (lo: number, hi: number): Rule<number> =>
  ruled(`a number from ${lo} to ${hi}`, (value) => value >= lo && value <= hi);

/** A whole number between these, both included; without an end unless said. */
export const whole = (lo: number, hi = Number.MAX_SAFE_INTEGER): Rule<number> =>
  ruled(
    `a whole number ${hi === Number.MAX_SAFE_INTEGER ? `>= ${lo}` : `from ${lo} to ${hi}`}`,
    (value) => Number.isSafeInteger(value) && value >= lo && value <= hi,
  );
