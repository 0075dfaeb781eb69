// own-panel.ts: where the reader brings a table, and says which of its columns is told and which are inputs.
import { made } from "../descent/frame.ts";
import { field, wrapped } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import { count } from "../numbers.ts";
import { shortened, tableInput } from "../table-input.ts";
import { severalJob } from "../work/jobs.ts";
import type { OfferedColumn, ReadSeveral } from "../work/several-task.ts";
import { MOST, type OwnTable, ownTable } from "./own-table.ts";

export interface OwnPanel {
  /** A fold-out. */
  readonly element: HTMLDetailsElement;
  /** Takes a file that is dropped on the figure. */
  acceptDrops(place: HTMLElement): void;
}

/** `onTable` gets each table that the reader brings, and each choice of other columns of it. */
export function ownPanel(onTable: (table: OwnTable) => void): OwnPanel {
  let shown: ReadSeveral | undefined;
  /** What is read next: of another table, what it offers itself. */
  let wanted: { readonly y?: number; readonly x?: readonly number[] } = {};

  const input = tableInput<ReadSeveral>({
    paste: ["or paste a table", "age,height,weight\n9,133,28\n12,150,41"],
    read: (source, onProgress) => {
      const chosen = wanted;
      wanted = {};
      return severalJob({ source, ...chosen, most: MOST }, onProgress);
    },
    onTable: (table, name) => {
      element.open = true;
      shown = table;
      showColumns(table);
      if (typeof table.found === "string") {
        input.complain(table.found);
        say(`${name && `${name}: `}nothing is learned of these columns.`, []);
        return;
      }
      const { inputs, whole, remarks } = table.found;
      say(`${name && `${name}: `}${count(whole)} whole rows, ${inputs.length} inputs.`, remarks);
      onTable(ownTable(table.found));
    },
    onNothing: () => {
      element.open = true;
      if (shown) showColumns(shown);
    },
  });

  const told = document.createElement("select");
  const ticks = made("fieldset", "ticks");
  const columns = made("div", "chosen", wrapped("to be told", told), ticks);
  columns.hidden = true;
  const status = made("p", "pw-status");
  status.setAttribute("role", "status");
  const remarked = made("ul", "");
  input.element.append(columns, status, remarked);

  const element = document.createElement("details");
  element.className = "pw-take own";
  element.append(made("summary", "", "A table of your own"), input.element);
  // These are words about a table, not values of the figure: what they lead to fires events of its own.
  hear(element);

  function choose(next: { readonly y: number; readonly x: readonly number[] }): void {
    wanted = next;
    input.again();
  }

  /** What was told becomes an input where what is told now was one. */
  told.addEventListener("change", () => {
    if (!shown) return;
    const y = Number(told.value);
    const { y: before, x } = shown;
    choose({ y, x: x.map((number) => (number === y ? before : number)) });
  });

  function showColumns({ columns: offered, y, x }: ReadSeveral): void {
    const numbers = offered.filter((column) => column.numbers);
    told.replaceChildren(...numbers.map(({ name, number }) => new Option(shortened(name), String(number))));
    told.value = String(y);
    const boxes = offered.filter(({ number }) => number !== y).map((column) => tick(column, x.includes(column.number)));
    const changed = () => choose({ y, x: boxes.flatMap(({ box, number }) => (box.checked ? [number] : [])) });
    for (const { box } of boxes) box.addEventListener("change", changed);
    ticks.replaceChildren(made("legend", "", `inputs, ${MOST.inputs} at most`), ...boxes.map(({ label }) => label));
    columns.hidden = false;
  }

  function say(text: string, remarks: readonly string[]): void {
    status.textContent = text;
    remarked.replaceChildren(...remarks.map((remark) => made("li", "", `${remark}.`)));
    remarked.hidden = remarks.length === 0;
  }

  return { element, acceptDrops: input.acceptDrops };
}

/** A column with a box to tick, unless it cannot be used. */
function tick({ name, number, inputs, aside, numbers }: OfferedColumn, checked: boolean) {
  const box = field("input", { type: "checkbox" });
  box.checked = checked;
  box.disabled = inputs === 0;
  const more = aside ?? (numbers ? "" : `${inputs} words`);
  const label = wrapped(more ? `${shortened(name)} (${more})` : shortened(name), box, true);
  return { box, number, label };
}
