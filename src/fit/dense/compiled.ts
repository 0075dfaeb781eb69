// compiled.ts: steps of dense layers from WebAssembly, in float32.
import type { DenseProblem } from "./engines.ts";

export interface CompiledDense {
  readonly params: () => Float64Array;
  readonly setParams: (params: Float64Array) => void;
  readonly step: (batch: Uint32Array | undefined, rate: number) => boolean;
}

export function compiledDense(_problem: DenseProblem): CompiledDense | undefined {
  return undefined;
}
