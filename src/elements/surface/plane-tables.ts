// plane-tables.ts: real tables of two inputs and a height.
import { type SeveralTable, severalTables } from "../several-tables.ts";

/** A table that comes with the figure. */
export interface OfferedPlane {
  readonly name: string;
  readonly names: readonly [string, string, string];
  readonly credit: string;
  readonly columns: () => readonly [Float64Array, Float64Array, Float64Array];
}

const [cars, penguins] = severalTables;

const plane = (table: SeveralTable, x: number, y: number, name: string): OfferedPlane => {
  const chosen = [table.columns[x], table.columns[y], table.columns[table.columns.length - 1]];
  const names = chosen.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  return {
    name,
    names: [names[0], names[1], names[2]],
    credit: table.credit,
    columns: () => [chosen[0].values(), chosen[1].values(), chosen[2].values()],
  };
};

export const planeTables: readonly OfferedPlane[] = [
  plane(cars, 1, 2, "Cars: power, weight and mileage"),
  plane(cars, 2, 4, "Cars: weight, model year and mileage"),
  plane(penguins, 0, 1, "Penguins: beak and body mass"),
];
