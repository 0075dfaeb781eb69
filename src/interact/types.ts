// types.ts: what the controls of a figure say about the values that its function is called with.
import type { Checkbox, Control, Draft, Dropdown, Fixed, NumberControl, TextField } from "./control.ts";

/** What may stand for a control: see `controlFor`. */
export type Abbreviation =
  | number
  | boolean
  | string
  | Draft<unknown>
  | Control
  | Iterable<unknown>
  | Readonly<Record<string, unknown>>;

/** Controls by name; one that depends on the others is a function of their values. */
export type Controls = Readonly<Record<string, Abbreviation | ((values: never) => Abbreviation)>>;

type Widened<T> = T extends number ? number : T extends boolean ? boolean : T extends string ? string : T;

/** The type of the value that a control's abbreviation leads to. */
export type ValueOf<A> = A extends (values: never) => infer R
  ? ValueOf<R>
  : A extends number | NumberControl
    ? number
    : A extends boolean | Checkbox
      ? boolean
      : A extends string | TextField
        ? string
        : A extends Draft<infer V> | Fixed<infer V> | Dropdown<infer V>
          ? Widened<V>
          : A extends Iterable<readonly [unknown, infer V]>
            ? Widened<V>
            : A extends Iterable<infer V>
              ? Widened<V>
              : A extends Readonly<Record<string, infer V>>
                ? Widened<V>
                : unknown;

/** The values that the function is called with. */
export type Values<C> = { readonly [K in keyof C]: ValueOf<C[K]> };

export interface InteractOptions<V> {
  /** The start of ranges, dropdowns and controls given as functions; see `controlFor`. */
  readonly defaults?: Readonly<Partial<V>>;
  /** Whether the function is called while a control moves; else on release only (readouts follow all the same). */
  readonly continuous?: boolean;
  /** The parameter of the page's address that holds the values: `?name=m:1.5,b:-0.2`. */
  readonly url?: string;
  /** Controls that belong together, by title; on a phone each group is a tab. */
  readonly groups?: Readonly<Record<string, readonly (keyof V & string)[]>>;
  /** A line beside a group's title, worked out from the values. */
  readonly captions?: Readonly<Record<string, (values: V) => string>>;
  /** What to call a control instead of its name. */
  readonly labels?: Readonly<Partial<Record<keyof V, string>>>;
  /** The hue of a control, 1 to 7, or 0 for ink; else the number in its name, else 1. */
  readonly units?: Readonly<Partial<Record<keyof V, number>>>;
  /** Whether each control can be reset; `"all"` adds a button that resets all. */
  readonly reset?: boolean | "all";
}

/** What `interact` adds to an element. */
export interface Members<V> {
  /** The values: a frozen plain object. Writable, also in part: `view.value = { m: 2 }` redraws and fires no event. */
  get value(): V;
  set value(values: Partial<V>);
  /** What the function last returned, or what its promise led to. */
  readonly output: unknown;
  /** What the function last threw; undefined once it succeeds. */
  readonly error: unknown;
  /** Puts every control at its start; fires no event. */
  reset(): void;
}

/** What `interact` returns. Where there is no document it is no element: it has `Members`, and `toString()` is its HTML. */
export type View<V> = HTMLElement & Members<V>;
