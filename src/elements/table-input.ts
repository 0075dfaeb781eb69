// table-input.ts: a panel that takes in a table: a file chosen or dropped, or text pasted; then its columns.
import { button } from "./bar.ts";
import { tabbed } from "./pasted.ts";
import type { Job } from "./work/job.ts";
import { readJob } from "./work/jobs.ts";
import type { ReadTable } from "./work/read-task.ts";

export interface TableInputOptions {
  /** Called with each table that was read: also when other columns of it are chosen. `name` is the file's, or empty. */
  readonly onTable: (table: ReadTable, name: string) => void;
  /** Called with what is wrong, and with "" once it is not any more. */
  readonly onProblem?: (text: string) => void;
}

interface Source {
  readonly text: Blob | string;
  readonly name: string;
}

/** Problems that are shown before 'and more'. */
const SHOWN = 8;

/** Names are cut here: a name of a thousand letters is a mistake. */
const LONGEST_NAME = 40;

/**
 * A file button that is a place to drop on, too, a box to paste into, and, once there is a table, two choices of columns,
 * the count of its rows, and what was wrong with rows that were left out. Reading is off the page's thread, with
 * progress and a way to cancel. What a table says is shown as text.
 */
export function tableInput({ onTable, onProblem = () => {} }: TableInputOptions): HTMLElement {
  const panel = document.createElement("div");
  panel.className = "pw-table";
  let source: Source | undefined;
  let job: Job<ReadTable> | undefined;

  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values";
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) read({ text: chosen, name: chosen.name });
    // The same file may be chosen again, once it was mended.
    file.value = "";
  });
  const drop = document.createElement("label");
  drop.className = "drop";
  drop.append(file, said("span", "Choose a CSV file, or drop one here"));

  const box = document.createElement("textarea");
  box.className = "pw-field";
  box.rows = 3;
  box.spellcheck = false;
  box.placeholder = "x, y";
  const paste = document.createElement("label");
  paste.append(said("span", "or paste two columns of numbers"), box);
  const typed = () => (box.value.trim() === "" ? undefined : read({ text: tabbed(box.value), name: "" }));
  box.addEventListener("change", typed);
  box.addEventListener("paste", () => setTimeout(typed));

  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", "share of the table that is read");
  const working = said("span", "");
  const cancel = button("Cancel", () => job?.cancel());
  const progress = document.createElement("p");
  progress.className = "pw-bar";
  progress.hidden = true;
  progress.append(bar, working, cancel);

  const status = said("p", "");
  status.className = "pw-status";
  status.setAttribute("role", "status");
  const error = said("p", "");
  error.className = "pw-error";
  error.setAttribute("role", "alert");
  error.hidden = true;
  const x = select("x");
  const y = select("y");
  const columns = document.createElement("div");
  columns.className = "pw-bar";
  columns.hidden = true;
  columns.append(x.label, y.label);
  const problems = document.createElement("details");
  problems.hidden = true;
  for (const { box } of [x, y]) {
    box.addEventListener("change", () => source && read(source, { x: x.box.value, y: y.box.value }));
  }
  panel.append(drop, paste, progress, error, columns, status, problems);

  // A file dropped beside the label must not make the browser leave the page.
  for (const type of ["dragenter", "dragover", "dragleave", "drop"] as const) {
    panel.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", type === "dragenter" || type === "dragover");
      const [dropped] = (type === "drop" && event.dataTransfer?.files) || [];
      if (dropped) read({ text: dropped, name: dropped.name });
    });
  }

  async function read(next: Source, chosen: { readonly x?: string; readonly y?: string } = {}): Promise<void> {
    job?.cancel();
    const mine = readJob(next.text, chosen, (share, rows) => {
      if (job !== mine) return;
      bar.value = share;
      working.textContent = `${rows.toLocaleString("en")} rows`;
    });
    job = mine;
    bar.value = 0;
    working.textContent = "";
    // What takes no time needs no bar.
    const showing = setTimeout(() => {
      progress.hidden = false;
    }, 100);
    try {
      const table = await mine.done;
      if (job !== mine) return;
      source = next;
      show(table, next.name);
      tell("");
      onTable(table, next.name);
    } catch (thrown) {
      if (job !== mine) return;
      // Cancelled: what was there before stays.
      if ((thrown as Error).name !== "AbortError")
        tell(`${next.name ? `${shortened(next.name)}: ` : ""}${(thrown as Error).message}`);
    } finally {
      clearTimeout(showing);
      if (job === mine) {
        job = undefined;
        progress.hidden = true;
      }
    }
  }

  function tell(problem: string): void {
    error.textContent = problem;
    error.hidden = problem === "";
    onProblem(problem);
  }

  function show({ columns: names, numbers, rows, dropped, problems: found }: ReadTable, name: string): void {
    x.fill(names, numbers.x);
    y.fill(names, numbers.y);
    columns.hidden = names.length < 2;
    const left = dropped > 0 ? `, ${dropped.toLocaleString("en")} left out` : "";
    const count = `${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"}${left}`;
    status.textContent = name ? `${shortened(name)}: ${count}` : count;
    const list = document.createElement("ul");
    for (const { row, column, text } of found.slice(0, SHOWN))
      list.append(said("li", `row ${row}, column ${column}: ${text}`));
    if (dropped > 0 && found.length > SHOWN) list.append(said("li", "… and more like these"));
    problems.hidden = found.length === 0;
    problems.replaceChildren(said("summary", "Why rows were left out"), list);
  }

  return panel;
}

/** An element that says the text, whatever it holds. */
function said<K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

function select(role: string) {
  const box = document.createElement("select");
  box.setAttribute("aria-label", `column for ${role}`);
  const label = document.createElement("label");
  label.append(said("span", role), box);
  return {
    box,
    label,
    fill(names: readonly string[], chosen: number): void {
      const options = names.map((name, i) => new Option(shortened(name), `column ${i + 1}`, false, i + 1 === chosen));
      box.replaceChildren(...options);
    },
  };
}
