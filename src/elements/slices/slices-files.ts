// slices-files.ts: the figure of slices as files: its formula and its data in the columns' own names.
import {
  defaultVariables,
  evaluate,
  type Language,
  legalNames,
  type Model,
  type PlaneSum,
  print,
  toJson,
} from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import type { InputColumn, SlicesProblem } from "./slices-problem.ts";

const columnOf = ({ name, column = name }: InputColumn): string => column;

/** `print`, with the columns for the inputs, or where the language has no such names others, and what they are before a text. */
export function formulaOf(model: Model, language: Language, { inputs }: SlicesProblem): string {
  const sum = model as PlaneSum;
  if (language === "sql" || language === "excel") {
    const columns = [...new Set(inputs.map(columnOf))];
    const called = language === "sql" ? columns : defaultVariables(columns.length, language);
    const variables = inputs.map((input) => ({ column: called[columns.indexOf(columnOf(input))], is: input.is }));
    return print(sum, language, { variables });
  }
  const variables = legalNames(
    inputs.map(({ name }) => name),
    language,
  );
  const formula = print(sum, language, { variables });
  if (language !== "text") return formula;
  const legend = inputs.flatMap((input, j) => meaning(variables[j], input));
  return [...legend, formula].join("\n");
}

/** What a name stands for, where it is not the column's own with its spaces closed. */
function meaning(variable: string, { name, column, is }: InputColumn): string[] {
  if (is !== undefined) return [`${variable} is 1 where ${column} is ${is}, else 0.`];
  return variable === name.replaceAll(" ", "_") ? [] : [`${variable} is ${name}.`];
}

/** The sum as data, with the names of its columns; beside it which inputs are indicators, as the command has them. */
export function jsonOf(model: Model, { inputs, output }: SlicesProblem): object {
  const stored = toJson(model, { x: inputs.map(({ name }) => name), y: output.name });
  if (inputs.every(({ is }) => is === undefined)) return stored;
  const said = inputs.map((input) => ({ name: input.name, column: columnOf(input), is: input.is }));
  return { model: stored, inputs: said };
}

/** The rows that are trained on and those that are not, and what the sum says of each. */
export function csvOf({ inputs, output, rows, test }: SlicesProblem, model: PlaneSum): string {
  const lines = [rows, test].flatMap(({ x, y }, held) => {
    const values = evaluate(model, x, new Float64Array(y.length));
    const row = (i: number) => [...x.subarray(i * inputs.length, (i + 1) * inputs.length), y[i], values[i], held];
    return Array.from(y, (_, i) => csvRow(row(i).map(String)));
  });
  const header = [...inputs.map(({ name }) => name), output.name, "f", "held out"];
  return [csvRow(header), ...lines].join("");
}
