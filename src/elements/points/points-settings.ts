// points-settings.ts: the controls that say how the network learns, and what of it is shown.
import { choice, fixed, interact, log, range } from "../../interact/index.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { hear } from "../inner-events.ts";
import { BATCHES, DECAYS, hasHeights, PACES, type PointsState, RATES } from "./points-state.ts";

const LEARNING = ["loss", "optimizer", "rate", "batch", "decay", "l1", "dropout"] as const;
const LOOKS = ["test", "stop", "pace", "tests", "discrete", "pieces"] as const;

const settingsOf = (state: PointsState, names: readonly (keyof PointsState)[]): Partial<PointsState> =>
  Object.fromEntries(names.map((name) => [name, state[name]]));

export interface Settings {
  /** what the steps depend on */
  readonly learning: HTMLElement;
  /** which rows are kept back, how far and how fast it goes, and what is drawn */
  readonly looks: HTMLElement;
  /** Puts the controls at a state. */
  show(state: PointsState): void;
}

/** `onChange` gets what the controls hold when one is released. */
export function pointsSettings(start: PointsState, onChange: (given: Partial<PointsState>) => void): Settings {
  let heights = hasHeights(start);
  const learning = interact(
    () => undefined,
    {
      rate: log(...RATES),
      optimizer: choice(Object.keys(OPTIMIZERS)),
      // Heights have one loss; what was chosen for classes is remembered.
      loss: () =>
        heights
          ? fixed("mse")
          : choice([
              ["cross-entropy", "cross-entropy"],
              ["mean squared error", "mse"],
            ]),
      batch: choice(BATCHES.map((n) => [n === 0 ? "all rows" : String(n), n])),
      decay: choice(DECAYS),
      l1: choice(DECAYS),
      dropout: range(0, 0.8, 0.05),
    },
    {
      defaults: settingsOf(start, LEARNING) as never,
      labels: { rate: "learning rate", batch: "rows a step", decay: "weight decay (L2)", l1: "weights to 0 (L1)" },
      units: Object.fromEntries(LEARNING.map((name) => [name, 0])) as never,
      continuous: false,
    },
  );
  const looks = interact(
    () => undefined,
    {
      test: range(0, 90, 5),
      stop: range(0, 1000, 1),
      pace: choice(PACES.map((n) => [n === 0 ? "as many as fit" : String(n), n])),
      tests: start.tests,
      discrete: start.discrete,
      pieces: start.pieces,
    },
    {
      defaults: settingsOf(start, LOOKS) as never,
      labels: {
        test: "test rows, %",
        stop: "stop at epoch (0: never)",
        pace: "steps a frame",
        tests: "show the test points, hollow",
        discrete: "show the decision alone",
        pieces: "show the flat pieces",
      },
      units: Object.fromEntries(LOOKS.map((name) => [name, 0])) as never,
      continuous: false,
    },
  );
  hear(learning, {
    change() {
      const { loss, ...rest } = learning.value as unknown as Partial<PointsState>;
      onChange(heights ? rest : { loss, ...rest });
    },
  });
  hear(looks, { change: () => onChange(looks.value as unknown as Partial<PointsState>) });
  return {
    learning,
    looks,
    show(state) {
      heights = hasHeights(state);
      learning.value = settingsOf(state, LEARNING) as never;
      looks.value = settingsOf(state, LOOKS) as never;
    },
  };
}
