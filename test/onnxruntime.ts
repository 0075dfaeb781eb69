// onnxruntime.ts: onnxruntime-web, which lives with the benchmarks' packages: `npm ci --prefix bench` installs it.
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Tensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

/** What of the runtime is used here. */
export interface Runtime {
  readonly env: { readonly wasm: { numThreads: number } };
  readonly InferenceSession: {
    create(bytes: Uint8Array): Promise<{
      readonly inputNames: readonly string[];
      readonly outputNames: readonly string[];
      run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
    }>;
  };
  readonly Tensor: new (type: string, data: ArrayLike<number>, dims: readonly number[]) => Tensor;
}

const folder =
  process.env.ONNXRUNTIME_WEB ?? fileURLToPath(new URL("../bench/node_modules/onnxruntime-web", import.meta.url));

/** Whether it is there: tests that need it are left out where it is not, which is said. */
export const installed = existsSync(`${folder}/package.json`);
if (!installed) {
  console.warn(
    "SKIPPED: ONNX models cannot be run, for onnxruntime-web is not here; npm ci --prefix bench installs it",
  );
}

export async function loadRuntime(): Promise<Runtime> {
  const runtime = await import(/* @vite-ignore */ pathToFileURL(`${folder}/dist/ort.wasm.bundle.min.mjs`).href);
  runtime.env.wasm.numThreads = 1;
  return runtime;
}
