// index.ts: the door of `elements`: figures that learn, take in tables, and can be taken away. Importing it registers nothing.
export { type ButtonOptions, button } from "./bar.ts";
export { copyButton } from "./copy.ts";
export { type DescentOptions, descentFigure } from "./descent/descent.ts";
export type { DescentState } from "./descent/descent-state.ts";
export { type LearningFigure, type QuadraticOptions, quadraticFigure } from "./descent/quadratic.ts";
export type { QuadraticState } from "./descent/quadratic-state.ts";
export { type DrawFigure, type DrawOptions, type DrawState, drawFigure } from "./draw/draw-figure.ts";
export { define } from "./elements.ts";
export { type FitFigure, type FitOptions, type FitState, fitFigure } from "./fit/fit-figure.ts";
export type { OfferedTable } from "./fit/panel.ts";
export type { Source, TableSource } from "./fit/source.ts";
export { type DepthOptions, type DepthState, depthFigure } from "./folding/depth-figure.ts";
export { type FoldingOptions, type FoldingState, foldingFigure } from "./folding/folding.ts";
export { type RegionsOptions, type RegionsState, regionsFigure } from "./folding/regions-figure.ts";
export type { StudyFigure } from "./folding/study.ts";
export { type ReluFigure, type ReluOptions, reluFigure } from "./relu-figure.ts";
export { type SumFigure, type SumOptions, type SumValue, sumFigure } from "./sum-figure.ts";
export { type TakeAway, type TakeAwayOptions, takeAway } from "./take-away.ts";
