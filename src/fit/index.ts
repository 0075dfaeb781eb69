// index.ts: the door of `piecewise/fit`.
export {
  type AutoFit,
  type AutoFitOptions,
  autoFit,
  autoFitSteps,
  type Criterion,
  type FitOfSize,
} from "./auto-fit.ts";
export type { RowOrder } from "./batches.ts";
export { type BestFit, type BestFitOptions, bestFit, bestFitSteps, type Optimality, type Table } from "./best-fit.ts";
export type { EarlyStopping } from "./dense/early-stopping.ts";
export type { DenseMethod } from "./dense/engines.ts";
export { type ClassLoss, crossEntropy } from "./dense/output-losses.ts";
export { type Predictor, predictor } from "./dense/predictor.ts";
export type { RowsTable } from "./dense/rows-table.ts";
export { parametersOf, type Score, scorer, withParameters } from "./dense/scorer.ts";
export type { DenseGradient, DenseModel } from "./dense/shape.ts";
export { type ColumnScale, type StandardizedRows, standardizedRows } from "./dense/standardized-rows.ts";
export { type DenseStartOptions, startNetwork, startPlanes } from "./dense/starts.ts";
export { dismissTeam, type Team, teamMember, teamMemory } from "./dense/team.ts";
export { denseProducts, teamSize } from "./dense/team-size.ts";
export type { DenseRun, DenseStatus, DenseTrainOptions } from "./dense/train-dense.ts";
export type { Frozen } from "./dense/trained.ts";
export { type LayerValues, type UnitValues, unitValues } from "./dense/unit-values.ts";
export { type Descended, type DescendOptions, descend, descendSteps } from "./descend.ts";
export type { ColumnsTable } from "./hinges/columns-table.ts";
export { type HingeFit, type HingeFitOptions, hingeFit, hingeFitSteps } from "./hinges/hinge-fit.ts";
export { type Evaluate, reference } from "./kernels/reference.ts";
export { huber, type Loss, mae, mse } from "./losses.ts";
export { adam, momentum, type Optimizer, sgd } from "./optimizers.ts";
export { type Gradient, type ParameterKind, pack, unpack } from "./parameters.ts";
export { fitWithKnots, type QuickFit, quickFit } from "./quick-fit.ts";
export { constant, cosine, oneCycle, type Schedule, step } from "./schedules.ts";
export { type StartKind, type StartOptions, start } from "./starts.ts";
export {
  type DescendedTable,
  type DescendTableOptions,
  descendTable,
  descendTableSteps,
  descentPlan,
} from "./tables/descend-table.ts";
export { type TableFit, type TableFitOptions, type TableFitPart, tableFit, tableFitSteps } from "./tables/table-fit.ts";
export { type Run, type RunStatus, type TrainOptions, train } from "./train.ts";
export { type UnitState, unitStates } from "./unit-states.ts";
