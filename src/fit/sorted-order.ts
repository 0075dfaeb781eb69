// sorted-order.ts: in which order the rows of a column ascend.

const BITS = 11;
const BUCKETS = 1 << BITS;

/** Digits of a 64-bit key, from the least: three in each of its two words. */
const DIGITS = 6;

/**
 * The row numbers in ascending order of their keys, equal keys (−0 and 0 are) in the order of the rows.
 * A radix sort, 11 bits at a time over the bits of the numbers: O(n), whatever their distribution. The keys are carried
 * along, so every pass reads in sequence; passes over digits that all keys share are left out.
 *
 * @param keys none of them NaN
 */
export function sortedOrder(keys: Float64Array): Uint32Array {
  const n = keys.length;
  const order = new Uint32Array(n);
  let ascending = true;
  for (let i = 0; i < n; i++) {
    order[i] = i;
    if (i > 0 && keys[i - 1] > keys[i]) ascending = false;
  }
  if (ascending) return order;
  const words = unsignedWords(keys);
  const counts = new Uint32Array(DIGITS * BUCKETS);
  for (let i = 0; i < 2 * n; i++) {
    const word = words[i];
    const digit = 3 * (i & 1);
    counts[digit * BUCKETS + (word & (BUCKETS - 1))]++;
    counts[(digit + 1) * BUCKETS + ((word >>> BITS) & (BUCKETS - 1))]++;
    counts[(digit + 2) * BUCKETS + (word >>> (2 * BITS))]++;
  }
  let from: { words: Uint32Array; order: Uint32Array } = { words, order };
  let to: { words: Uint32Array; order: Uint32Array } = { words: new Uint32Array(2 * n), order: new Uint32Array(n) };
  for (let digit = 0; digit < DIGITS; digit++) {
    const places = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (places.includes(n)) continue;
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = places[bucket];
      places[bucket] = sum;
      sum += count;
    }
    distribute(from.words, from.order, to.words, to.order, places, digit);
    [from, to] = [to, from];
  }
  return from.order;
}

function distribute(
  words: Uint32Array,
  order: Uint32Array,
  newWords: Uint32Array,
  newOrder: Uint32Array,
  places: Uint32Array,
  digit: number,
): void {
  const half = digit < 3 ? 0 : 1;
  const shift = (digit % 3) * BITS;
  for (let i = 0; i < order.length; i++) {
    const place = places[(words[2 * i + half] >>> shift) & (BUCKETS - 1)]++;
    newWords[2 * place] = words[2 * i];
    newWords[2 * place + 1] = words[2 * i + 1];
    newOrder[place] = order[i];
  }
}

/** The keys as pairs of words, the lower first, whose unsigned order is theirs: negative numbers have all bits turned, others their sign. */
function unsignedWords(keys: Float64Array): Uint32Array {
  const words = new Uint32Array(2 * keys.length);
  const key = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < keys.length; i++) {
    key.setFloat64(0, keys[i] + 0); // + 0: −0 becomes 0
    const high = key.getUint32(0);
    const low = key.getUint32(4);
    const negative = high >>> 31 === 1;
    words[2 * i] = negative ? ~low : low;
    words[2 * i + 1] = negative ? ~high : high ^ 0x80000000;
  }
  return words;
}
