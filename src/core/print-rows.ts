// print-rows.ts: a sum of several inputs, or a network, as a formula.
import { record, show } from "./check.ts";
import type { Grammar, Language } from "./languages.ts";
import { inputsOf, isNetwork, type Network, outputOf } from "./network.ts";
import { checkPlanes, type PlaneFactor, type PlaneSum } from "./planes.ts";
import { shortNetwork, shortPlanes } from "./short-rows.ts";
import { checkedDigits, chosen, grouped, identifier, type Term, withinLimits } from "./terms.ts";
import { defaultVariables, type Variable, variable } from "./variables.ts";
import type { Vector } from "./vector.ts";

/** Excel's limit on the names of a LET. */
const EXCEL_NAMES = 126;

/** The names of a printed formula, as its language writes them. */
interface Names {
  readonly called: string;
  readonly inputs: readonly string[];
  /** The letter of hidden units: none of the names above begins like theirs. */
  readonly letter: string;
}

/** The formula of a model that takes rows; what `print` says of it. */
export function printRows(f: PlaneSum | Network, language: Language, options: object): string {
  const choice = chosen(language);
  const keys = ["digits", "name", "variables", ...(isNetwork(f) ? ["output"] : [])];
  const { digits, name = "f", variables, output } = record(options, "print: options", keys);
  const most = digits === undefined ? undefined : checkedDigits(digits);
  if (!isNetwork(f)) checkPlanes("print", f);
  const inputs = isNetwork(f) ? inputsOf(f) : f.slope.length;
  const names = namesOf(choice, language, name, variables, inputs);
  if (isNetwork(f)) {
    const one = outputOf(f, output, "print");
    return withinLimits(networkText(shortNetwork(f, one, most), choice, language, names), language);
  }
  const { intercept, slope, units, products = [] } = shortPlanes(f, most);
  const rectified = ({ m, b }: PlaneFactor) => choice.relu(line(m, b, choice, names.inputs), names.called);
  const terms = [
    ...units.map((unit): Term => [unit.weight, rectified(unit)]),
    ...products.map(({ weight, factors }): Term => [weight, factors.map(rectified).join(choice.times)]),
  ];
  const whole = grouped([[intercept], ...linear(slope, names.inputs), ...terms], choice);
  return withinLimits(choice.whole(whole, names.called, parameters(names, language), terms.length > 0), language);
}

function namesOf(choice: Grammar, language: Language, name: unknown, variables: unknown, inputs: number): Names {
  const given = variables ?? defaultVariables(inputs, language);
  if (!Array.isArray(given)) throw new TypeError(`print: variables must be an array of names, got ${show(given)}`);
  if (given.length !== inputs) {
    throw new RangeError(`print: variables must have ${inputs} names, one for each input, got ${given.length}`);
  }
  const written = given.map((one, i) => variable(one, `variables[${i}]`, choice, language));
  const called = choice.nameless ? "" : identifier(choice, language, "name", name);
  // The function that C's formulas rectify with is a name too; SQL and spreadsheets do not tell A from a.
  const own = language === "c" ? [called, `${called}_relu`] : [called];
  const all: readonly Variable[] = [...written, ...own.map((name) => ({ name, value: name }))];
  const seen = all.map(({ name, value }) => (choice.nameless && name === value ? value.toLowerCase() : value));
  const twice = all.find((_, i) => seen.indexOf(seen[i]) < i);
  if (twice) throw new RangeError(`print: name and variables must differ, got ${show(twice.value)} twice`);
  const begins = ({ name }: Variable, letter: string) => name.replace('"', "").toLowerCase().startsWith(letter);
  const letter = [..."hgkuvwpqrs"].find((letter) => !all.some((one) => begins(one, letter))) ?? "hh";
  return { called, inputs: written.map(({ value }) => value), letter };
}

/** Between the names of a function's inputs: C says the type of each, TypeScript after it. */
const BETWEEN: Partial<Record<Language, string>> = { c: ", double ", typescript: ": number, ", desmos: "," };

const parameters = ({ inputs }: Names, language: Language): string => inputs.join(BETWEEN[language] ?? ", ");

const linear = (m: Vector, names: readonly string[]): Term[] => names.map((name, j): Term => [m[j], name]);

const line = (m: Vector, b: number, choice: Grammar, names: readonly string[]): string =>
  grouped([...linear(m, names), [b]], choice);

/** A hidden unit: its name, and max(0, its line). */
interface Hidden {
  readonly name: string;
  readonly value: string;
}

