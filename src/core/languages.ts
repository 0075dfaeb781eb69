// languages.ts: how each language that a sum is printed in writes numbers, names, sums and the rectified line.

/** What a printer needs to know of a language. */
export interface Grammar {
  /** A number ≥ 0. */
  readonly number: (value: number) => string;
  /** Between a number and what it multiplies. */
  readonly times: string;
  readonly plus: string;
  readonly minus: string;
  /** The sign of a first term. */
  readonly negative: string;
  /** True where −x is written as −1 times x. */
  readonly spellsMinusOne?: boolean;
  /** max(0, line), NaN where the line is; `name` is the printed function's. */
  readonly relu: (line: string, name: string) => string;
  /** The whole: what stands around the expression in x. */
  readonly whole: (expression: string, name: string, x: string, bends: boolean) => string;
  /** True where the whole has no name. */
  readonly nameless?: boolean;
  /** x if it is not said. */
  readonly variable?: string;
  /** The name as the language writes it; undefined where it cannot be one. */
  readonly identifier: (name: string) => string | undefined;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Names of one pattern, but for the words that are taken. */
const names =
  (pattern: RegExp, taken: ReadonlySet<string> = new Set()) =>
  (name: string): string | undefined =>
    pattern.test(name) && !taken.has(name) ? name : undefined;

const scriptName = names(
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u,
  words(
    "arguments async await break case catch class const continue debugger default delete do else enum eval export extends " +
      "false finally for function if implements import in instanceof interface let new null package private protected " +
      "public return static super switch this throw true try typeof var void while with yield Math NaN Infinity undefined",
  ),
);

const pythonName = names(
  /^[\p{ID_Start}_]\p{ID_Continue}*$/u,
  words(
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
      "import in is lambda nonlocal not or pass raise return try while with yield max",
  ),
);

const cName = names(
  /^[A-Za-z_]\w*$/,
  words(
    "alignas alignof auto bool break case char const constexpr continue default do double else enum extern false float for " +
      "goto if inline int long main nullptr register restrict return short signed sizeof static static_assert struct switch " +
      "thread_local true typedef typeof typeof_unqual union unsigned void volatile while " +
      "_Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local",
  ),
);

const SQL_WORDS = words(
  "all alter and any as asc between by case cast check collate column constraint create cross current_date current_time " +
    "current_timestamp default delete desc distinct drop else end escape except exists false for foreign from full grant " +
    "group having in index inner insert intersect into is join key left like limit natural not null offset on or order " +
    "outer primary references right select set table then to transaction true union unique update user using values when " +
    "where window with",
);

/** A column: bare if it can be, else in double quotes, as standard SQL has them. */
const sqlName = (name: string): string | undefined => {
  if (/^[A-Za-z_]\w*$/.test(name) && !SQL_WORDS.has(name.toLowerCase())) return name;
  return name !== "" && !/\p{Cc}/u.test(name) ? `"${name.replaceAll('"', '""')}"` : undefined;
};

/** A cell (A1, $B$2) or a defined name; R and C alone mean row and column. */
const excelName = (name: string): string | undefined =>
  /^\$?[A-Z]{1,3}\$?[1-9]\d{0,6}$/i.test(name) ||
  (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !/^(r|c|true|false)$/i.test(name))
    ? name
    : undefined;

/** A letter, with a subscript if more follows: x1 and x_1 are x₁. */
const subscripted = (name: string): string | undefined => {
  const [, letter, index, word] = /^([A-Za-z])(?:_?(\d+)|_([A-Za-z\d]+))?$/.exec(name) ?? [];
  const subscript = index ?? word;
  return letter && subscript ? `${letter}_{${subscript}}` : letter;
};

/** As `subscripted`; longer words upright. */
const latexName = (name: string): string | undefined =>
  subscripted(name) ?? (/^[A-Za-z]\w*$/.test(name) ? `\\mathrm{${name.replaceAll("_", "\\_")}}` : undefined);

/** Where 1e-7 would be read as 1·e − 7, powers are spelled out. */
const power = (value: number): string => {
  const [mantissa, exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  return `${mantissa === "1" ? "" : `${mantissa}\\cdot `}10^{${Number(exponent)}}`;
};

const ASCII = { times: " * ", plus: " + ", minus: " - ", negative: "-" };

const LANGUAGES = {
  text: {
    number: (value) => String(value).replace("e-", "e−"),
    times: "·",
    plus: " + ",
    minus: " − ",
    negative: "−",
    relu: (line) => `max(0, ${line})`,
    whole: (expression, name, x) => `${name}(${x}) = ${expression}`,
    identifier: names(/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u),
  },
  latex: {
    number: power,
    times: "",
    plus: " + ",
    minus: " - ",
    negative: "-",
    relu: (line) => `\\max(0, ${line})`,
    whole: (expression, name, x) => `${name}(${x}) = ${expression}`,
    identifier: latexName,
  },
  javascript: {
    ...ASCII,
    number: String,
    relu: (line) => `Math.max(0, ${line})`,
    whole: (expression, name, x) => `function ${name}(${x}) {\n  return ${expression};\n}`,
    identifier: scriptName,
  },
  typescript: {
    ...ASCII,
    number: String,
    relu: (line) => `Math.max(0, ${line})`,
    whole: (expression, name, x) => `function ${name}(${x}: number): number {\n  return ${expression};\n}`,
    identifier: scriptName,
  },
  python: {
    ...ASCII,
    number: String,
    // The line comes first: Python's max keeps its first argument where the two do not compare, as with NaN.
    relu: (line) => `max(${line}, 0.0)`,
    whole: (expression, name, x) => `def ${name}(${x}):\n    return ${expression}`,
    identifier: pythonName,
  },
  sql: {
    ...ASCII,
    // An exponent makes a number double precision in standard SQL; without it DuckDB computes in decimals that overflow.
    number: (value) => (String(value).includes("e") ? String(value) : `${value}e0`),
    // The negative of an unsigned integer, and of the least signed one, is out of range in DuckDB.
    spellsMinusOne: true,
    // CASE, since MAX of two is SQLite's alone; a NULL does not compare, so it falls through to the line and stays NULL.
    relu: (line) => `CASE WHEN ${line} < 0 THEN 0 ELSE ${line} END`,
    whole: (expression) => expression,
    nameless: true,
    identifier: sqlName,
  },
  excel: {
    number: (value) => String(value).toUpperCase(),
    times: "*",
    plus: "+",
    minus: "-",
    negative: "-",
    relu: (line) => `MAX(0,${line})`,
    whole: (expression) => `=${expression}`,
    nameless: true,
    variable: "A1",
    identifier: excelName,
  },
  c: {
    ...ASCII,
    number: (value) => (/[.e]/.test(String(value)) ? String(value) : `${value}.0`),
    // Not fmax: it takes 0 where the line is NaN, and wants the mathematics library.
    relu: (line, name) => `${name}_relu(${line})`,
    whole: (expression, name, x, bends) =>
      `${bends ? `static double ${name}_relu(double z) { return z < 0.0 ? 0.0 : z; }\n\n` : ""}` +
      `double ${name}(double ${x}) {\n  return ${expression};\n}`,
    identifier: cName,
  },
  desmos: {
    number: power,
    times: "",
    plus: "+",
    minus: "-",
    negative: "-",
    relu: (line) => `\\max\\left(0,${line}\\right)`,
    whole: (expression, name, x) => `${name}\\left(${x}\\right)=${expression}`,
    // e is Euler's number there.
    identifier: (name) => (name === "e" ? undefined : subscripted(name)),
  },
} satisfies Readonly<Record<string, Grammar>>;

/** A language that a sum can be printed in. */
export type Language = keyof typeof LANGUAGES;

/** The languages that a sum can be printed in. */
export const languages = Object.freeze(Object.keys(LANGUAGES)) as readonly Language[];

/** The grammar of a language; undefined if there is none of that name. */
export function grammar(language: string): Grammar | undefined {
  return Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language as Language] : undefined;
}
