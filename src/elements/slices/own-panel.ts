// own-panel.ts: a fold-out where the reader brings a table of several inputs.
import { type ColumnsPanel, columnsPanel } from "../columns-panel.ts";
import { made } from "../descent/frame.ts";
import { hear } from "../inner-events.ts";
import { MOST, NEEDS, type OwnTable, ownTable } from "./own-table.ts";

/** `onTable` gets each table that the reader brings, and each choice of other columns of it. */
export function ownPanel(onTable: (table: OwnTable) => void): Pick<ColumnsPanel, "element" | "acceptDrops"> {
  const { element, acceptDrops } = columnsPanel({
    ...{ most: MOST, needs: NEEDS },
    paste: ["or paste a table", "age,height,weight\n9,133,28\n12,150,41"],
    told: ["to be told", "to be told"],
    onRead: () => {
      own.open = true;
    },
    onTable: (found) => onTable(ownTable(found)),
  });
  const own = document.createElement("details");
  own.className = "pw-take own";
  own.append(made("summary", "", "A table of your own"), element);
  // These are words about a table, not values of the figure: what they lead to fires events of its own.
  hear(own);
  return { element: own, acceptDrops };
}
