// take-away.ts: what a reader takes home from a figure: its function as a formula or data, its picture, an embed.
import {
  type Language,
  languages,
  type Model,
  print,
  type ReluSum,
  toJson,
  toOnnx,
  type Vector,
} from "../core/index.ts";
import { download, type Plot } from "../plot/index.ts";
import { bar, button, enable } from "./bar.ts";
import { copyButton } from "./copy.ts";
import { curveCsv, tableCsv } from "./csv.ts";

/** What `takeAway` is given: each is asked for when the reader wants it, so it is always what is on screen. */
export interface TakeAwayOptions {
  /** What files are called, without an ending. */
  readonly name: string;
  /** The function that is shown, undefined while there is none. */
  readonly model: () => Model | undefined;
  /** Its formula in a language; `print`'s unless said. What it throws is shown in the formula's place. */
  readonly formula?: (model: Model, language: Language) => string;
  /** The model as data; `toJson`'s unless said. */
  readonly json?: (model: Model) => object;
  /** The rows that it is fitted to, where there are any; or a whole CSV, as functions of several inputs need. */
  readonly table?: () => { readonly x: Vector; readonly y: Vector } | string | undefined;
  /** The picture: a plot, or what there is instead of one, as files. */
  readonly plot: () => Plot | PictureFiles;
  /** HTML that shows the figure in another page. */
  readonly embed: () => string;
}

/** A picture as files. */
export interface PictureFiles {
  readonly files: Readonly<Record<"svg" | "png", () => Blob | Promise<Blob>>>;
}

/** A fold-out; while it is open the formula follows the `input` and `change` events of the figure around it. */
export interface TakeAway extends HTMLDetailsElement {
  /** Shows the model of now: for figures that change without an event. */
  update(): void;
}

const NAMES: Readonly<Record<Language, string>> = {
  text: "Text",
  latex: "LaTeX",
  javascript: "JavaScript",
  typescript: "TypeScript",
  python: "Python",
  sql: "SQL",
  excel: "Excel",
  c: "C",
  desmos: "Desmos",
};

/**
 * A fold-out “Take away”: the formula in nine languages, and as files or to copy the model as JSON and ONNX, the table (or the curve)
 * as CSV, the picture as SVG and PNG, and the embed.
 *
 * @throws {TypeError} if name is no string, or model, plot or embed are no functions
 */
export function takeAway(options: TakeAwayOptions): TakeAway {
  check(options);
  const { name, model, formula = print as FormulaOf, json = toJson, table = () => undefined, plot, embed } = options;
  const element = document.createElement("details") as TakeAway;
  element.className = "pw-take";
  const summary = document.createElement("summary");
  summary.textContent = "Take away";
  const language = select("Language of the formula", languages, NAMES);
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  pre.append(document.createElement("code"));
  const code = pre.firstElementChild!;
  const note = document.createElement("p");
  note.className = "pw-note";
  note.setAttribute("role", "status");

  const guarded = (work: () => unknown) => async () => {
    note.textContent = "";
    try {
      await work();
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const csv = () => {
    const rows = table();
    if (typeof rows === "string") return rows;
    const f = model() as ReluSum;
    return rows ? tableCsv(rows, f) : curveCsv(f, (plot() as Plot).scene.xlim);
  };
  const image = async (format: "svg" | "png") => {
    const shown = plot();
    if ("files" in shown) saveBlob(await shown.files[format](), `${name}.${format}`);
    else await download(shown, format, name);
  };
  const copyFormula = copyButton("Copy", () => `${code.textContent}\n`);
  const data = {
    json: button(
      "JSON",
      guarded(() => save(`${JSON.stringify(json(model()!), undefined, 2)}\n`, "application/json", `${name}.json`)),
      { title: "The model, as piecewise reads it back" },
    ),
    onnx: button(
      "ONNX",
      guarded(() => saveBlob(new Blob([toOnnx(model()!) as Uint8Array<ArrayBuffer>]), `${name}.onnx`)),
      { title: "The model, as onnxruntime and others read it" },
    ),
    csv: button(
      "CSV",
      guarded(() => save(csv(), "text/csv", `${name}.csv`)),
      { title: "The points, as a table" },
    ),
  };
  const others = [
    button(
      "SVG",
      guarded(() => image("svg")),
      { title: "The picture, sharp at any size" },
    ),
    button(
      "PNG",
      guarded(() => image("png")),
      { title: "The picture, in pixels" },
    ),
    copyButton("Copy embed", embed),
  ];
  others[2].title = "HTML for a page of your own, with piecewise.global.js beside it";
  element.append(
    summary,
    bar("Formula", language, copyFormula),
    pre,
    bar("Save or copy", data.json, data.onnx, data.csv, ...others),
    note,
  );

  element.update = () => {
    const f = model();
    code.textContent = f ? written(formula, f, language.value as Language) : "No function yet.";
    enable(copyFormula, f !== undefined);
    enable(data.json, f !== undefined);
    enable(data.onnx, f !== undefined);
    enable(data.csv, f !== undefined || table() !== undefined);
  };
  language.addEventListener("change", (event) => {
    event.stopPropagation();
    element.update();
  });
  language.addEventListener("input", (event) => event.stopPropagation());
  let following: AbortController | undefined;
  element.addEventListener("toggle", () => {
    following?.abort();
    if (!element.open) return;
    element.update();
    following = new AbortController();
    const { signal } = following;
    let waiting = false;
    const follow = (event: Event) => {
      if (!element.isConnected) following?.abort();
      else if (!waiting && (event.target as Node).contains(element)) {
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          if (!signal.aborted) element.update();
        });
      }
    };
    for (const type of ["input", "change"]) element.getRootNode().addEventListener(type, follow, { signal });
  });
  return element;
}

function check(options: TakeAwayOptions): void {
  const given = options as unknown as Readonly<Record<string, unknown>> | undefined;
  if (typeof given?.name !== "string")
    throw new TypeError(`takeAway: name must be a string, got ${typeof given?.name}`);
  for (const part of ["model", "plot", "embed"]) {
    if (typeof given[part] !== "function") {
      throw new TypeError(`takeAway: ${part} must be a function, got ${typeof given[part]}`);
    }
  }
}

type FormulaOf = NonNullable<TakeAwayOptions["formula"]>;

/** The formula, or why there is none in this language: a cell of Excel has a longest formula. */
function written(formula: FormulaOf, f: Model, language: Language): string {
  try {
    return formula(f, language);
  } catch (error) {
    return (error as Error).message.replace(/^print: /, "");
  }
}

function select(label: string, values: readonly string[], names: Readonly<Record<string, string>>): HTMLSelectElement {
  const element = document.createElement("select");
  element.setAttribute("aria-label", label);
  element.append(...values.map((value) => new Option(names[value], value)));
  return element;
}

const save = (text: string, type: string, file: string): void => saveBlob(new Blob([text], { type }), file);

/** Hands the reader a file, through the browser's own download. */
export function saveBlob(blob: Blob, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
