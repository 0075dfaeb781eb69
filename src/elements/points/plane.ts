// plane.ts: the window: a heat map, the pieces and the points upon it, and a hand or keys that lay points.
import { create, h, type Markup, patch } from "../../markup/index.ts";
import { ticks } from "../../plot/index.ts";
import { made } from "../descent/frame.ts";
import { px } from "../drawing.ts";
import { SHAPES } from "./class-marks.ts";
import type { Part, Pieces } from "./pieces.ts";
import { type Axis, type Points, REACH } from "./points-data.ts";

/** What is drawn over the heat map. */
export interface Overlay {
  readonly points: Points;
  /** Heights in place of classes: hue by sign. */
  readonly heights: boolean;
  readonly tests: boolean;
  readonly pieces?: Pieces;
  /** Of pictures that are taken away: the decision, in place of the heat map. */
  readonly parts?: readonly Part[];
  readonly description: string;
  /** Where keys would lay a point. */
  readonly cross?: readonly [x: number, y: number];
}

export interface PlaneOptions {
  /** The reader lays a point (window units), or with `erase` takes the nearest away; `done` at the end of a stroke. */
  readonly onPoint: (x: number, y: number, done: boolean) => void;
  readonly editable: () => boolean;
}

export interface Plane {
  readonly element: HTMLElement;
  /** The heat map's pixels, `side` each way. */
  paint(side: number, fill: (pixels: Uint32Array) => void): void;
  show(overlay: Overlay): void;
  /** The picture as it stands, with the decision's parts in place of pixels. */
  svg(parts: readonly Part[] | undefined): SVGSVGElement;
}

const SIZE = 520;
/** A phone shows it at some two thirds, and numbers beside the frame keep their size. */
const MARGIN = 46;
const FRAME = { left: MARGIN, right: SIZE - 6, top: 6, bottom: SIZE - MARGIN };
const SIDE = FRAME.right - FRAME.left;
/** Points lie so far apart along a stroke, in window units. */
const APART = 0.35;
const KEY_STEP = 0.25;
/** A finger that has gone so far sideways, in CSS pixels, does not scroll the page. */
const SIDEWAYS = 8;

const toX = (x: number): number => FRAME.left + ((x + REACH) / (2 * REACH)) * SIDE;
const toY = (y: number): number => FRAME.bottom - ((y + REACH) / (2 * REACH)) * SIDE;

export function plane({ onPoint, editable }: PlaneOptions): Plane {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  let image = new ImageData(1, 1);
  let shown: Overlay | undefined;
  let markup = h("svg");
  let picture = create(markup) as SVGSVGElement;
  let cross: readonly [number, number] = [0, 0];
  const element = made("div", "pw-plot pw-plane", canvas, picture);

  function render(): void {
    if (!shown) return;
    const focused = editable() && element.matches(":focus");
    const next = overlayMarkup({ ...shown, cross: focused ? cross : undefined });
    if (picture.childNodes.length === 0) {
      const fresh = create(next) as SVGSVGElement;
      picture.replaceWith(fresh);
      picture = fresh;
    } else patch(picture, markup, next);
    markup = next;
    element.classList.toggle("draws", editable());
    if (editable()) {
      element.tabIndex = 0;
      element.setAttribute("role", "application");
      element.setAttribute(
        "aria-label",
        "Paper for points: arrows move the cross, Enter lays a point of the class that is chosen, or erases",
      );
    } else for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }

  const placeOf = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
    const box = picture.getBoundingClientRect();
    const scale = SIZE / box.width;
    const [sx, sy] = [(clientX - box.left) * scale, (clientY - box.top) * scale];
    const x = ((sx - FRAME.left) / SIDE) * 2 * REACH - REACH;
    const y = ((FRAME.bottom - sy) / SIDE) * 2 * REACH - REACH;
    const held = (v: number) => Math.max(-REACH, Math.min(REACH, v));
    return [held(x), held(y)];
  };
  let stroke: readonly [number, number] | undefined;
  /** Where a finger came down of which it is not known yet what it wants. */
  let finger: PointerEvent | undefined;
  let drew = false;
  const begin = (event: PointerEvent): void => {
    stroke = placeOf(event);
    onPoint(...stroke, false);
  };
  element.addEventListener("pointerdown", (event) => {
    drew = false;
    if (!editable() || event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType === "touch") finger = event;
    else {
      element.setPointerCapture(event.pointerId);
      begin(event);
    }
  });
  element.addEventListener("pointermove", (event) => {
    if (finger && Math.abs(event.clientX - finger.clientX) > SIDEWAYS) {
      drew = true;
      begin(finger);
      finger = undefined;
    }
    if (!stroke) return;
    const at = placeOf(event);
    if (Math.hypot(at[0] - stroke[0], at[1] - stroke[1]) < APART) return;
    stroke = at;
    onPoint(...at, false);
  });
  const end = (): void => {
    if (stroke) onPoint(Number.NaN, Number.NaN, true);
    stroke = finger = undefined;
  };
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
  // A finger lays a point by a tap, and draws where it begins sideways; up and down it scrolls the page.
  element.addEventListener("click", (event) => {
    if (!editable() || drew || (event as PointerEvent).pointerType !== "touch") return;
    onPoint(...placeOf(event), true);
  });
  element.addEventListener("keydown", (event) => {
    if (!editable() || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = KEY_STEP * (event.shiftKey ? 4 : 1);
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    if (Object.hasOwn(moves, event.key)) {
      const [dx, dy] = moves[event.key];
      const held = (v: number) => Math.max(-REACH, Math.min(REACH, v));
      cross = [held(cross[0] + dx), held(cross[1] + dy)];
      render();
    } else if (event.key === "Enter" || event.key === " ") onPoint(...cross, true);
    else return;
    event.preventDefault();
  });
  for (const type of ["focus", "blur"]) element.addEventListener(type, render);

  return {
    element,
    paint(side, fill) {
      if (image.width !== side) {
        image = new ImageData(side, side);
        canvas.width = canvas.height = side;
      }
      fill(new Uint32Array(image.data.buffer));
      canvas.getContext("2d")!.putImageData(image, 0, 0);
    },
    show(overlay) {
      shown = overlay;
      render();
    },
    svg(parts) {
      const alone = create(overlayMarkup({ ...shown!, parts })) as SVGSVGElement;
      alone.classList.add("alone");
      picture.after(alone);
      queueMicrotask(() => alone.remove());
      return alone;
    },
  };
}

