// pw-fit.ts: <pw-fit target domain units max-units tables url value>, a target of the reader's own and the best sum for it.
import { interval, json, text, whole } from "./attributes.ts";
import { figureElement } from "./figure-element.ts";
import { type FitOptions, fitFigure } from "./fit/fit-figure.ts";
import type { OfferedTable } from "./fit/panel.ts";

/**
 * `fitFigure` as an element. `target` a formula (“|x|”), `domain` two numbers, `units` and `max-units` whole numbers, `url`
 * a name in the page's address; `tables` JSON, `[{ "name": …, "x": { "name": …, "unit": … }, "y": …, "source": …,
 * "licence": …, "rows": { "x": [numbers], "y": [numbers] } }]`, where the property takes functions for `rows`, too.
 */
export const pwFit = () =>
  figureElement("pw-fit", {
    attributes: {
      target: text,
      domain: interval,
      units: whole(1, 1000),
      "max-units": whole(1, 1000),
      tables: json(offered),
      url: text,
    },
    decides: { target: ["source", "knots"], domain: ["source", "knots"], units: ["units", "knots"] },
    make: (options, signal) => fitFigure({ ...options, signal } as FitOptions),
  });

function offered(value: unknown): OfferedTable[] {
  if (!Array.isArray(value)) throw new TypeError("must be an array of tables");
  return value.map((table, i) => {
    const { name, x, y, rows, source = "", licence = "" } = Object(table);
    const numbers = (column: unknown) => Array.isArray(column) && column.length > 1 && column.every(Number.isFinite);
    const columns = numbers(rows?.x) && numbers(rows?.y) && rows.x.length === rows.y.length;
    const named = [name, x?.name, y?.name, source, licence].every((part) => typeof part === "string");
    if (!named || !(columns || typeof rows === "function")) {
      throw new TypeError(`[${i}] must have name, x.name, y.name, and rows: { x, y } of equally many numbers`);
    }
    return {
      ...{ name, x, y, source, licence },
      rows: columns ? () => ({ x: Float64Array.from(rows.x), y: Float64Array.from(rows.y) }) : rows,
    };
  });
}
