// vectors.ts (AssemblyScript): arithmetic of four numbers that all kernels share.

/** a·b + c, rounded once in the fused module, twice in the plain one. */
// @ts-ignore: decorators are AssemblyScript's
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** The sums of four vectors, as one. */
// @ts-ignore
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const s = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const t = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(s, t, 0, 1, 4, 5), v128.shuffle<f32>(s, t, 2, 3, 6, 7));
}
