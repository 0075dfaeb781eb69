// stage-view.ts: a surface in three dimensions that a hand turns: by WebGL where there is any, and as a drawing until then and where there is none.

import { create, h, patch } from "../../markup/index.ts";
import {
  EXTENT,
  frameOf,
  labels,
  pagePaint,
  paintNow,
  pointUnder,
  SIDE,
  solidMarkup,
  type Turn,
} from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { onScreen } from "../descent/on-screen.ts";
import { loadStage } from "./load-stage.ts";
import type { Stage } from "./stage.ts";
import { strokesOf, trianglesOf } from "./stage-data.ts";
import type { SurfacePicture } from "./surface-picture.ts";
import { PITCHES } from "./surface-state.ts";

export interface StageView {
  readonly element: HTMLElement;
  /** Shows the picture from there; without the picture, the one before. */
  show(turn: Turn, words: string, picture?: SurfacePicture): void;
}

export interface StageListeners {
  /** A hand turns it; `done` when it lets go. */
  readonly onTurn: (turn: Turn, done: boolean) => void;
  /** A place of the surface is pointed at; undefined where there is none. */
  readonly onPoint: (point: readonly [number, number] | undefined) => void;
  readonly signal?: AbortSignal;
}

/** How near the figure must be for three.js to be loaded. */
const NEAR = "100%";

/** Degrees for each pixel of a drag, and for each press of a key. */
const PER_PIXEL = 0.45;
const PER_KEY = 5;

/** Asked of a canvas that is let go at once: three.js complains aloud where there is none, and need not be loaded. */
function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** A drawing with more pieces would not keep up with a hand. */
const FEW = 400;

export function stageView({ onTurn, onPoint, signal }: StageListeners): StageView {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  canvas.hidden = true;
  const overlay = made("div", "overlay");
  const drawing = made("div", "drawing");
  const note = made("p", "pw-note");
  note.hidden = true;
  const square = made("div", "square", drawing, canvas, overlay);
  square.tabIndex = 0;
  square.setAttribute("role", "group");
  square.setAttribute("aria-roledescription", "surface that turns");
  const element = made("div", "pw-stage", square, note);
  let stage: Stage | undefined;
  let picture: SurfacePicture | undefined;
  let turn: Turn = { yaw: 0, pitch: 30 };
  let words = "";
  /** The stage holds the picture of now. */
  let filled = false;
  let still: { readonly shown: SVGElement; readonly markup: ReturnType<typeof solidMarkup> } | undefined;
  let waiting = false;

  /** Once a frame at most. */
  function soon(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (picture && seen()) draw(picture);
    });
  }
  const seen = onScreen(element, soon);

  function draw(now: SurfacePicture): void {
    square.setAttribute("aria-label", `${words} Arrow keys turn it.`);
    if (stage) {
      const paint = paintNow(element);
      if (!filled) stage.fill(trianglesOf(now, paint), strokesOf(now, paint));
      filled = true;
      const { away, up } = frameOf(turn);
      stage.draw({ away: [...away], up: [...up] }, square.clientWidth);
      const above = h(
        "svg",
        { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" },
        ...labels(turn, now.box, now.names, pagePaint),
      );
      overlay.replaceChildren(create(above));
    } else if (now.facets.length <= FEW || !still) {
      const markup = solidMarkup(now, turn, pagePaint, words);
      if (still) patch(still.shown, still.markup, markup);
      else drawing.replaceChildren(create(markup));
      still = { shown: drawing.firstElementChild as SVGElement, markup };
    }
  }

  async function begin(): Promise<void> {
    try {
      if (!hasWebGl()) throw new Error("this browser has no WebGL");
      const { createStage } = await loadStage();
      if (signal?.aborted) return;
      stage = createStage(canvas, EXTENT);
      flat(false, "");
    } catch (error) {
      // No three.js here, or no WebGL: not an error of the reader's. The drawing stays, and says so.
      flat(true, `Not in 3-D here (${(error as Error).message}): a drawing. The map below is as exact.`);
    }
  }

  /** Goes over to the drawing, or back to the stage. */
  function flat(without: boolean, why: string): void {
    canvas.hidden = without;
    drawing.hidden = !without;
    overlay.hidden = without;
    note.textContent = why;
    note.hidden = why === "";
    filled = false;
    soon();
  }

  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    if (signal?.aborted) return;
    stage = undefined;
    flat(
      true,
      "The picture in 3-D was taken away by the browser; this is a drawing of it. It comes back by itself if it can.",
    );
  });
  canvas.addEventListener("webglcontextrestored", () => void begin());
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      void begin();
    },
    { rootMargin: NEAR },
  );
  near.observe(element);

  const turned = (yaw: number, pitch: number): Turn => ({
    yaw: Math.round(10 * (((yaw + 540) % 360) - 180)) / 10,
    pitch: Math.round(10 * Math.min(PITCHES[1], Math.max(PITCHES[0], pitch))) / 10,
  });
  let hand: { readonly x: number; readonly y: number; readonly turn: Turn; moved: boolean } | undefined;
  square.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hand = { x: event.clientX, y: event.clientY, turn, moved: false };
    square.setPointerCapture(event.pointerId);
  });
  square.addEventListener("pointermove", (event) => {
    if (!hand) {
      onPoint(under(event));
      return;
    }
    const [dx, dy] = [event.clientX - hand.x, event.clientY - hand.y];
    if (!hand.moved && Math.hypot(dx, dy) < 4) return;
    hand.moved = true;
    onTurn(turned(hand.turn.yaw - PER_PIXEL * dx, hand.turn.pitch + PER_PIXEL * dy), false);
  });
  const release = (event: PointerEvent): void => {
    if (!hand) return;
    if (hand.moved) onTurn(turn, true);
    else onPoint(under(event));
    hand = undefined;
  };
  square.addEventListener("pointerup", release);
  square.addEventListener("pointercancel", release);
  square.addEventListener("pointerleave", () => hand || onPoint(undefined));
  square.addEventListener("keydown", (event) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-PER_KEY, 0],
      ArrowRight: [PER_KEY, 0],
      ArrowUp: [0, PER_KEY],
      ArrowDown: [0, -PER_KEY],
    };
    if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [yaw, pitch] = steps[event.key];
    onTurn(turned(turn.yaw + yaw, turn.pitch + pitch), true);
  });

  function under({ clientX, clientY }: PointerEvent): readonly [number, number] | undefined {
    if (!picture) return undefined;
    const { left, top, width } = square.getBoundingClientRect();
    const at = [((clientX - left) * SIDE) / width, ((clientY - top) * SIDE) / width] as const;
    const point = pointUnder(at, picture.facets, turn, picture.box, SIDE);
    return point && [point[0], point[1]];
  }

  const again = (): void => {
    filled = false;
    soon();
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", again, { signal });
  const themes = new MutationObserver(again);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  const sizes = new ResizeObserver(soon);
  sizes.observe(square);
  signal?.addEventListener("abort", () => {
    for (const observer of [near, themes, sizes]) observer.disconnect();
    stage?.dispose();
    stage = undefined;
  });

  return {
    element,
    show(from, said, next) {
      turn = from;
      words = said;
      if (next) {
        picture = next;
        filled = false;
      }
      soon();
    },
  };
}
