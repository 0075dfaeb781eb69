// rules.ts: what fields of a figure's state may be, and what is said where one is not.

/** Whether a value passes; `rule` says which do, as what stands after "must be". */
export interface Rule<V> {
  (value: V): boolean;
  readonly rule: string;
}

export const ruled = <V>(rule: string, passes: (value: V) => boolean): Rule<V> => Object.assign(passes, { rule });

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

/** Finite numbers, any number of them. */
export const finite: Rule<unknown> = ruled(
  "finite numbers",
  (value) => Array.isArray(value) && value.every(Number.isFinite),
);

/** What readers know a field as, where its name does not say it. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ units: "the number of ReLUs", selected: "the chosen ReLU" },
  ...{ rate: "the learning rate", batch: "rows a step", pace: "steps a frame", steps: "steps taken" },
  ...{ source: "what is learned", target: "the formula", test: "percent held out", stop: "the last epoch" },
  ...{ at: "the place that is looked at", across: "the input across", up: "the input up", by: "the way to the sum" },
  ...{ own: "the reader's own table", until: "the number of epochs", vary: "whether images vary", set: "the images" },
  ...{ strokes: "what is drawn", centre: "the middle of what is seen", yaw: "the turn", pitch: "the tilt" },
};

/** A field of a state that is not what it must be. */
export class FieldError extends RangeError {
  /** The same for readers: the field by what they know it as. */
  readonly words: string;

  /**
   * @param figure the function whose state it is; `field` its name, with a point before a part of it
   * @param must what stands after the field, "must be …"
   */
  constructor(figure: string, field: string, must: string, got: unknown) {
    const rest = `${must}, got ${shown(got)}`;
    super(`${figure}: state.${field} ${rest}`);
    const known = WORDS[field.split(".")[0]];
    this.words = known ? `${known} (${field}) ${rest}` : `${field} ${rest}`;
  }
}

/** What an error says to readers, who have called no function. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error as Partial<FieldError>).words ?? error.message.replace(/^[a-z]\w*: /, "");
}

const shown = (value: unknown): string =>
  (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 40);
