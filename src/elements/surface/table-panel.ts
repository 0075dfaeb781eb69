// table-panel.ts: where the reader takes a table for a surface: one of those that come with it, or their own, and which of its columns are x, y and the height.
import { made } from "../descent/frame.ts";
import { choice, group, wrapped } from "../fit/fields.ts";
import { count } from "../numbers.ts";
import { shortened, tableInput } from "../table-input.ts";
import { planeJob } from "../work/jobs.ts";
import { namesOf, type ReadPlane } from "../work/plane-task.ts";
import { MOST, type PlaneTable, planeTable } from "./plane-source.ts";
import type { OfferedPlane } from "./plane-tables.ts";

export interface TablePanel {
  readonly element: HTMLElement;
  /** Takes a file that is dropped on a place beside the panel. */
  acceptDrops(place: HTMLElement): void;
  /** Says where a table that came from elsewhere is from. */
  show(table: PlaneTable): void;
}

/** Rows left out that are shown before 'and more'. */
const SHOWN = 8;

/** @param onTable gets each table, and each choice of other columns of it */
export function tablePanel(offers: readonly OfferedPlane[], onTable: (table: PlaneTable) => void): TablePanel {
  let shown: ReadPlane | undefined;
  /** What is read next: of another table, its first columns. */
  let wanted: ReadPlane["chosen"] | undefined;
  /** The table that was given last is the one whose columns are shown. */
  let given: PlaneTable | undefined;

  const offered = choice("Tables", ["Choose a table", ...offers.map(({ name }) => name)]);
  const input = tableInput<ReadPlane>({
    paste: ["or paste one here", "x,y,z\n1,2,3\n2,3,4"],
    read: (source, onProgress) => {
      const chosen = wanted;
      wanted = undefined;
      return planeJob({ source, chosen, most: MOST }, onProgress);
    },
    onTable: (table, name) => {
      shown = table;
      offered.selectedIndex = 0;
      showColumns(table);
      const { x, y, z, chosen, columns, whole, dropped } = table;
      const others = columns.filter(({ numbers }) => !numbers);
      const left = dropped > 0 ? `, ${count(dropped)} left out` : "";
      const words = others.length > 0 ? ` Not of numbers: ${namesOf(others)}.` : "";
      say(`${name && `${name}: `}${count(whole)} ${whole === 1 ? "row" : "rows"}${left}.${words}`);
      showProblems(table);
      const [first, second, height] = chosen.map((number) => columns[number - 1].name || `column ${number}`);
      given = { ...planeTable([x, y, z], [first, second, height]), rows: whole };
      onTable(given);
    },
    onNothing: () => shown && showColumns(shown),
  });
  const roles = (["x", "y", "z"] as const).map((role, i) => {
    const select = choice(`Column of ${role}`, []);
    return { select, label: wrapped(["x is", "y is", "height is"][i], select) };
  });
  const chosen = group(...roles.map(({ label }) => label));
  chosen.className = "roles";
  chosen.hidden = true;
  const status = made("p", "pw-note");
  status.setAttribute("role", "status");
  status.hidden = true;
  const problems = document.createElement("details");
  problems.hidden = true;
  input.element.append(chosen, status, problems);

  function showColumns({ columns, chosen: places }: ReadPlane): void {
    roles.forEach(({ select }, i) => {
      const numeric = columns.filter(({ numbers, number }) => numbers || places.includes(number));
      const options = numeric.map(
        ({ name, number }) => new Option(shortened(name || `column ${number}`), String(number)),
      );
      select.replaceChildren(...options);
      select.value = String(places[i]);
    });
    chosen.hidden = false;
  }

  /** What another role had is swapped for what this one had: no column is chosen twice. */
  roles.forEach(({ select }, i) => {
    select.addEventListener("change", () => {
      if (!shown) return;
      const [next, before] = [Number(select.value), shown.chosen[i]];
      const [x, y, z] = shown.chosen.map((place, j) => (i === j ? next : place === next ? before : place));
      wanted = [x, y, z];
      input.again();
    });
  });
  offered.addEventListener("change", () => {
    const offer = offers[offered.selectedIndex - 1];
    if (offer) onTable(planeTable(offer.columns(), offer.names, offer.credit));
  });

  function say(text: string): void {
    status.textContent = text;
    status.hidden = text === "";
  }

  function showProblems({ problems: found, dropped }: ReadPlane): void {
    const list = made("ul", "");
    for (const { row, column, text } of found.slice(0, SHOWN)) {
      list.append(made("li", "", `row ${row}, column ${column}: ${text}`));
    }
    if (dropped > 0 && found.length > SHOWN) list.append(made("li", "", "… and more like these"));
    problems.hidden = found.length === 0;
    problems.replaceChildren(made("summary", "", "Why rows were left out"), list);
  }

  return {
    element: group(offered, input.element),
    acceptDrops: input.acceptDrops,
    show(table) {
      if (given && sameTable(table, given)) return;
      given = undefined;
      chosen.hidden = problems.hidden = true;
      say(table.credit);
    },
  };
}

const sameTable = (one: PlaneTable, other: PlaneTable): boolean =>
  (["x", "y", "z", "names", "rows"] as const).every(
    (part) => JSON.stringify(one[part]) === JSON.stringify(other[part]),
  );
