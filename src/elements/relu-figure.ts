// relu-figure.ts: one ReLU with two sliders, its anatomy, and its corner and arm to drag.
import { reluSum } from "../core/index.ts";
import { plot, reluHandles } from "../plot/index.ts";
import { limitsOf, type PanelFigure, panelFigure } from "./panel-figure.ts";
import { sliderPanel } from "./sliders.ts";

export interface ReluOptions {
  readonly m?: number;
  readonly b?: number;
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
}

/** `value` is `{ m, b }`, writable in whole or in part. */
export interface ReluFigure extends PanelFigure {
  get value(): { readonly m: number; readonly b: number };
  set value(value: { readonly m?: number; readonly b?: number });
  update(options: ReluOptions): void;
}

const START = { m: 1.2, b: 1.2 };

/**
 * max(0, m·x + b). Sliders go where `interact` has them go from a start of 1.2 (−1.2 to 3.6), and further where code sets
 * a value beyond.
 *
 * @throws {TypeError | RangeError} if m or b is no finite number, and as `plot` for xlim and ylim
 */
export function reluFigure(options: ReluOptions = {}): ReluFigure {
  let now = options;
  const panel = sliderPanel({
    start: checked({ ...START, ...defined(options) }),
    model: ({ m, b }) => reluSum([{ m, b }]),
    draw: ({ m, b }) => {
      const { xlim = [-4, 4], ylim = [-1, 4] } = now;
      return plot(reluSum([{ m, b }]), { xlim, ylim, anatomy: true, handles: reluHandles({ m, b }) });
    },
  });
  const { target, record } = panelFigure(panel, {
    name: "relu",
    value: () => panel.values,
    show: (values) => panel.set(values),
    attributes: () => limitsOf(now),
  });
  return Object.defineProperties(target, {
    value: {
      enumerable: true,
      get: () => panel.values,
      set(value: unknown) {
        panel.set(checked({ ...(panel.values as typeof START), ...known(value) }));
        record();
      },
    },
    update: {
      value(next: ReluOptions) {
        const before = { ...START, ...defined(now) };
        const after = checked({ ...START, ...defined(next) });
        const changed = (["m", "b"] as const).filter((name) => before[name] !== after[name]);
        now = next;
        if (changed.length === 0) panel.redraw();
        else {
          panel.set(Object.fromEntries(changed.map((name) => [name, after[name]])), true);
          record();
        }
      },
    },
  }) as ReluFigure;
}

function known(value: unknown): Partial<typeof START> {
  const names = typeof value === "object" && value !== null ? Object.keys(value) : ["nothing"];
  const unknown = names.find((name) => name !== "m" && name !== "b");
  if (unknown) throw new TypeError(`reluFigure: value must be { m, b }, got ${unknown}`);
  return value as Partial<typeof START>;
}

const defined = ({ m, b }: ReluOptions): Partial<typeof START> => ({
  ...(m === undefined ? {} : { m }),
  ...(b === undefined ? {} : { b }),
});

function checked(values: { m: number; b: number }): { m: number; b: number } {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new TypeError(`reluFigure: ${name} must be a finite number, got ${value}`);
  }
  return values;
}
