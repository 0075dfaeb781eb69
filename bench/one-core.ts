// one-core.ts: keeps a benchmark and the peers that it starts on one core.
import { spawnSync } from "node:child_process";

/**
 * Does `work` on the core that is fastest now; what it starts meanwhile is on that core too, but for what it leaves to
 * `everywhere`. The cores of a shared machine are threads of cores that others use: a loop of ours takes half as long again
 * beside a busy neighbour, while PyTorch, which waits more, hardly changes. Needs `taskset` (util-linux); without it, or with one
 * core, nothing is kept anywhere.
 */
export async function onOneCore<T>(
  work: (everywhere: <U>(part: () => Promise<U>) => Promise<U>) => Promise<T>,
): Promise<T> {
  const cores = allowed();
  if (cores.length < 2) return work((part) => part());
  const best = fastest(cores);
  const within = async <U>(list: readonly number[], after: readonly number[], part: () => Promise<U>): Promise<U> => {
    keepTo(list);
    try {
      return await part();
    } finally {
      keepTo(after);
    }
  };
  return within([best], cores, () => work((part) => within(cores, [best], part)));
}

/** The cores that this process may run on, as Linux numbers them; none where that cannot be told. */
function allowed(): number[] {
  const { stdout, status } = spawnSync("taskset", ["-cp", String(process.pid)], { encoding: "utf8" });
  if (status !== 0) return [];
  return stdout
    .slice(stdout.lastIndexOf(":") + 1)
    .trim()
    .split(",")
    .flatMap((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}

/** Of this process only the thread that runs JavaScript, as the process's number says. */
function keepTo(cores: readonly number[]): void {
  spawnSync("taskset", ["-cp", cores.join(","), String(process.pid)]);
}

function fastest(cores: readonly number[]): number {
  const times = cores.map((core) => {
    keepTo([core]);
    return Math.min(...Array.from({ length: 5 }, loopTime));
  });
  return cores[times.indexOf(Math.min(...times))];
}

/** Where the loop's sums are left, so that none is done without. */
const ends = new Int32Array(4);

/** Of sums that do not wait for one another, so that a neighbour is felt. */
function loopTime(): number {
  const before = performance.now();
  let [a, b, c, d] = [0, 1, 2, 3];
  for (let i = 0; i < 20_000_000; i++) {
    a = (a + i) | 0;
    b = (b ^ i) | 0;
    c = (c - i) | 0;
    d = (d + 3) | 0;
  }
  ends.set([a, b, c, d]);
  return performance.now() - before;
}
