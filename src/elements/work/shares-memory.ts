// shares-memory.ts: whether threads of this page may share memory.

/** Its server isolates it from other pages, and the browser has such memory (WebKitGTK says the one without the other). */
export const sharesMemory = (): boolean =>
  globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer !== "undefined";