/** How hidden units are named where it is not letter, layer, underscore, unit. */
const SUBSCRIPTED: Partial<Record<Language, (letter: string, layer: number, unit: number) => string>> = {
  latex: (letter, layer, unit) => `${letter}_{${layer},${unit}}`,
  desmos: (letter, layer, unit) => `${letter}_{${layer}n${unit}}`,
};

function networkText({ layers }: Network, choice: Grammar, language: Language, names: Names): string {
  const { called, letter } = names;
  const x = parameters(names, language);
  const nameOf = SUBSCRIPTED[language] ?? ((letter, layer, unit) => `${letter}${layer}_${unit}`);
  if (language === "sql") return query(layers, choice, names);
  const hidden: Hidden[] = [];
  let below = names.inputs;
  for (const [l, { weights, biases }] of layers.slice(0, -1).entries()) {
    const own = biases.map((b, i): Hidden => {
      const name = nameOf(letter, l + 1, i + 1);
      return { name, value: choice.relu(line(weights[i], b, choice, below), called) };
    });
    hidden.push(...own);
    // Desmos keeps only functions of the inputs: a hidden unit is one, and is called as one.
    below = own.map(({ name }) => (language === "desmos" ? `${name}\\left(${x}\\right)` : name));
  }
  const last = layers[layers.length - 1];
  return arranged(hidden, line(last.weights[0], last.biases[0], choice, below), choice, language, names);
}

/** The hidden units and the result that reads them, in the form of the language. */
function arranged(
  hidden: readonly Hidden[],
  result: string,
  choice: Grammar,
  language: Language,
  names: Names,
): string {
  const { called } = names;
  const x = parameters(names, language);
  const whole = (expression: string) => choice.whole(expression, called, x, hidden.length > 0);
  if (hidden.length === 0) return whole(result);
  switch (language) {
    case "text":
      return [...hidden.map(({ name, value }) => `${name} = ${value}`), whole(result)].join("\n");
    case "latex": {
      const rows = [...hidden.map(({ name, value }) => `${name} &= ${value}`), whole(result).replace(" = ", " &= ")];
      return `\\begin{aligned}\n${rows.join(" \\\\\n")}\n\\end{aligned}`;
    }
    case "desmos":
      return [...hidden.map(({ name, value }) => `${name}\\left(${x}\\right)=${value}`), whole(result)].join("\n");
    case "excel":
      if (hidden.length > EXCEL_NAMES) {
        throw new RangeError(`print: an excel formula must have at most ${EXCEL_NAMES} names, got ${hidden.length}`);
      }
      return whole(`LET(${hidden.map(({ name, value }) => `${name},${value},`).join("")}${result})`);
    default: {
      // The body of a function: its lines go before its return, indented like it.
      const [before, after] = whole("\0").split("return \0");
      const indent = before.slice(before.lastIndexOf("\n"));
      const [start, end] = DECLARED[language] ?? ["", ""];
      const lines = hidden.map(({ name, value }) => `${start}${name} = ${value}${end}`);
      return `${before}${[...lines, `return ${result}`].join(indent)}${after}`;
    }
  }
}

/** What stands before and after a value that gets a name. */
const DECLARED: Partial<Record<Language, readonly [start: string, end: string]>> = {
  javascript: ["const ", ";"],
  typescript: ["const ", ";"],
  c: ["const double ", ";"],
};

/**
 * A network as an SQL expression: a scalar subquery within which each layer is two subqueries, of lines and of their
 * rectified values, so that nothing is written out twice and the layers add up instead of multiplying.
 */
function query(layers: Network["layers"], choice: Grammar, { inputs, letter }: Names): string {
  let below = inputs;
  let from = "";
  for (const [l, { weights, biases }] of layers.slice(0, -1).entries()) {
    const [lines, units] = ["z", ""].map((mark) => biases.map((_, i) => `${letter}${mark}${l + 1}_${i + 1}`));
    const select = (values: readonly string[], names: readonly string[]) =>
      values.map((value, i) => `${value} AS ${names[i]}`).join(", ");
    const inner = select(
      weights.map((m, i) => line(m, biases[i], choice, below)),
      lines,
    );
    const outer = select(
      lines.map((name) => choice.relu(name, "")),
      units,
    );
    from = ` FROM (SELECT ${outer} FROM (SELECT ${inner}${from}) AS ${letter}z${l + 1}) AS ${letter}${l + 1}`;
    below = units;
  }
  const { weights, biases } = layers[layers.length - 1];
  const result = line(weights[0], biases[0], choice, below);
  return from === "" ? result : `(SELECT ${result}${from})`;
}
