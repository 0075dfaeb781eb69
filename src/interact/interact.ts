// interact.ts: a function and its controls become a figure.
import { described } from "./control.ts";
import { live } from "./live.ts";
import { createModel } from "./model.ts";
import type { Arrangement } from "./rows.ts";
import type { Controls, InteractOptions, Values, View } from "./types.ts";
import { still } from "./view.ts";

const OPTIONS = ["defaults", "continuous", "url", "groups", "captions", "labels", "units", "reset"];

/**
 * Calls `fn` with the values of `controls`, shows what it returns, and does so again whenever a control moves: the first
 * time at once, then at most once a frame, with the latest values.
 *
 * `fn` may return a Node, a text or number, nothing, or a promise of these; of promises the latest call wins. A node that has
 * `patch(next: Node): boolean` may take over what `next` shows and return true; otherwise `next` replaces it. What `fn` throws
 * is shown, its last output stays, dimmed, and the controls stay alive.
 *
 * The element fires `input` as its `value` changes and `change` on release. A node in the output moves sliders by dispatching
 * a bubbling `pw-move` with the detail `{ values?: { name: number }, steps?: { name: number }, done?: boolean }`: values are
 * clamped and snapped, steps counted from where the slider stands, `done` is the release.
 *
 * @param controls abbreviations (see `controlFor`) by name, shown in the order of their keys; or functions of all values to
 * one, as in `{ lo: range(0, 9), hi: ({ lo }: { lo: number }) => range(lo, 10) }` (how these settle: `createModel`)
 * @returns the element; where there is no `document`, an object with `value`, `output`, `error` and `reset` whose
 * `toString()` is the same figure as HTML
 * @throws {TypeError | RangeError} if an argument or option is missing, unknown or not what may stand there, also where the
 * source of `fn` takes its values apart (`({ m, b }) => …`) and asks for one that has no control
 */
export function interact<const C extends Controls>(
  fn: (values: Values<C>) => unknown,
  controls: C,
  options: InteractOptions<Values<C>> = {},
): View<Values<C>> {
  if (typeof fn !== "function") throw new TypeError(`interact: fn must be a function, got ${described(fn)}`);
  if (typeof controls !== "object" || controls === null || Symbol.iterator in controls) {
    throw new TypeError(`interact: controls must be an object of controls by name, got ${described(controls)}`);
  }
  const names = Object.keys(controls);
  known("options", Object.keys(options), OPTIONS);
  const { defaults = {}, url, groups = {}, captions = {}, labels = {}, units = {}, reset = true } = options;
  known("defaults", Object.keys(defaults), names);
  known("labels", Object.keys(labels), names);
  known("units", Object.keys(units), names);
  known("groups", Object.values(groups).flat(), names);
  known("captions", Object.keys(captions), Object.keys(groups));
  known("values that fn asks for", asked(fn), names);

  const arrangement = { groups, captions, labels, units, reset, id: uniqueId(url) } as Arrangement;
  const call = fn as (values: unknown) => unknown;
  const model = createModel(controls, defaults);
  const view =
    typeof document === "undefined" ? still(call, model, arrangement) : live(call, model, arrangement, options);
  return view as View<Values<C>>;
}

function known(what: string, given: readonly string[], choices: readonly string[]): void {
  const unknown = given.find((name) => !choices.includes(name));
  if (unknown === undefined) return;
  throw new RangeError(`interact: ${what} must be among ${choices.join(", ") || "none"}, got ${described(unknown)}`);
}

/** What stands in a first parameter like `({ m, b: bias })`, but for names with a default; nothing where fn is written otherwise. */
function asked(fn: object): string[] {
  const source = Function.prototype.toString.call(fn);
  const pattern = /^(?:async\b)?\s*(?:function\b)?[\s*\w$]*\(\s*\{([^{}()[\]"'`/]*)\}/.exec(source)?.[1] ?? "";
  return pattern
    .split(",")
    .filter((part) => part.trim() !== "" && !/[=.]/.test(part))
    .map((part) => part.split(":")[0].trim());
}

const ids = new Map<string, number>();

/** `one-relu`, and `one-relu-2` for the second figure of that name on the page. */
function uniqueId(name: string | undefined): string {
  const stem = name ?? (typeof document === "undefined" ? "pw-still" : "pw");
  const count = (ids.get(stem) ?? 0) + 1;
  ids.set(stem, count);
  return name !== undefined && count === 1 ? name : `${stem}-${count}`;
}