/** The picture without its pixels; also what stands in pages without script. */
export function overlayMarkup({ points, heights, tests, pieces, parts, description, cross }: Overlay): Markup {
  const segments = (flat: Float32Array): string => {
    let d = "";
    for (let i = 0; i < flat.length; i += 4) {
      d += `M${px(toX(flat[i]))},${px(toY(flat[i + 1]))}L${px(toX(flat[i + 2]))},${px(toY(flat[i + 3]))}`;
    }
    return d;
  };
  return h(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${SIZE} ${SIZE}`,
      style: `--vb:${SIZE}px`,
      role: "img",
      "aria-label": description,
    },
    h(
      "g",
      { class: "parts" },
      (parts ?? []).map(({ of, polygon }) =>
        h("path", {
          class: `u${of + 1}`,
          d: `M${polygon.map(([x, y]) => `${px(toX(x))},${px(toY(y))}`).join("L")}Z`,
        }),
      ),
    ),
    h("path", { class: "edges", d: pieces ? segments(pieces.edges) : "" }),
    h("path", { class: "border", d: pieces ? segments(pieces.borders) : "" }),
    h("g", { class: "dots" }, dots(points, heights, tests)),
    h("path", {
      class: "cross",
      d: cross ? `M${toX(cross[0]) - 9},${toY(cross[1])}h18M${toX(cross[0])},${toY(cross[1]) - 9}v18` : "",
    }),
    h("rect", { class: "frame", x: FRAME.left, y: FRAME.top, width: SIDE, height: SIDE }),
    h("g", {}, axis(points.axes[0], true)),
    h("g", {}, axis(points.axes[1], false)),
  );
}

/** Points that are drawn, at most; of more, every second, third … */
const MOST_DRAWN = 3000;

/** A path for each class and part; what is tested on is hollow. */
function dots({ x, y, learned }: Points, heights: boolean, tests: boolean): Markup[] {
  const paths = new Map<string, string>();
  const stride = Math.ceil(y.length / MOST_DRAWN);
  for (let i = 0; i < y.length; i += stride) {
    const test = i >= learned;
    if (test && !tests) continue;
    const of = heights ? (y[i] >= 0 ? 0 : 1) : y[i];
    const level = heights ? Math.min(4, Math.round(4 * Math.abs(y[i]))) : 4;
    const key = `u${of + 1} l${level}${test ? " test" : ""}`;
    const shape = heights ? SHAPES[0] : SHAPES[of];
    paths.set(key, (paths.get(key) ?? "") + shape(px(toX(x[2 * i])), px(toY(x[2 * i + 1]))));
  }
  return [...paths].sort().map(([key, d]) => h("path", { class: key, d }));
}

function axis({ name, shift, scale }: Axis, across: boolean): Markup[] {
  const [lo, hi] = [shift - REACH * scale, shift + REACH * scale];
  const all = ticks(lo, hi, 3);
  // Long labels of y have no room beside the frame, and its name stands beside them.
  const longest = Math.max(0, ...all.map(({ label }) => label.length));
  const within = longest > 4;
  const labels = all.map(({ value, label }) => {
    const at = (value - shift) / scale;
    return across
      ? h("text", { x: px(toX(at)), y: FRAME.bottom + 16, dy: ".35em", "text-anchor": "middle" }, label)
      : h(
          "text",
          {
            ...{ x: within ? FRAME.left + 6 : FRAME.left - 6, y: px(toY(at)), dy: ".35em" },
            "text-anchor": within ? "start" : "end",
          },
          label,
        );
  });
  const caption = across
    ? h("text", { class: "name", x: FRAME.right, y: SIZE - 3, "text-anchor": "end" }, name)
    : h("text", { class: "name", x: FRAME.left + 6 + (within ? 9 * longest : 0), y: FRAME.top + 16 }, name);
  return [...labels, caption];
}
