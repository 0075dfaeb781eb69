// blocks.ts (AssemblyScript): room in the module's memory, and what is done to a block of numbers, in whole fours.
import { madd } from "./vectors";

/** Room of so many bytes, for what a kernel needs until it returns. */
export const SCRATCH: usize = 8256;
export const scratch: usize = (__heap_base + 63) & ~63;

let top: usize = scratch + SCRATCH;

/** The address of fresh room, all zeros; 0 if there is none. */
export function take(bytes: usize): usize {
  const address = top;
  const end = (top + bytes + 63) & ~63;
  const pages = <i32>((end + 0xffff) >>> 16);
  if (end < top || (pages > memory.size() && memory.grow(pages - memory.size()) < 0)) return 0;
  top = end;
  return address;
}

/** p ← p + scale·q, over whole fours. */
export function addScaled(p: usize, q: usize, bytes: usize, scale: f32): void {
  const s = f32x4.splat(scale);
  for (const end = p + bytes; p < end; p += 16, q += 16) v128.store(p, madd(s, v128.load(q), v128.load(p)));
}

/** p ← p·q, over whole fours. */
export function multiply(p: usize, q: usize, bytes: usize): void {
  for (const end = p + bytes; p < end; p += 16, q += 16) v128.store(p, f32x4.mul(v128.load(p), v128.load(q)));
}

export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** The greatest size among numbers in whole fours; NaN if one is. */
export function largest(at: usize, bytes: usize): f32 {
  const withoutSign = i32x4.splat(0x7fffffff);
  let most = i32x4.splat(0);
  for (const end = at + bytes; at < end; at += 16) most = i32x4.max_s(most, v128.and(v128.load(at), withoutSign));
  const one = i32x4.max_s(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  return reinterpret<f32>(max(i32x4.extract_lane(one, 0), i32x4.extract_lane(one, 1)));
}

/** Copies rows of `width` bytes together, those whose numbers lie at `chosen`. */
export function gather(from: usize, width: usize, chosen: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    memory.copy(to, from + <usize>load<u32>(chosen + (<usize>i << 2)) * width, width);
    to += width;
  }
}
