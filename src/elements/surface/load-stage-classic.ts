// load-stage-classic.ts: in classic scripts the stage is a script of its own, piecewise.three.js, beside the one that wants it.
import type { StageModule } from "./load-stage.ts";

/** Known only while this script runs for the first time. */
const here = typeof document === "undefined" ? undefined : (document.currentScript as HTMLScriptElement | null)?.src;

const global = globalThis as { piecewiseThree?: StageModule };
let loading: Promise<StageModule> | undefined;

/** Rejects if it is not there. */
export function loadStage(): Promise<StageModule> {
  if (global.piecewiseThree) return Promise.resolve(global.piecewiseThree);
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("piecewise.three.js", here || document.baseURI).href;
    script.onload = () => resolve(global.piecewiseThree!);
    script.onerror = () => reject(new Error("piecewise.three.js is not there"));
    document.head.append(script);
  });
  return loading;
}
