export { type BestFit, type BestFitOptions, bestFit, bestFitSteps, type Optimality, type Table } from "./best-fit.ts";
