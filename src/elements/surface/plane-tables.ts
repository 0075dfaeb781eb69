// plane-tables.ts: real tables of two inputs and a height.
import { CARS_CREDIT, carColumns } from "../car-table.ts";
import type { OfferedPlane } from "./source-panel.ts";

const cars = (x: number, y: number, name: string): OfferedPlane => {
  const chosen = [carColumns[x], carColumns[y], carColumns[carColumns.length - 1]];
  const names = chosen.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  return {
    name,
    names: [names[0], names[1], names[2]],
    credit: CARS_CREDIT,
    columns: () => [chosen[0].values(), chosen[1].values(), chosen[2].values()],
  };
};

export const planeTables: readonly OfferedPlane[] = [
  cars(1, 2, "Cars: power, weight and mileage"),
  cars(2, 4, "Cars: weight, model year and mileage"),
];
