// instance.ts: a module of WebAssembly, from the text that carries it.

/**
 * A maker of fresh instances, each with its own memory, of the first module in base64 that the engine can compile; it gives
 * nothing where there is no WebAssembly (or no SIMD in it), or no memory left. The module is compiled at the first call.
 */
export function instances<Exports>(...modules: readonly string[]): () => Exports | undefined {
  let module: WebAssembly.Module | null | undefined; // null where none can be compiled
  return () => {
    if (module === undefined) module = firstCompiled(modules);
    if (module === null) return undefined;
    try {
      return new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    } catch {
      return undefined;
    }
  };
}

function firstCompiled(modules: readonly string[]): WebAssembly.Module | null {
  for (const base64 of modules) {
    try {
      return new WebAssembly.Module(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
    } catch {} // the engine lacks something that the module needs
  }
  return null;
}
