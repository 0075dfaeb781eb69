// quadratic-settings.ts: the controls that say how the parabola learns, and what of it is shown.
import { choice, interact, log } from "../../interact/index.ts";
import { LIMITS, type QuadraticState, SCHEDULES, SURFACES } from "./quadratic-state.ts";

/** What of a state the controls hold. */
export const settingsOf = ({ rate, loss, schedule, surface, best }: QuadraticState) => ({
  rate,
  loss,
  schedule,
  surface,
  best,
});

/** The controls, at a state. */
export function quadraticSettings(start: QuadraticState) {
  return interact(
    () => undefined,
    {
      rate: log(...LIMITS.rate),
      loss: choice([
        ["mean squared error", "mse"],
        ["mean absolute error", "mae"],
      ]),
      schedule: choice(Object.keys(SCHEDULES)),
      surface: choice(SURFACES),
      best: false,
    },
    {
      defaults: { rate: start.rate },
      labels: {
        rate: "learning rate",
        loss: "loss to lower",
        surface: "landscape of",
        best: "show the two best parabolas",
      },
      units: { rate: 0, loss: 0, schedule: 0, surface: 0, best: 0 },
    },
  );
}
