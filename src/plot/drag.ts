// drag.ts: the handles of a live plot under pointers and keys. It proposes values; whoever listens decides.
import type { Figure } from "./figure.ts";
import type { Handle } from "./handles.ts";
import type { Held } from "./place-handles.ts";
import type { Scene } from "./scene.ts";
import { view } from "./view.ts";

type Values = Readonly<Record<string, number>>;

/** What a `pw-move` event carries: values while a handle is dragged, or steps from a key; `done` when it is let go. */
export interface Move {
  readonly values?: Values;
  readonly steps?: Values;
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
  readonly start: Values;
  last?: Values;
}

const PAGE = 10;

/**
 * Listens to the handles in `element`, also to those that are drawn later. `data-pointer` says that a pointer moved the focus, so no ring is shown: browsers take
 * a focus given by script for one by keyboard.
 */
export function dragging(element: HTMLElement, { scene, figure, hold }: Plotted): void {
  let drag: Drag | undefined;

  const propose = (detail: Move): void => {
    element.dispatchEvent(new CustomEvent<Move>("pw-move", { detail, bubbles: true, composed: true }));
  };
  /** Where the pointer is in the scene, in pixels. */
  const place = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width } = element.firstElementChild!.getBoundingClientRect();
    const scale = scene().width / width;
    return [(clientX - left) * scale, (clientY - top) * scale];
  };
  const values = (event: PointerEvent): [number, number] => {
    const { frame, xlim, ylim } = scene();
    const { fromX, fromY } = view(frame, xlim, ylim);
    const [px, py] = place(event);
    return [fromX(px), fromY(py)];
  };
  const handle = (index: number): Handle => figure().options.handles![index];
  const end = (last: Values | undefined): void => {
    drag = undefined;
    hold(undefined);
    if (last) propose({ values: last, done: true });
  };

  element.addEventListener("pointerdown", (event) => {
    if (drag || event.button !== 0 || !handleNode(event)) return;
    // Where hit circles overlap, the nearest center decides, not the one on top.
    const [px, py] = place(event);
    const distances = scene().handles.map(({ x, y }) => (Number.isNaN(x) ? Infinity : Math.hypot(x - px, y - py)));
    const index = distances.indexOf(Math.min(...distances));
    const node = element.querySelector<SVGElement>(`[data-handle="${index}"]`)!;
    event.preventDefault();
    element.toggleAttribute("data-pointer", true);
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const [x, y] = values(event);
    const [gripX, gripY] = scene().handles[index].grip;
    drag = { pointer: event.pointerId, index, offset: [gripX - x, gripY - y], start: valuesOf(handle(index)) };
  });
  // Chromium 147 does not heed touch-action inside an SVG: it scrolls, and cancels the pointer.
  element.addEventListener("touchstart", (event) => handleNode(event) && event.preventDefault(), { passive: false });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointer) return;
    const [px, py] = values(event);
    const x = px + drag.offset[0];
    const proposed = handle(drag.index).moves(x, py + drag.offset[1]);
    if (Object.keys(proposed).length === 0) return;
    drag.last = proposed;
    hold({ index: drag.index, x });
    propose({ values: proposed });
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    element.addEventListener(type, (event) => {
      if (event.pointerId === drag?.pointer) end(drag.last);
    });
  }
  element.addEventListener("focusout", () => element.removeAttribute("data-pointer"));
  element.addEventListener("keydown", (event) => {
    element.removeAttribute("data-pointer");
    if (event.key === "Escape" && drag) {
      event.preventDefault();
      end(drag.last && drag.start);
      return;
    }
    const node = handleNode(event);
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = stepsOf(handle(Number(node.getAttribute("data-handle"))), event.key);
    if (!steps) return;
    event.preventDefault();
    propose({ steps, done: true });
  });
}

const handleNode = ({ target }: Event): Element | null => (target as Element).closest("[data-handle]");

/** What the handle proposes where it is: its own value where it moves one alone, so that going back is exact. */
function valuesOf({ moves, x, y, value }: Handle): Values {
  const names = Object.keys(moves(x, y));
  return names.length === 1 ? { [names[0]]: value } : moves(x, y);
}

function stepsOf({ steps }: Handle, key: string): Values | undefined {
  if (Object.hasOwn(steps, key)) return steps[key];
  const arrows =
    key === "PageUp"
      ? (steps.ArrowUp ?? steps.ArrowRight)
      : key === "PageDown"
        ? (steps.ArrowDown ?? steps.ArrowLeft)
        : undefined;
  return arrows && Object.fromEntries(Object.entries(arrows).map(([name, count]) => [name, count * PAGE]));
}
