// fit-state.ts: the state of a fit figure, as plain data.
import { checkedSource, type Source } from "./source.ts";

export interface FitState {
  readonly source: Source;
  /** How many ReLUs at most. */
  readonly units: number;
  /** Where the reader has put the knots; null for the best places. */
  readonly knots: readonly number[] | null;
  /** The unit that is coloured where there are more than seven. */
  readonly selected: number;
  readonly sum: boolean;
  readonly parts: boolean;
  readonly residuals: boolean;
}

/**
 * A state from outside, of `most` units at most.
 *
 * @throws {TypeError | RangeError} if it is none
 */
export function checkedState(value: unknown, most: number): FitState {
  const {
    source,
    units,
    knots = null,
    selected = 0,
    sum = true,
    parts = true,
    residuals = false,
  } = (value ?? {}) as Partial<FitState>;
  if (!Number.isInteger(units) || units! < 1 || units! > most) {
    throw new RangeError(`fitFigure: units must be a whole number from 1 to ${most}, got ${String(units)}`);
  }
  if (knots !== null && !(Array.isArray(knots) && knots.length <= most && knots.every(Number.isFinite))) {
    throw new RangeError("fitFigure: knots must be null or finite numbers, got something else");
  }
  if (!Number.isInteger(selected) || selected < 0) {
    throw new RangeError(`fitFigure: selected must be a whole number from 0, got ${String(selected)}`);
  }
  for (const [name, flag] of Object.entries({ sum, parts, residuals })) {
    if (typeof flag !== "boolean") throw new TypeError(`fitFigure: ${name} must be true or false, got ${String(flag)}`);
  }
  try {
    return {
      source: checkedSource(source),
      units: units!,
      knots: knots && [...knots],
      selected,
      sum,
      parts,
      residuals,
    };
  } catch (error) {
    throw new RangeError(`fitFigure: ${(error as Error).message}; what it needs must be there, got none of it`);
  }
}
