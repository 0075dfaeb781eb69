// table-panel.ts: where the reader takes a table for a surface: one of those that come with it, or their own.
import { columnsPanel } from "../columns-panel.ts";
import { choice, group } from "../fit/fields.ts";
import { MOST, type PlaneTable, planeTable } from "./plane-source.ts";
import type { OfferedPlane } from "./plane-tables.ts";

export interface TablePanel {
  readonly element: HTMLElement;
  /** Takes a file that is dropped on a place beside the panel. */
  acceptDrops(place: HTMLElement): void;
  /** Says where a table that came from elsewhere is from. */
  show(table: PlaneTable): void;
}

/** @param onTable gets each table, and each choice of other columns of it */
export function tablePanel(offers: readonly OfferedPlane[], onTable: (table: PlaneTable) => void): TablePanel {
  /** The table that was given last is the one whose columns are shown. */
  let given: PlaneTable | undefined;

  const offered = choice("Tables", ["Choose a table", ...offers.map(({ name }) => name)]);
  const own = columnsPanel({
    ...{ most: MOST, needs: "a surface needs three columns of numbers: x, y and a height" },
    paste: ["or paste one here", "x,y,z\n1,2,3\n2,3,4"],
    told: ["height is", "Column of z"],
    axes: [
      ["x is", "Column of x"],
      ["y is", "Column of y"],
    ],
    onTable: ({ inputs: [first, second], x: [x, y], y: z, name, whole }) => {
      offered.selectedIndex = 0;
      given = { ...planeTable([x, y, z], [first.name, second.name, name]), rows: whole };
      onTable(given);
    },
  });
  offered.addEventListener("change", () => {
    const offer = offers[offered.selectedIndex - 1];
    if (offer) onTable(planeTable(offer.columns(), offer.names, offer.credit));
  });
  return {
    element: group(offered, own.element),
    acceptDrops: own.acceptDrops,
    show(table) {
      if (given && sameTable(table, given)) return;
      given = undefined;
      own.leave(table.credit);
    },
  };
}

const sameTable = (one: PlaneTable, other: PlaneTable): boolean =>
  (["x", "y", "z", "names", "rows"] as const).every(
    (part) => JSON.stringify(one[part]) === JSON.stringify(other[part]),
  );
