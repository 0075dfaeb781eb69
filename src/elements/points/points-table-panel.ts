// points-table-panel.ts: where the reader opens a table and says which of its columns are x, y and the class.
import type { CsvTable } from "../../data/index.ts";
import { made } from "../descent/frame.ts";
import { choice, field, group, wrapped } from "../fit/fields.ts";
import type { Source } from "./points-state.ts";
import { type Chosen, pointsFrom, readTable } from "./points-table.ts";

type Table = Source & { readonly kind: "table" };

export interface PointsTablePanel {
  readonly element: HTMLElement;
  show(source: Table): void;
  /** Reads a file. */
  take(file: File): Promise<void>;
}

/** Files are read whole. */
const LARGEST_BYTES = 20_000_000;

export function pointsTablePanel(onSource: (source: Table) => void): PointsTablePanel {
  let table: CsvTable | undefined;
  const file = field("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv" });
  const paste = field("textarea", {
    class: "pw-field",
    rows: "3",
    spellcheck: "false",
    placeholder: "x,y,kind\n1,2,a\n2,3,b",
  });
  const columns = { x: choice("Column of x", []), y: choice("Column of y", []), of: choice("Column of the class", []) };
  const places = made(
    "div",
    "columns",
    wrapped("x is", columns.x),
    wrapped("y is", columns.y),
    wrapped("the class is", columns.of),
  );
  places.hidden = true;
  const said = made("p", "pw-note");
  said.setAttribute("role", "status");
  const fault = made("p", "pw-error");
  fault.setAttribute("role", "alert");

  function complain(text: string): void {
    fault.textContent = text;
    fault.hidden = text === "";
  }
  function read(text: string): void {
    try {
      table = readTable(text);
    } catch (error) {
      complain((error as Error).message);
      return;
    }
    const names = table.columns.map(({ name }, i) => new Option(name || `column ${i + 1}`, String(i + 1)));
    for (const box of Object.values(columns)) {
      box.replaceChildren(...names.map((option) => option.cloneNode(true)));
      box.value = "";
    }
    places.hidden = false;
    takeColumns({});
  }
  /** What cannot be told by itself can be chosen: the menus stand there in any case. */
  function takeColumns(wanted: Chosen): void {
    if (!table) return;
    try {
      const { source, numbers, problems } = pointsFrom(table, wanted);
      for (const role of ["x", "y", "of"] as const) columns[role].value = String(numbers[role]);
      onSource(source);
      if (problems.length > 0) said.textContent += ` Left out: ${problems.join("; ")}.`;
    } catch (error) {
      complain((error as Error).message);
    }
  }
  file.addEventListener("change", () => file.files?.[0] && void take(file.files[0]));
  async function take(chosen: File): Promise<void> {
    if (chosen.size > LARGEST_BYTES)
      complain(`A file may have up to ${LARGEST_BYTES / 1e6} MB, this one has ${Math.round(chosen.size / 1e6)}.`);
    else read(await chosen.text());
  }
  // What is pasted is read at once, what is typed when it is done.
  paste.addEventListener("input", (event) => (event as InputEvent).inputType?.startsWith("insertFrom") && readPasted());
  paste.addEventListener("change", readPasted);
  let readLast = "";
  function readPasted(): void {
    if (paste.value.trim() === "" || paste.value === readLast) return;
    readLast = paste.value;
    read(paste.value);
  }
  for (const box of Object.values(columns)) {
    box.addEventListener("change", () => {
      const { x, y, of } = columns;
      takeColumns({ x: x.value || undefined, y: y.value || undefined, of: of.value || undefined });
    });
  }
  complain("");
  return {
    element: group(
      wrapped("Open a CSV, or drop it on the figure", file),
      wrapped("or paste one here", paste),
      places,
      said,
      fault,
    ),
    show(source) {
      said.textContent = `${source.points.length / 3} points.`;
      complain("");
    },
    take,
  };
}
