// predict.ts: `piecewise predict`: a table with one more column, what the model says.
import { evaluate } from "../core/index.ts";
import { csvRow, type Layout, quoted, rowReader } from "../data/index.ts";
import { type Io, sourceName, text, UsageError } from "./io.ts";
import { type InputReader, inputReader } from "./predict-columns.ts";
import { readModel } from "./read-model.ts";
import { counted, named } from "./read-table.ts";

/**
 * Prints the rows of a table as they are, in its own dialect, with a column `prediction` after the last, or one for each
 * output of a network. A row in which an input is missing gets an empty one; they are counted on stderr, as are levels that
 * the model has no input for. Rows come out as they come in: nothing is kept.
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
  const { model, inputs } = stored;
  const outputs = "layers" in model ? model.layers[model.layers.length - 1].biases.length : 1;
  let layout: Layout | undefined;
  let columns: InputReader | undefined;
  let waiting: { readonly cells: readonly string[]; readonly whole: boolean }[] = [];
  let xs = new Float64Array(inputs.length);
  let missing = 0;
  let head = "";
  const reader = rowReader({
    onLayout(given) {
      layout = given;
      columns = inputReader(given, stored, options.x);
      if (given.header) head = csvRow([...given.names, ...freeNames(given.names, outputs)], given.delimiter);
    },
    onRow(cells, row) {
      const at = waiting.length * inputs.length;
      if (at === xs.length) {
        const longer = new Float64Array(2 * at);
        longer.set(xs);
        xs = longer;
      }
      const whole = columns!.read(cells, row, xs, at);
      if (!whole) missing++;
      waiting.push({ cells, whole });
    },
  });

  async function flush(): Promise<void> {
    if (!layout) return;
    const { names, delimiter, decimal } = layout;
    const rows = xs.subarray(0, waiting.length * inputs.length);
    const predictions = evaluate(model, rows, new Float64Array(waiting.length * outputs));
    let lines = head;
    for (const [i, { cells, whole }] of waiting.entries()) {
      const padding = Array<string>(names.length - cells.length).fill("");
      const ys = Array.from(predictions.subarray(i * outputs, (i + 1) * outputs), (y) =>
        whole ? String(y).replace(".", decimal) : "",
      );
      lines += csvRow([...cells, ...padding, ...ys], delimiter);
    }
    [head, waiting] = ["", []];
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
  const unseen = columns?.unseen();
  const without = inputs.length === 1 ? "without x" : "in which a cell is missing";
  const told = [
    missing > 0 ? `${counted(missing, "row")} ${without}: no prediction there` : "",
    unseen
      ? `${counted(unseen.count, "cell")} with text that the model was not fitted on, first ${quoted(unseen.first.level)} ` +
        `in row ${unseen.first.row} of ${quoted(unseen.first.column)}: predicted as none of those that it was`
      : "",
  ].filter(Boolean);
  for (const line of told) await io.stderr.write(`${sourceName(dataPath)}: ${line}\n`);
}

/** Names for so many columns that the table does not have yet: `prediction`, `prediction 2` … */
function freeNames(names: readonly string[], count: number): string[] {
  const free: string[] = [];
  for (let i = 1; free.length < count; i++) {
    const name = i === 1 ? "prediction" : `prediction ${i}`;
    if (!names.includes(name)) free.push(name);
  }
  return free;
}
