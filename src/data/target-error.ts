// target-error.ts: what is wrong with a typed formula, and at which of its characters.

/** A formula that cannot be read. The message is one line: the character (from 1), what is wrong, what to do. */
export class TargetError extends RangeError {
  override readonly name = "TargetError";
  /** Index, in the text as it was given, of the first character at fault; the text's length where something is missing. */
  readonly at: number;
  /** How many characters are at fault; 0 where something is missing. */
  readonly length: number;

  /** @param problem what is wrong and what to do, in words that hold the formula's text only through `quoted` */
  constructor(problem: string, at: number, length = 1) {
    super(`character ${at + 1}: ${problem}`);
    this.at = at;
    this.length = length;
  }
}
