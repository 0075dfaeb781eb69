// problem.ts: what training of dense layers is given, and what takes its compiled steps.
import type { Loss } from "../losses.ts";
import type { Optimizer } from "../optimizers.ts";
import type { ClassLoss } from "./output-losses.ts";
import type { DenseRows } from "./reference.ts";
import type { Shape } from "./shape.ts";
import type { Team } from "./team.ts";
import type { Trained } from "./trained.ts";

export interface DenseProblem {
  readonly form: Shape;
  readonly rows: DenseRows;
  readonly loss: Loss | ClassLoss;
  readonly optimizer: Optimizer;
  readonly trained: Trained;
  readonly batchSize: number;
  readonly weightDecay: number;
  readonly l1: number;
  readonly dropout: number;
  readonly seed: number;
  readonly team?: Team;
}

export interface Stepper {
  /** One step; false where it would leave float32. */
  readonly step: (batch: Uint32Array | undefined, rate: number) => boolean;
  /** Takes up what now stands in the rows' arrays; true if it has seen that all x are finite. */
  readonly reread: () => boolean;
}
