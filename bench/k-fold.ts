// k-fold.ts: the folds of scikit-learn's KFold(folds, shuffle=True, random_state=seed), row for row.

/** Which rows each fold holds out, ascending; the first folds have one row more where they do not come out even. */
export function kFold(rows: number, folds: number, seed: number): number[][] {
  const shuffled = permutation(rows, seed);
  let at = 0;
  return Array.from({ length: folds }, (_, fold) => {
    const from = at;
    at += Math.floor(rows / folds) + (fold < rows % folds ? 1 : 0);
    return shuffled.slice(from, at).sort((a, b) => a - b);
  });
}

/** 0 to n − 1 as NumPy's RandomState(seed).shuffle leaves them: each place from the last on changes with one up to it. */
function permutation(n: number, seed: number): number[] {
  const next = mersenneTwister(seed);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j = next() & mask;
    while (j > i) j = next() & mask;
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const WORDS = 624;

/** MT19937: Matsumoto & Nishimura (1998), doi:10.1145/272991.272995, with the seeding of its version of 2002. */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let i = 1; i < WORDS; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let at = WORDS;
  const twist = () => {
    for (let i = 0; i < WORDS; i++) {
      const word = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7fffffff);
      state[i] = state[(i + 397) % WORDS] ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  };
  return () => {
    if (at === WORDS) twist();
    let word = state[at++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}
