// model.ts: the controls of one figure and their values, where a control may be a function of the other values.
import { type Control, controlAt, described, same } from "./control.ts";
import { checkedValue, kept } from "./values.ts";

/** A new value for a control, as an array of one, or undefined to keep what it has. */
export type Propose = (name: string, control: Control) => readonly [value: unknown] | undefined;

export interface Model {
  readonly names: readonly string[];
  /** Names whose control is not `fixed` for good. */
  readonly controlled: readonly string[];
  /** The control that each name has at the values of now. */
  control(name: string): Control | undefined;
  /** Frozen; a new object after each change. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Takes the proposed values and works the controls out anew. True if a value changed. */
  settle(propose?: Propose): boolean;
  /**
   * Takes values by name, all or none of them: numbers are clamped, what a control that is now fixed is given is remembered.
   *
   * @throws {TypeError | RangeError} if a name is unknown or its control does not take the value
   */
  assign(values: unknown): void;
}

/** Proposes the start of every control. */
export const toStart: Propose = (_, control) => [control.value];

/** The value is the one that a reset would give. */
export function atStart(model: Model, name: string): boolean {
  const control = model.control(name);
  return !control || control.kind === "fixed" || same(model.values[name], control.value);
}

/**
 * The state behind `interact`. Controls given as functions see all values as they now are. They are worked out in the
 * order of their names, again and again until nothing changes, but no more often than there are names and once more: so any
 * chain settles, in whatever order it is written, and a circle that never would stops after that many rounds. In the very first
 * round a function finds undefined for the values of functions written after it; what it throws counts in the last round only.
 *
 * A value is kept while its control takes it, else clamped to the new range, else the control's start. While a control is
 * `fixed` its last value is remembered, and comes back with the control.
 */
export function createModel(
  abbreviations: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): Model {
  const names = Object.keys(abbreviations);
  const resolve = (name: string, values: ReadonlyMap<string, unknown>): Control => {
    const given = abbreviations[name];
    const abbreviation = typeof given === "function" ? given(Object.fromEntries(values)) : given;
    return controlAt(
      `interact: controls.${name}`,
      abbreviation,
      Object.hasOwn(defaults, name) ? defaults[name] : undefined,
    );
  };
  const steady = new Map(
    names.filter((name) => typeof abbreviations[name] !== "function").map((name) => [name, resolve(name, new Map())]),
  );
  const memory = new Map<string, unknown>();
  let controls = steady;
  let current = new Map([...steady].map(([name, control]) => [name, control.value]));
  let values: Readonly<Record<string, unknown>> = {};

  const settle = (propose?: Propose): boolean => {
    let next = current;
    let now = controls;
    let failure: readonly [unknown] | undefined;
    for (let round = 0; round <= names.length; round++) {
      const before = next;
      next = new Map(before);
      now = new Map();
      failure = undefined;
      for (const name of names) {
        try {
          const control = steady.get(name) ?? resolve(name, next);
          const proposed = control.kind === "fixed" ? undefined : propose?.(name, control);
          now.set(name, control);
          next.set(name, proposed ? proposed[0] : kept(control, memory.has(name) ? memory.get(name) : control.value));
        } catch (error) {
          failure ??= [error];
        }
      }
      if (!failure && names.every((name) => same(before.get(name), next.get(name)))) break;
    }
    if (failure) throw failure[0];
    const changed = names.some((name) => !same(values[name], next.get(name)));
    controls = now;
    current = next;
    for (const name of names) if (now.get(name)?.kind !== "fixed") memory.set(name, next.get(name));
    values = Object.freeze(Object.fromEntries(names.map((name) => [name, next.get(name)])));
    return changed;
  };

  const assign = (given: unknown): void => {
    if (typeof given !== "object" || given === null) {
      throw new TypeError(`interact: value must be an object of values by name, got ${described(given)}`);
    }
    const wanted = new Map(Object.entries(given));
    for (const [name, value] of wanted) {
      if (!names.includes(name)) {
        throw new RangeError(`interact: value must have names among ${names.join(", ")}, got ${described(name)}`);
      }
      const constant = steady.get(name);
      if (constant?.kind === "fixed") checkedValue(`interact: value.${name}`, constant, value);
    }
    settle((name, control) =>
      wanted.has(name) ? [checkedValue(`interact: value.${name}`, control, wanted.get(name))] : undefined,
    );
    for (const [name, value] of wanted) if (controls.get(name)?.kind === "fixed") memory.set(name, value);
  };
  settle();
  return {
    names,
    controlled: names.filter((name) => steady.get(name)?.kind !== "fixed"),
    control: (name) => controls.get(name),
    get values() {
      return values;
    },
    settle,
    assign,
  };
}
