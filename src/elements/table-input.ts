// table-input.ts: a panel that takes in a table: a file chosen or dropped, or text pasted; read off the page's thread.
import { button } from "./bar.ts";
import { made } from "./descent/frame.ts";
import { count } from "./numbers.ts";
import { tabbed } from "./pasted.ts";
import type { Job } from "./work/job.ts";

export interface TableInputOptions<T> {
  /** What may be pasted, in words, and an example of it. */
  readonly paste: readonly [words: string, example: string];
  /** Starts to read a file or a text. What its job rejects with is shown, unless it was cancelled. */
  readonly read: (source: Blob | string, onProgress: (share: number, rows?: number) => void) => Job<T>;
  /** Called with each table that was read. `name` is the file's, or empty. */
  readonly onTable: (table: T, name: string) => void;
  /** Called where nothing came of reading, since it was cancelled or went wrong: what was there before stays. */
  readonly onNothing?: () => void;
}

export interface TableInput {
  readonly element: HTMLElement;
  /** Takes a file that is dropped on a place beside the panel. */
  acceptDrops(place: HTMLElement): void;
  /** Reads the last table again, for other columns of it. */
  again(): void;
  /** Shows what is wrong; "" once nothing is. */
  complain(problem: string): void;
}

interface Source {
  readonly text: Blob | string;
  readonly name: string;
}

/** Names are cut here: a name of a thousand letters is a mistake. */
const LONGEST_NAME = 40;

/**
 * A file button that is a place to drop on, too, and a box to paste into. Reading is off the page's thread, with progress and
 * a way to cancel. What a table says is shown as text.
 */
export function tableInput<T>({ paste, read, onTable, onNothing = () => {} }: TableInputOptions<T>): TableInput {
  let source: Source | undefined;
  let job: Job<T> | undefined;

  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values";
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) take({ text: chosen, name: chosen.name });
    // The same file may be chosen again, once it was mended.
    file.value = "";
  });
  const drop = made("label", "drop", file, made("span", "", "Choose a CSV file, or drop one here"));

  const box = document.createElement("textarea");
  box.className = "pw-field";
  box.rows = 3;
  box.spellcheck = false;
  [, box.placeholder] = paste;
  const typed = () => (box.value.trim() === "" ? undefined : take({ text: tabbed(box.value), name: "" }));
  box.addEventListener("change", typed);
  box.addEventListener("paste", () => setTimeout(typed));

  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", "share of the table that is read");
  const working = made("span", "");
  const progress = made(
    "p",
    "pw-bar",
    bar,
    working,
    button("Cancel", () => job?.cancel()),
  );
  progress.hidden = true;
  const error = made("p", "pw-error");
  error.setAttribute("role", "alert");
  error.hidden = true;
  const element = made("div", "pw-table", drop, made("label", "", made("span", "", paste[0]), box), progress, error);

  function acceptDrops(place: HTMLElement): void {
    // A file dropped beside the label must not make the browser leave the page.
    for (const type of ["dragenter", "dragover", "dragleave", "drop"] as const) {
      place.addEventListener(type, (event) => {
        event.preventDefault();
        event.stopPropagation();
        drop.classList.toggle("over", type === "dragenter" || type === "dragover");
        const [dropped] = (type === "drop" && event.dataTransfer?.files) || [];
        if (dropped) take({ text: dropped, name: dropped.name });
      });
    }
  }
  acceptDrops(element);

  async function take(next: Source): Promise<void> {
    job?.cancel();
    const mine = read(next.text, (share, rows) => {
      if (job !== mine) return;
      bar.value = share;
      working.textContent = rows ? `${count(rows)} rows` : `${Math.round(100 * share)} %`;
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
      complain("");
      onTable(table, shortened(next.name));
    } catch (thrown) {
      if (job !== mine) return;
      const { name, message } = thrown as Error;
      if (name !== "AbortError") complain(`${next.name ? `${shortened(next.name)}: ` : ""}${message}`);
      onNothing();
    } finally {
      clearTimeout(showing);
      if (job === mine) {
        job = undefined;
        progress.hidden = true;
      }
    }
  }

  function complain(problem: string): void {
    error.textContent = problem;
    error.hidden = problem === "";
  }

  return { element, acceptDrops, complain, again: () => void (source && take(source)) };
}

/** A name of somebody's, as there is room for. */
export const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
