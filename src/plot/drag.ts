// drag.ts: the handles of a live plot under pointers and keys. It proposes values; whoever listens decides.
import type { Figure } from "./figure.ts";
import type { Handle } from "./handles.ts";
import type { Held } from "./place-handles.ts";
import type { Scene } from "./scene.ts";
import { view } from "./view.ts";

/** What a `pw-move` event carries: values while a handle is dragged, or steps from a key; `done` when it is let go. */
export interface Move {
  readonly values?: Readonly<Record<string, number>>;
  readonly steps?: Readonly<Record<string, number>>;
  readonly done?: true;
}

interface Plotted {
  readonly scene: () => Scene;
  readonly figure: () => Figure;
  readonly hold: (held: Held | undefined) => void;
}

interface Drag {
  readonly pointer: number;
  readonly index: number;
  /** From the pointer to what it drags, in the figure's coordinates. */
  readonly offset: readonly [x: number, y: number];
  readonly start: Readonly<Record<string, number>>;
  values?: Readonly<Record<string, number>>;
}

const PAGE = 10;

export function dragging(element: HTMLElement, svg: SVGSVGElement, { scene, figure, hold }: Plotted): void {
  let drag: Drag | undefined;

  const propose = (detail: Move): void => {
    element.dispatchEvent(new CustomEvent<Move>("pw-move", { detail, bubbles: true, composed: true }));
  };
  const place = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const box = svg.getBoundingClientRect();
    const { width, frame, xlim, ylim } = scene();
    const scale = width / box.width;
    const { fromX, fromY } = view(frame, xlim, ylim);
    return [fromX((clientX - box.left) * scale), fromY((clientY - box.top) * scale)];
  };
  const end = (values: Readonly<Record<string, number>> | undefined): void => {
    drag = undefined;
    hold(undefined);
    if (values) propose({ values, done: true });
  };

  svg.addEventListener("pointerdown", (event) => {
    const hit = nearest(event, scene(), svg);
    if (drag || event.button !== 0 || hit === undefined) return;
    const handle = figure().options.handles![hit];
    const node = svg.querySelector<SVGElement>(`[data-handle="${hit}"]`)!;
    event.preventDefault();
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    const [gripX, gripY] = scene().handles[hit].grip;
    drag = { pointer: event.pointerId, index: hit, offset: [gripX - x, gripY - y], start: valuesOf(handle) };
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointer) return;
    const [px, py] = place(event);
    const [x, y] = [px + drag.offset[0], py + drag.offset[1]];
    const values = figure().options.handles![drag.index].moves(x, y);
    if (Object.keys(values).length === 0) return;
    drag.values = values;
    hold({ index: drag.index, x });
    propose({ values });
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    svg.addEventListener(type, (event) => {
      if (event.pointerId === drag?.pointer) end(drag.values);
    });
  }
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) {
      event.preventDefault();
      end(drag.values && drag.start);
      return;
    }
    const node = (event.target as Element).closest("[data-handle]");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = stepsOf(figure().options.handles![Number(node.getAttribute("data-handle"))], event.key);
    if (!steps) return;
    event.preventDefault();
    propose({ steps, done: true });
  });
}

/** The handle whose center is nearest to a press that hit any: where their hit circles overlap, the top one is not it. */
function nearest(event: PointerEvent, { handles, width }: Scene, svg: SVGSVGElement): number | undefined {
  if (!(event.target as Element).closest("[data-handle]")) return undefined;
  const box = svg.getBoundingClientRect();
  const scale = width / box.width;
  const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  const distances = handles.map((handle) => Math.hypot(handle.x - x, handle.y - y) || (handle.x === x ? 0 : Infinity));
  return distances.indexOf(Math.min(...distances));
}

/** What the handle proposes where it is: its own value where it moves one alone, so that going back is exact. */
function valuesOf({ moves, x, y, value }: Handle): Readonly<Record<string, number>> {
  const names = Object.keys(moves(x, y));
  return names.length === 1 ? { [names[0]]: value } : moves(x, y);
}

function stepsOf({ steps }: Handle, key: string): Readonly<Record<string, number>> | undefined {
  if (Object.hasOwn(steps, key)) return steps[key];
  const arrows =
    key === "PageUp"
      ? (steps.ArrowUp ?? steps.ArrowRight)
      : key === "PageDown"
        ? (steps.ArrowDown ?? steps.ArrowLeft)
        : undefined;
  return arrows && Object.fromEntries(Object.entries(arrows).map(([name, count]) => [name, count * PAGE]));
}
