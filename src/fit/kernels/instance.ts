// instance.ts: a module of WebAssembly, from the text that carries it.

/**
 * A maker of fresh instances, each with its own memory, of the module in this base64; it gives nothing where there is no
 * WebAssembly (or no SIMD in it), or no memory left. The module is compiled at the first call.
 */
export function instances<Exports>(base64: string): () => Exports | undefined {
  let module: WebAssembly.Module | null | undefined; // null where it cannot be compiled
  return () => {
    if (module === undefined) {
      try {
        module = new WebAssembly.Module(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
      } catch {
        module = null;
      }
    }
    if (module === null) return undefined;
    try {
      return new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    } catch {
      return undefined;
    }
  };
}
