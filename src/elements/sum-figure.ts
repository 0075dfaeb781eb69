// sum-figure.ts: a sum of any number of ReLUs with a slider for each number, and corners and arms to drag.
import { type ReluSum, reluSum, type UnitInput } from "../core/index.ts";
import { plot, reluHandles } from "../plot/index.ts";
import { limitsOf, type PanelFigure, panelFigure } from "./panel-figure.ts";
import { type SliderPanel, sliderPanel } from "./sliders.ts";

export interface SumOptions {
  readonly units?: readonly UnitInput[];
  readonly intercept?: number;
  readonly slope?: number;
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
  /** Whether weights, intercept and slope have sliders; without it those do that are not at their default. */
  readonly weights?: boolean;
}

/** The state of a sum: what `reluSum` takes. */
export interface SumValue {
  readonly units: readonly { readonly m: number; readonly b: number; readonly weight: number }[];
  readonly intercept: number;
  readonly slope: number;
}

export interface SumFigure extends PanelFigure {
  get value(): SumValue;
  set value(value: Partial<SumValue>);
  update(options: SumOptions): void;
}

const XLIM = [-4, 4] as const;
const YLIM = [-1, 4] as const;

/**
 * f(x) = intercept + slope·x + Σ weight·max(0, m·x + b), with sliders grouped by unit. `value` is the sum as plain numbers:
 * writable in whole or in part, with as many units as it likes.
 *
 * @throws {TypeError | RangeError} as `reluSum`, and as `plot` for xlim and ylim
 */
export function sumFigure(options: SumOptions = {}): SumFigure {
  let now = options;
  let panel = panelOf(reluSum(options.units ?? [], { intercept: options.intercept, slope: options.slope }));
  const { target, replace, record } = panelFigure(panel, {
    name: "sum",
    value: () => plainOf(panel.model),
    show: ({ units, intercept, slope }) => show(reluSum(units, { intercept, slope }), false),
    attributes: () => ({ ...limitsOf(now), ...(now.weights && { weights: "" }) }),
  });

  function panelOf(f: ReluSum): SliderPanel {
    const open = now.weights ?? false;
    const count = f.units.length;
    const shows = (name: string, value: number) => open || value !== (name[0] === "w" ? 1 : 0);
    const weighted = f.units.some(({ weight }) => shows("w", weight));
    const given = (name: "intercept" | "slope") => shows(name, f[name]) || now[name] !== undefined;
    const rows = f.units.map(({ m, b, weight }, i): [string, number][] => [
      [`m${i + 1}`, m],
      [`b${i + 1}`, b],
      ...(weighted ? [[`w${i + 1}`, weight] as [string, number]] : []),
    ]);
    const line = (["intercept", "slope"] as const).filter(given).map((name): [string, number] => [name, f[name]]);
    return sliderPanel({
      start: Object.fromEntries([...rows.flat(), ...line]),
      model: (values) => sumOf(values, count),
      draw: (values) => {
        const sum = sumOf(values, count);
        const { xlim = XLIM, ylim = YLIM } = now;
        return plot(sum, { xlim, ylim, units: count > 1 || weighted || line.length > 0, handles: reluHandles(sum) });
      },
      groups: Object.fromEntries(rows.map((row, i) => [`ReLU ${i + 1}`, row.map(([name]) => name)])),
      units: Object.fromEntries(line.map(([name]) => [name, 0])),
    });
  }

  /** Shows `next`: in the sliders that are there, or in new ones where it has other numbers. */
  function show(next: ReluSum, start: boolean): void {
    const flat = flatOf(next);
    const names = Object.keys(panel.values);
    const fits =
      plainOf(panel.model).units.length === next.units.length &&
      Object.entries(flat).every(([name, value]) => names.includes(name) || value === (name[0] === "w" ? 1 : 0));
    if (fits) {
      panel.set(Object.fromEntries(names.map((name) => [name, flat[name]])), start);
      return;
    }
    renew(next);
  }

  function renew(next: ReluSum): void {
    panel = panelOf(next);
    replace(panel);
  }

  return Object.defineProperties(target, {
    value: {
      enumerable: true,
      get: () => plainOf(panel.model),
      set(value: Partial<SumValue>) {
        const { units, intercept, slope } = { ...plainOf(panel.model), ...checkedValue(value) };
        show(reluSum(units, { intercept, slope }), false);
        record();
      },
    },
    update: {
      value(next: SumOptions) {
        const before = now;
        const changed = (name: keyof SumOptions) => JSON.stringify(before[name]) !== JSON.stringify(next[name]);
        const value = plainOf(panel.model);
        const sum = reluSum(changed("units") ? (next.units ?? []) : value.units, {
          intercept: changed("intercept") ? next.intercept : value.intercept,
          slope: changed("slope") ? next.slope : value.slope,
        });
        now = next;
        if (changed("weights")) renew(sum);
        else if (changed("units") || changed("intercept") || changed("slope")) show(sum, true);
        else if (changed("xlim") || changed("ylim")) panel.redraw();
        if (JSON.stringify(plainOf(panel.model)) !== JSON.stringify(value)) record();
      },
    },
  }) as SumFigure;
}

function checkedValue(value: unknown): Partial<SumValue> {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`sumFigure: value must be { units, intercept, slope }, got ${String(value)}`);
  }
  const unknown = Object.keys(value).find((name) => !["units", "intercept", "slope"].includes(name));
  if (unknown) throw new RangeError(`sumFigure: value must have units, intercept and slope, got ${unknown}`);
  return value;
}

function sumOf(values: Readonly<Record<string, number>>, count: number): ReluSum {
  const units = Array.from({ length: count }, (_, i) => ({
    m: values[`m${i + 1}`],
    b: values[`b${i + 1}`],
    weight: values[`w${i + 1}`] ?? 1,
  }));
  return reluSum(units, { intercept: values.intercept ?? 0, slope: values.slope ?? 0 });
}

const flatOf = ({ units, intercept, slope }: ReluSum): Record<string, number> => ({
  ...Object.fromEntries(
    units.flatMap(({ m, b, weight }, i) => [
      [`m${i + 1}`, m],
      [`b${i + 1}`, b],
      [`w${i + 1}`, weight],
    ]),
  ),
  intercept,
  slope,
});

const plainOf = ({ units, intercept, slope }: ReluSum): SumValue => ({
  units: units.map(({ m, b, weight }) => ({ m, b, weight })),
  intercept,
  slope,
});
