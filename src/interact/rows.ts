// rows.ts: the markup of a figure's controls, one tree for the live page and for its static text.
import { type Child, h, type Markup } from "../markup/index.ts";
import { type Control, type NumberControl, same } from "./control.ts";
import { atStart, type Model } from "./model.ts";
import { decimals, shown } from "./number.ts";
import { fraction, lastStop, nearest, origin, position } from "./track.ts";
import { written } from "./values.ts";

/** How the controls are named, grouped and coloured. */
export interface Arrangement {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly captions: Readonly<Record<string, (values: never) => string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, number>>;
  readonly reset: boolean | "all";
  /** Begins every id in the figure. */
  readonly id: string;
}

/** What the page adds to the values: notes under a control, the note under the figure, what is playing. */
export interface Moment {
  readonly notes: ReadonlyMap<string, string>;
  readonly note: string;
  readonly playing: Pick<ReadonlySet<string>, "has">;
}

const RESET = h(
  "svg",
  { viewBox: "0 0 16 16", "aria-hidden": "true" },
  h("path", { d: "M3.2 6.2A5.3 5.3 0 1 1 2.7 9M3 2.5v3.8h3.8" }),
);

const playIcon = (d: string): Markup => h("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, h("path", { d }));
const PLAY = playIcon("M2 0.5l9 5.5-9 5.5z");
const PAUSE = playIcon("M2 1h3v10H2zM7 1h3v10H7z");

/** The whole figure: an output, empty here, then the controls, then the note if there is one. */
export function figure(model: Model, arrangement: Arrangement, moment: Moment): Markup {
  const row = (name: string) => rowOf(name, model, arrangement, moment);
  const grouped = new Set(Object.values(arrangement.groups).flat());
  // A control that is sometimes fixed leaves a hidden placeholder, so that its neighbours keep their nodes and focus.
  const rest = model.controlled.filter((name) => !grouped.has(name));
  const settled = model.names.every((name) => atStart(model, name));
  return h(
    "div",
    { class: "pw-interact" },
    h("div", { class: "pw-output", "aria-live": "off" }),
    h(
      "div",
      { class: "pw-controls" },
      grouped.size > 0 && units(model, arrangement, row),
      rest.map(row),
      arrangement.reset === "all" &&
        h(
          "div",
          { class: "pw-tools" },
          h("button", { type: "button", class: "reset-all", disabled: settled }, "Reset all"),
        ),
    ),
    moment.note !== "" && h("p", { class: "pw-note" }, moment.note),
  );
}

/** A value as the readout shows it: with the decimals of the step, or its own where it has more. */
export function readout(control: NumberControl, value: number): string {
  return shown(value, "step" in control ? decimals(control.step) : 0);
}

/** The value of the native slider: the nearest stop, in a log-slider its number. */
export function native(control: NumberControl, value: number): string {
  return String(control.kind === "log-slider" ? Math.round(position(control, value)) : nearest(control, value));
}

function units(model: Model, arrangement: Arrangement, row: (name: string) => Markup): Markup {
  const groups = Object.entries(arrangement.groups);
  const own = groups.map(([, names]) => unitOf(names[0], arrangement));
  const unit = new Set(own).size === own.length ? own : groups.map((_, i) => i + 1);
  return h(
    "div",
    { class: "pw-units" },
    h(
      "div",
      { class: "pw-pick" },
      groups.map(([title], i) =>
        h(
          "label",
          { class: `u${unit[i]}` },
          h("input", { type: "radio", name: `${arrangement.id}-pick`, value: unit[i], checked: i === 0 }),
          title,
        ),
      ),
    ),
    groups.map(([title, names], i) => {
      const caption = Object.hasOwn(arrangement.captions, title)
        ? arrangement.captions[title](model.values as never)
        : "";
      return h(
        "fieldset",
        { class: `u${unit[i]}`, hidden: names.every((name) => model.control(name)?.kind === "fixed") },
        h("legend", {}, h("span", { class: "title" }, title), caption !== "" && h("span", { class: "num" }, caption)),
        names.filter((name) => model.controlled.includes(name)).map(row),
      );
    }),
  );
}

function rowOf(name: string, model: Model, arrangement: Arrangement, moment: Moment): Markup {
  const control = model.control(name);
  if (!control || control.kind === "fixed") return h("div", { hidden: true });
  const { labels } = arrangement;
  const label = Object.hasOwn(labels, name) ? labels[name] : name;
  const id = `${arrangement.id}-${encodeURIComponent(name)}`;
  const note = moment.notes.get(name);
  const playing = moment.playing.has(name);
  const value = model.values[name];
  return h(
    "div",
    {
      class: `pw-control${"min" in control && control.kind !== "play" ? "" : ` ${control.kind}`} u${unitOf(name, arrangement)}`,
    },
    h("label", { for: id }, label === name ? subscripted(name) : label),
    control.kind === "play" &&
      h(
        "button",
        { type: "button", class: "run", "aria-label": `${playing ? "Pause" : "Play"} ${label}` },
        playing ? PAUSE : PLAY,
      ),
    input(control, value, { id, name, "aria-label": label }),
    "min" in control &&
      h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        "aria-label": `${label}, value`,
        "aria-describedby": note && `${id}-note`,
        value: readout(control, value as number),
      }),
    arrangement.reset !== false &&
      h(
        "button",
        {
          type: "button",
          class: "reset",
          "aria-label": `Reset ${label} to ${said(control)}`,
          disabled: atStart(model, name),
        },
        RESET,
      ),
    note && h("p", { class: "pw-note", id: `${id}-note`, role: "status", style: "grid-column:1/-1" }, note),
  );
}

function input(
  control: Exclude<Control, { kind: "fixed" }>,
  value: unknown,
  shared: Readonly<Record<string, string>>,
): Markup {
  if (control.kind === "checkbox") return h("input", { type: "checkbox", ...shared, checked: value === true });
  if (control.kind === "text")
    return h("input", { type: "text", ...shared, autocomplete: "off", value: String(value) });
  if (control.kind === "dropdown") {
    const chosen = control.options.findIndex((option) => same(option[1], value));
    const options = control.options.map(([label], i) => h("option", { selected: i === chosen }, label));
    return h("select", { ...shared, disabled: options.length === 0 }, options);
  }
  const number = value as number;
  const log = control.kind === "log-slider";
  const text = native(control, number);
  return h(
    "span",
    { class: "pw-range" },
    h("input", {
      type: "range",
      ...shared,
      min: log ? 0 : control.min,
      max: log ? lastStop(control) : control.max,
      step: log ? 1 : control.step,
      value: text,
      // A screen reader reads the native value unless told otherwise.
      "aria-valuetext": text === String(number) ? undefined : readout(control, number),
      style: `--v: ${fraction(control, number).toFixed(4)}; --z: ${origin(control).toFixed(4)};`,
    }),
  );
}

function said(control: Control): string {
  if ("min" in control) return readout(control, control.value);
  if (control.kind === "checkbox") return control.value ? "on" : "off";
  return written(control, control.value) || "nothing";
}

const INDEXED = /^(\D+)(\d+)$/;

function subscripted(name: string): Child[] {
  const [, letters, digits] = INDEXED.exec(name) ?? [];
  return letters ? [letters, h("sub", {}, digits)] : [name];
}

/** The hue of a control: its option, else its index if that is 1 to 7 (0 beyond: no hue), else 1. */
function unitOf(name: string, { units }: Arrangement): number {
  if (Object.hasOwn(units, name)) return units[name];
  const index = INDEXED.exec(name)?.[2];
  return index === undefined ? 1 : Number(index) <= 7 ? Number(index) : 0;
}
