export { type Drawing, download, imageOf } from "./download.ts";
export type { Move } from "./drag.ts";
export type { Curve, Hue, PlotOptions, Series } from "./figure.ts";
export { type Handle, type HandleKind, type ReluHandlesOptions, reluHandles } from "./handles.ts";
export { type Picture, type Plot, plot } from "./plot.ts";
export type { Scene } from "./scene.ts";
export { type Relief, type Surface, type SurfacePlotOptions, surface } from "./surface/surface.ts";
export { type Tick, ticks } from "./ticks.ts";
