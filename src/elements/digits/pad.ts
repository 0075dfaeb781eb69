// pad.ts: paper to draw a digit on, with a finger, a pen or a mouse.
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

/** @param onDraw called with all strokes as they grow, and once more, `done`, when the pen is lifted */
export function drawingPad(
  strokesNow: () => readonly Stroke[],
  onDraw: (strokes: readonly Stroke[], done: boolean) => void,
): Pad {
  let markup = pictureOf([]);
  const svg = create(markup) as SVGSVGElement;
  const element = made("div", "pw-pad", svg);
  let pen: { readonly id: number; readonly before: readonly Stroke[]; stroke: number[] } | undefined;

  const at = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const place = (share: number) => Math.min(PAPER, Math.max(0, Math.round(PAPER * share)));
    return [place((clientX - left) / width), place((clientY - top) / height)];
  };
  svg.addEventListener("pointerdown", (event) => {
    if (pen || event.button !== 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
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
  return {
    element,
    show(strokes) {
      element.classList.toggle("empty", strokes.length === 0);
      const next = pictureOf(strokes);
      patch(svg, markup, next);
      markup = next;
    },
  };
}

function pictureOf(strokes: readonly Stroke[]) {
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
    h("text", { x: PAPER / 2, y: PAPER / 2 }, strokes.length === 0 ? "draw a digit" : ""),
  );
}
