// load-stage.ts: the stage and three.js with it, when a figure is near. Builds of classic scripts put load-stage-classic.ts in this file's place.

export type StageModule = typeof import("./stage.ts");

/** Rejects if it cannot be loaded. */
export const loadStage = (): Promise<StageModule> => import("./stage.ts");
