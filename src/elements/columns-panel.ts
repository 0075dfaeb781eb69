// columns-panel.ts: where the reader brings a table of several columns, and says which of them is told and which are inputs.
import { made } from "./descent/frame.ts";
import { choice, field, wrapped } from "./fit/fields.ts";
import { count } from "./numbers.ts";
import { shortened, type TableInput, tableInput } from "./table-input.ts";
import { severalJob } from "./work/jobs.ts";
import type { FoundInputs, OfferedColumn, ReadSeveral, SeveralInput } from "./work/several-task.ts";

export interface ColumnsPanelOptions extends Pick<SeveralInput, "most" | "needs"> {
  /** What may be pasted, in words, and an example of it. */
  readonly paste: readonly [words: string, example: string];
  /** What is said before the choice of the column that is told, and what that choice is called. */
  readonly told: readonly [words: string, name: string];
  /** The same of each input, where there are so many and no others; any number of them, with boxes to tick, unless said. */
  readonly axes?: readonly (readonly [words: string, name: string])[];
  /** Called with all that was read, before what was found of it is told. */
  readonly onRead?: () => void;
  /** Gets each table that the reader brings, and each choice of other columns of it. */
  readonly onTable: (found: FoundInputs) => void;
}

export interface ColumnsPanel extends Pick<TableInput, "element" | "acceptDrops"> {
  /** The table is not what is shown any more: what was said of it goes, and `words` come. */
  leave(words: string): void;
}

/** Problems that are shown before 'and more'. */
const SHOWN = 8;

/** A panel that takes a table in, tells what was found and what was left aside, and lets one choose other columns. */
export function columnsPanel(options: ColumnsPanelOptions): ColumnsPanel {
  const { paste, most, needs, axes = [], onRead = () => {}, onTable } = options;
  let shown: ReadSeveral | undefined;
  /** What is read next: of another table, what it offers itself. */
  let wanted: { readonly y?: number; readonly x?: readonly number[] } = {};

  const input = tableInput<ReadSeveral>({
    paste,
    read: (source, onProgress) => {
      const chosen = wanted;
      wanted = {};
      return severalJob({ source, ...chosen, most, needs }, onProgress);
    },
    onTable: (table, name) => {
      onRead();
      shown = table;
      showColumns(table);
      showProblems(table);
      const from = name && `${name}: `;
      if (typeof table.found === "string") {
        input.complain(table.found);
        say(`${from}nothing is learned of these columns.`);
        return;
      }
      const { inputs, whole, remarks } = table.found;
      say(`${from}${count(whole)} whole rows, ${inputs.length} inputs.`, remarks);
      onTable(table.found);
    },
    onNothing: () => {
      onRead();
      if (shown) showColumns(shown);
    },
  });

  const selects = [options.told, ...axes].map(([words, name]) => {
    const select = choice(name, []);
    return { select, label: wrapped(words, select) };
  });
  const [told, ...inputs] = selects;
  const ticks = made("fieldset", "ticks");
  const columns = made("div", "chosen", ...inputs.map(({ label }) => label), told.label);
  if (axes.length === 0) columns.append(ticks);
  columns.hidden = true;
  const status = made("p", "pw-note");
  status.setAttribute("role", "status");
  const remarked = made("ul", "");
  const problems = document.createElement("details");
  problems.hidden = true;
  input.element.append(columns, status, remarked, problems);
  say("");

  function choose([y, ...x]: readonly number[]): void {
    wanted = { y, x };
    input.again();
  }

  /** What another place had is swapped for what this one had: no column is chosen twice. */
  selects.forEach(({ select }, i) => {
    select.addEventListener("change", () => {
      if (!shown) return;
      const places = [shown.y, ...shown.x];
      const [next, before] = [Number(select.value), places[i]];
      choose(places.map((place, j) => (i === j ? next : place === next ? before : place)));
    });
  });

  function showColumns({ columns: offered, y, x }: ReadSeveral): void {
    const numbers = offered.filter((column) => column.numbers);
    selects.forEach(({ select }, i) => {
      select.replaceChildren(...numbers.map(({ name, number }) => new Option(shortened(name), String(number))));
      select.value = String([y, ...x][i]);
    });
    const boxes = offered.filter(({ number }) => number !== y).map((column) => tick(column, x.includes(column.number)));
    const changed = () => choose([y, ...boxes.flatMap(({ box, number }) => (box.checked ? [number] : []))]);
    for (const { box } of boxes) box.addEventListener("change", changed);
    ticks.replaceChildren(made("legend", "", `inputs, ${most.inputs} at most`), ...boxes.map(({ label }) => label));
    columns.hidden = false;
  }

  function say(text: string, remarks: readonly string[] = []): void {
    status.textContent = text;
    status.hidden = text === "";
    remarked.replaceChildren(...remarks.map((remark) => made("li", "", `${remark}.`)));
    remarked.hidden = remarks.length === 0;
  }

  function showProblems({ problems: found }: ReadSeveral): void {
    const list = made("ul", "");
    for (const { row, column, text } of found.slice(0, SHOWN)) {
      list.append(made("li", "", `row ${row}, column ${column}: ${text}`));
    }
    if (found.length > SHOWN) list.append(made("li", "", "… and more like these"));
    problems.hidden = found.length === 0;
    problems.replaceChildren(made("summary", "", "Why rows were left out"), list);
  }

  return {
    element: input.element,
    acceptDrops: input.acceptDrops,
    leave(words) {
      columns.hidden = problems.hidden = true;
      say(words);
    },
  };
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
