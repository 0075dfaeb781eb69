// spare.ts: pictures that are made only to be patched into the ones that stand there need no nodes of their own.

let made = false;

/** Runs `make`, whose result most likely is patched into what stands there. */
export function asSpare<T>(make: () => T): T {
  const before = made;
  made = true;
  try {
    return make();
  } finally {
    made = before;
  }
}

/** Whether what is made now is likely to be patched into something else. */
export const isSpare = (): boolean => made;
