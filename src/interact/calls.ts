// calls.ts: calling the author's function, at once or by promise, so that the latest call wins.

export interface Calls {
  readonly output: unknown;
  readonly error: unknown;
  call(values: unknown): void;
}

/**
 * `call(values)` calls fn; its result, or that of its promise, goes to `show`, what it (or `show`) throws to `fail`. What
 * arrives after the result of a later call is dropped.
 */
export function createCalls(
  fn: (values: unknown) => unknown,
  show: (output: unknown) => void,
  fail: (error: unknown) => void,
): Calls {
  const calls = { output: undefined as unknown, error: undefined as unknown, call };
  let begun = 0;
  let latest = 0;

  function call(values: unknown): void {
    const turn = ++begun;
    const succeed = (output: unknown) => {
      if (turn < latest) return;
      latest = turn;
      show(output);
      calls.output = output;
      calls.error = undefined;
    };
    const stumble = (error: unknown) => {
      if (turn < latest) return;
      latest = turn;
      calls.error = error ?? new Error("interact: fn threw nothing");
      fail(calls.error);
    };
    try {
      const result = fn(values);
      if (isThenable(result)) Promise.resolve(result).then(succeed).catch(stumble);
      else succeed(result);
    } catch (error) {
      stumble(error);
    }
  }
  return calls;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === "function";
