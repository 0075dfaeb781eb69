// predict.ts: `piecewise predict`: a table with one more column, what the model says.
import { evaluate } from "../core/index.ts";
import {
  cellNumber,
  csvRow,
  DataError,
  findColumn,
  type Layout,
  notANumber,
  quoted,
  rowReader,
} from "../data/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";
import { readModel, type StoredModel } from "./read-model.ts";
import { counted, named } from "./read-table.ts";

/**
 * Prints the rows of a table as they are, in its own dialect, with a column `prediction` after the last. A row whose x is
 * missing gets an empty one; they are counted on stderr. Rows come out as they come in: nothing is kept.
 */
export async function predict(
  modelPath: string,
  dataPath: string,
  options: { readonly x?: string },
  io: Io,
): Promise<void> {
  if (modelPath === "-" && dataPath === "-") {
    throw new UsageError("the model and the data cannot both be standard input; name a file for one of them");
  }
  const stored = await readModel(modelPath, io);
  let layout: Layout | undefined;
  let column = 0;
  let waiting: (readonly string[])[] = [];
  let xs: number[] = [];
  let missing = 0;
  let head = "";
  const reader = rowReader({
    onLayout(given) {
      layout = given;
      column = xColumn(given, stored, options.x) - 1;
      if (given.header) head = csvRow([...given.names, freeName(given.names)], given.delimiter);
    },
    onRow(cells, row) {
      const cell = cells[column] ?? "";
      const x = cellNumber(cell, layout!.decimal);
      const place = { number: column + 1, name: layout!.names[column] };
      if (x === undefined) throw notANumber({ row, text: cell }, place, layout!.decimal);
      if (!Number.isNaN(x) && !Number.isFinite(x)) {
        const remedy = "correct the cell, or empty it to get an empty prediction";
        throw new DataError(`${quoted(cell)} is not finite`, remedy, { row, column: place.number, name: place.name });
      }
      if (Number.isNaN(x)) missing++;
      waiting.push(cells);
      xs.push(x);
    },
  });

  async function flush(): Promise<void> {
    if (!layout) return;
    const { names, delimiter, decimal } = layout;
    const predictions = evaluate(stored.model, Float64Array.from(xs));
    let lines = head;
    for (const [i, cells] of waiting.entries()) {
      const padding = Array<string>(names.length - cells.length).fill("");
      const y = Number.isNaN(xs[i]) ? "" : String(predictions[i]).replace(".", decimal);
      lines += csvRow([...cells, ...padding, y], delimiter);
    }
    [head, waiting, xs] = ["", [], []];
    await io.stdout.write(lines);
    io.signal.throwIfAborted();
  }

  try {
    for await (const piece of text(dataPath, io)) {
      reader.push(piece);
      await flush();
    }
    reader.end();
    await flush();
  } catch (error) {
    throw named(error, dataPath);
  }
  if (missing > 0) {
    await io.stderr.write(`${sourceName(dataPath)}: ${counted(missing, "row")} without x: no prediction there\n`);
  }
}

/** The number of the column that is x: the one asked for, the one the model was fitted on, or the first of numbers. */
function xColumn({ names, sample, decimal }: Layout, stored: StoredModel, asked: string | undefined): number {
  const columns = names.map((name, i) => ({ name, number: i + 1 }));
  if (asked !== undefined) return findColumn(columns, asked).number;
  if (stored.x !== undefined) {
    try {
      return findColumn(columns, stored.x).number;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new DataError(
        `${error.message.split(";")[0]}, which the model was fitted on`,
        "name the column of x with --x",
      );
    }
  }
  const numeric = columns.find(({ number }) => {
    const cells = sample.map((row) => cellNumber(row[number - 1] ?? "", decimal));
    return cells.some((value) => value !== undefined && !Number.isNaN(value)) && !cells.includes(undefined);
  });
  if (numeric || sample.length === 0) return numeric?.number ?? 1;
  throw new DataError("no column holds numbers only", "name the column of x with --x");
}

function freeName(names: readonly string[]): string {
  let name = "prediction";
  for (let i = 2; names.includes(name); i++) name = `prediction ${i}`;
  return name;
}
