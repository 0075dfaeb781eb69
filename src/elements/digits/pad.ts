// pad.ts: paper to draw a digit on, with a finger, a pen, a mouse or keys.
import { create, h, patch } from "../../markup/index.ts";
import { made } from "../descent/frame.ts";
import { pathThrough } from "../drawing.ts";
import { isLong } from "./digits-state.ts";
import { PAPER, type Stroke } from "./pen.ts";

export interface Pad {
  readonly element: HTMLElement;
  show(strokes: readonly Stroke[]): void;
}

/** Points of a stroke are at least so far apart. */
const APART = 2;

/** An arrow key moves the pen so far. */
const KEY_STEP = 4;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowLeft: [-KEY_STEP, 0], ArrowRight: [KEY_STEP, 0] },
  ...{ ArrowUp: [0, -KEY_STEP], ArrowDown: [0, KEY_STEP] },
};

const LABEL =
  "Paper to draw a digit on: arrows move the pen, Enter puts it down and lifts it, Backspace takes back the last stroke";

const within = (place: number): number => Math.min(PAPER, Math.max(0, Math.round(place)));

/** @param onDraw called with all strokes as they grow, and once more, `done`, when the pen is lifted */
export function drawingPad(
  strokesNow: () => readonly Stroke[],
  onDraw: (strokes: readonly Stroke[], done: boolean) => void,
): Pad {
  let shown: readonly Stroke[] = [];
  let markup = pictureOf(shown);
  const svg = create(markup) as SVGSVGElement;
  const element = made("div", "pw-pad", svg);
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute("aria-label", LABEL);
  let pen: { readonly id: number; readonly before: readonly Stroke[]; stroke: number[] } | undefined;
  /** Where keys have the pen, and the stroke that they draw while it is down. */
  let tip: readonly [number, number] = [PAPER / 2, PAPER / 4];
  let keyed: Omit<NonNullable<typeof pen>, "id"> | undefined;

  function show(strokes: readonly Stroke[]): void {
    shown = strokes;
    element.classList.toggle("empty", strokes.length === 0);
    const next = pictureOf(strokes, element.matches(":focus") ? tip : undefined);
    patch(svg, markup, next);
    markup = next;
  }
  function move([dx, dy]: readonly [number, number]): void {
    tip = [within(tip[0] + dx), within(tip[1] + dy)];
    if (!keyed || isLong(keyed.stroke)) show(shown);
    else {
      keyed.stroke = [...keyed.stroke, ...tip];
      onDraw([...keyed.before, keyed.stroke], false);
    }
  }
  function lift(): void {
    if (!keyed) return;
    const { before, stroke } = keyed;
    keyed = undefined;
    onDraw([...before, stroke], true);
  }
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(ARROWS, event.key)) move(ARROWS[event.key]);
    else if (event.key === "Backspace") {
      lift();
      if (shown.length > 0) onDraw(shown.slice(0, -1), true);
    } else if (event.key !== "Enter" && event.key !== " ") return;
    else if (keyed) lift();
    else {
      keyed = { before: strokesNow(), stroke: [...tip] };
      onDraw([...keyed.before, keyed.stroke], false);
    }
    event.preventDefault();
  });
  element.addEventListener("focus", () => show(shown));
  element.addEventListener("blur", () => {
    lift();
    show(shown);
  });

  const at = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    return [within((PAPER * (clientX - left)) / width), within((PAPER * (clientY - top)) / height)];
  };
  svg.addEventListener("pointerdown", (event) => {
    if (pen || event.button !== 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    lift();
    pen = { id: event.pointerId, before: strokesNow(), stroke: at(event) };
    onDraw([...pen.before, pen.stroke], false);
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pen?.id || isLong(pen.stroke)) return;
    const [x, y] = at(event);
    if (Math.hypot(x - pen.stroke.at(-2)!, y - pen.stroke.at(-1)!) < APART) return;
    pen.stroke = [...pen.stroke, x, y];
    onDraw([...pen.before, pen.stroke], false);
  });
  for (const type of ["pointerup", "pointercancel"] as const) {
    svg.addEventListener(type, (event) => {
      if (event.pointerId !== pen?.id) return;
      const { before, stroke } = pen;
      pen = undefined;
      onDraw([...before, stroke], true);
    });
  }
  return { element, show };
}

/** The strokes, and a cross where keys have the pen. */
function pictureOf(strokes: readonly Stroke[], tip?: readonly [number, number]) {
  const points = (stroke: Stroke) =>
    Array.from({ length: stroke.length / 2 }, (_, i) => [stroke[2 * i], stroke[2 * i + 1]] as const);
  // A dot is a line to where it is.
  const d = strokes
    .map(points)
    .map((all) => pathThrough(all.length === 1 ? [all[0], all[0]] : all))
    .join("");
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${PAPER} ${PAPER}`,
      role: "img",
      "aria-label": strokes.length === 0 ? "Paper to draw a digit on" : "The digit that you drew",
    },
    h("rect", { class: "paper", x: 0, y: 0, width: PAPER, height: PAPER }),
    h("path", { class: "ink", d }),
    h("path", { class: "tip", d: tip ? `M${tip[0] - 5},${tip[1]}h10M${tip[0]},${tip[1] - 5}v10` : "" }),
    h("text", { x: PAPER / 2, y: PAPER / 2 }, strokes.length === 0 && !tip ? "draw a digit" : ""),
  );
}
