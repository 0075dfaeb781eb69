// points-files.ts: the figure as files: its state saved and loaded, its points as CSV, its network as a formula.
import { evaluate, type Language, type Network, network, print } from "../../core/index.ts";
import { csvRow } from "../../data/index.ts";
import { bar, button } from "../bar.ts";
import { saveBlob } from "../take-away.ts";
import type { Points } from "./points-data.ts";
import { classesOf, hasHeights, type PointsState } from "./points-state.ts";

const KIND = "piecewise points";
const VERSION = 1;

/** What a class is called: by a table's own words, else by its number. */
export const className = ({ source }: PointsState, of: number): string =>
  source.kind === "table" ? source.classNames[of] : String(of + 1);

/** Names of x and y that every language can say. */
const SAFE = ["x", "y"];

/**
 * The network's formula, with x and y as names; of several outputs each, called for its class. Softmax leaves the order of
 * scores as it is: the greatest names the class.
 */
export function printed(f: Network, language: Language, state: PointsState, { axes }: Points): string {
  const outputs = f.layers[f.layers.length - 1].biases.length;
  const variables = language === "excel" ? {} : { variables: SAFE };
  const note = axes.every(({ name }, i) => name === SAFE[i]) ? "" : `x is ${axes[0].name}, y is ${axes[1].name}.\n`;
  const texts = Array.from({ length: outputs }, (_, output) => {
    const name =
      outputs > 1 ? { name: ["desmos", "latex"].includes(language) ? `f_${output + 1}` : `f${output + 1}` } : {};
    const text = print(f, language, { ...variables, ...name, output, digits: 6 });
    return outputs > 1 && ["sql", "excel"].includes(language) ? `${className(state, output)}:\n${text}` : text;
  });
  return (language === "text" ? note : "") + texts.join("\n\n");
}

/** Each point with its class or height, its part, and what the network gives there. */
export function pointsCsv(state: PointsState, { x, y, learned, axes }: Points, model: Network): string {
  const f = network(model.layers);
  const outputs = f.layers[f.layers.length - 1].biases.length;
  const heights = hasHeights(state);
  const names = Array.from({ length: outputs }, (_, o) => (outputs > 1 ? `score of ${className(state, o)}` : "output"));
  const what = state.source.kind === "table" ? state.source.names[2] : heights ? "height" : "class";
  const rows = Array.from(y, (value, i) => {
    const given = evaluate(f, [x[2 * i], x[2 * i + 1]]);
    const at = axes.map(({ shift, scale }, j) => String(shift + scale * x[2 * i + j]));
    const scores = typeof given === "number" ? [given] : [...given];
    return csvRow([
      ...at,
      heights ? String(value) : className(state, value),
      i < learned ? "train" : "test",
      ...scores.map(String),
    ]);
  });
  return [csvRow([axes[0].name, axes[1].name, what, "part", ...names]), ...rows].join("");
}

/** How many classes a state tells apart, for those who save it. */
export const savedText = (state: PointsState): string =>
  `${JSON.stringify({ kind: KIND, version: VERSION, classes: classesOf(state), state }, undefined, 1)}\n`;

/**
 * The state of a saved text, nothing in it checked but that it is one.
 *
 * @throws {RangeError} if it is no JSON, or none that was saved here
 */
export function loadedState(text: string): unknown {
  let value: { readonly kind?: unknown; readonly version?: unknown; readonly state?: unknown } | null;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError("the file must hold JSON that was saved here, got something else");
  }
  if (value?.kind !== KIND || value.version !== VERSION || typeof value.state !== "object" || value.state === null) {
    throw new RangeError(`the file must be one of “${KIND}”, version ${VERSION}, got another`);
  }
  return value.state;
}

/** Save writes the state of now as a file; Load reads one. */
export function saveButtons(
  state: () => PointsState,
  onLoad: (state: unknown) => void,
  complain: (text: string) => void,
): HTMLElement[] {
  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".json,application/json";
  file.hidden = true;
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    try {
      onLoad(loadedState(await chosen.text()));
    } catch (error) {
      complain((error as Error).message);
    }
  });
  const save = () => saveBlob(new Blob([savedText(state())], { type: "application/json" }), "points.json");
  return [
    bar(
      "A file of this",
      button("Save", save, { title: "The points, the network and all settings, as a file" }),
      button("Load", () => file.click(), { title: "A file that was saved" }),
    ),
    file,
  ];
}
