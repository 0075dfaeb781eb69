// team.ts: several runs, each on a thread of its own, that take the same steps together.
import { show, wholeFrom } from "../check.ts";
import { fours, padded } from "./memory.ts";
import { checkedDense, type DenseModel, shapeOf } from "./shape.ts";

/** One of several runs of the same model, data and options: each works on its share of every batch, and all take the step that this gives. */
export interface Team {
  /** which one this is, from 0 */
  readonly index: number;
  /** how many there are */
  readonly size: number;
  /** Gives numbers to the others, waits for theirs, and returns those of all by their index; they hold until the call after the next. */
  readonly exchange: (values: Float32Array) => readonly Float32Array[];
}

/** Where the header's numbers lie: who has arrived, how often all have, whether it is over, how many there are, numbers of each. */
const [ARRIVED, ROUND, OVER, SIZE, COUNT] = [0, 1, 2, 3, 4];
const HEADER_BYTES = 64;
/** Looks at the others before a thread sleeps: a step is often over sooner than a thread wakes up. */
const LOOKS = 2000;
/** Who has not come by then never will, unless said. */
const PATIENCE_MS = 60_000;

/**
 * What a team of so many shares, for one run: hand it to each thread, which makes itself a member of it by `teamMember`.
 *
 * @param of the model that `train` will be given; or, for steps of one's own, how many numbers each gives in an exchange
 * @throws {TypeError} if an argument is not of its type
 * @throws {RangeError} if a number is no whole number from 1
 * @throws {Error} if there is no shared memory: a page has it where its server isolates it from others (`crossOriginIsolated`)
 */
export function teamMemory(of: DenseModel | number, size: number): SharedArrayBuffer {
  wholeFrom(1, size, "teamMemory: size");
  const count =
    typeof of === "number"
      ? fours(wholeFrom(1, of, "teamMemory: of"))
      : numbersOf(padded(shapeOf(checkedDense(of, "teamMemory"))).bytes);
  if (typeof SharedArrayBuffer === "undefined") {
    throw new Error("teamMemory: there must be shared memory, which pages have where they are crossOriginIsolated");
  }
  // Each has two places to write to, since the others may still read what it gave before.
  const memory = new SharedArrayBuffer(HEADER_BYTES + 2 * size * 4 * count);
  const header = new Int32Array(memory, 0, HEADER_BYTES / 4);
  header[SIZE] = size;
  header[COUNT] = count;
  return memory;
}

/** What is exchanged: gradients as they lie padded, and a number that is no number where a share left the finite ones. */
export const numbersOf = (bytes: number): number => bytes / 4 + 4;

/**
 * A member of the team that shares this memory, for `train`'s `team`; each index is one thread's. It waits for the others by
 * `Atomics.wait`, so not on a page's own thread.
 *
 * @param patienceMs how long it waits for the others in an exchange; Infinity for one that only follows, however long they rest
 * @throws {TypeError} if memory was not made by `teamMemory`
 * @throws {RangeError} if index is no whole number below the team's size
 */
export function teamMember(memory: SharedArrayBuffer, index: number, patienceMs: number = PATIENCE_MS): Team {
  if (typeof SharedArrayBuffer === "undefined" || !(memory instanceof SharedArrayBuffer)) {
    throw new TypeError(`teamMember: memory must be made by teamMemory, got ${show(memory)}`);
  }
  const header = new Int32Array(memory, 0, HEADER_BYTES / 4);
  const [size, count] = [header[SIZE], header[COUNT]];
  wholeFrom(0, index, "teamMember: index");
  if (index >= size) throw new RangeError(`teamMember: index must be below the team's size (${size}), got ${index}`);
  const places = [0, 1].map((side) =>
    Array.from(
      { length: size },
      (_, m) => new Float32Array(memory, HEADER_BYTES + 4 * count * (side * size + m), count),
    ),
  );
  let side = 0;
  return {
    index,
    size,
    exchange(values) {
      const all = places[side];
      side = 1 - side;
      all[index].set(values);
      arrive(header, size, patienceMs);
      return all;
    },
  };
}

/** Ends the waiting of all who share this memory: their exchange, this one or the next, throws a DismissalError. */
export function dismissTeam(memory: SharedArrayBuffer): void {
  const header = new Int32Array(memory, 0, HEADER_BYTES / 4);
  Atomics.store(header, OVER, 1);
  Atomics.add(header, ROUND, 1);
  Atomics.notify(header, ROUND);
}

/** Returns once all have come here. */
function arrive(header: Int32Array, size: number, patienceMs: number): void {
  const round = Atomics.load(header, ROUND);
  checkGoingOn(header); // after the look at the round, which a dismissal ends too
  if (Atomics.add(header, ARRIVED, 1) === size - 1) {
    Atomics.store(header, ARRIVED, 0);
    Atomics.add(header, ROUND, 1);
    Atomics.notify(header, ROUND);
  }
  for (let look = 0; look < LOOKS && Atomics.load(header, ROUND) === round; look++);
  // Again and again, since a call that belongs to the round before may come only now, and wakes those who wait for this one.
  while (Atomics.load(header, ROUND) === round) {
    if (Atomics.wait(header, ROUND, round, patienceMs) === "timed-out") {
      throw new Error("train: another of the team does not answer");
    }
  }
  checkGoingOn(header);
}

function checkGoingOn(header: Int32Array): void {
  if (Atomics.load(header, OVER) === 0) return;
  throw Object.assign(new Error("train: the team was dismissed"), { name: "DismissalError" });
}
