// stage-view.ts: a surface in three dimensions that a hand turns: by WebGL where there is any, and as a drawing until then and where there is none.
import { create, h, type Markup, patch } from "../../markup/index.ts";
import {
  EXTENT,
  frameOf,
  labels,
  pagePaint,
  paintKept,
  pointUnder,
  SIDE,
  solidMarkup,
  type Turn,
  turning,
} from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { onScreen } from "../descent/on-screen.ts";
import { loadStage } from "./load-stage.ts";
import { boxed } from "./mesh.ts";
import { type MovingStage, movingStage } from "./moving-stage.ts";
import type { Shown } from "./shown.ts";
import type { Colours, Stage } from "./stage.ts";
import { coloursOf, inksOf } from "./stage-data.ts";
import { type Inks, stroker } from "./strokes.ts";
import type { Room } from "./surface-picture.ts";
import { surfaceButtons } from "./turning.ts";
import { webGl } from "./web-gl.ts";
import { type Place, zooming } from "./zooming.ts";

export interface StageView {
  readonly element: HTMLElement;
  /** Shows it from there, so many times larger than all of it, once a frame at most; without `shown`, what was shown before. */
  show(turn: Turn & { readonly zoom: number }, shown?: Shown): void;
  /** What it is, for those who do not see it. */
  describe(words: string): void;
}

export interface StageListeners {
  /** A hand turns it; `done` when it lets go. */
  readonly onTurn: (turn: Turn, done: boolean) => void;
  /** A place of the surface is pointed at; undefined where there is none. */
  readonly onPoint: (point: readonly [number, number] | undefined) => void;
  /** It is to be seen larger by a factor, around a point of the surface where there is one; `done` when that is all. */
  readonly onZoom: (factor: number, point: readonly [number, number] | undefined, done: boolean) => void;
  /** All of it is to be shown. */
  readonly onWhole: () => void;
  readonly signal?: AbortSignal;
}

/** How near the figure must be for three.js to be loaded. */
const NEAR = "100%";

/** A drawing with more pieces would not keep up with a hand. */
const FEW = 400;

/** Pixels of the canvas for each of the page: no eye tells more. */
const FINEST = 2;

/** Where a processor draws, WebGL does so when nothing has moved for so long. */
const REST_MS = 250;

export function stageView({ onTurn, onPoint, onZoom, onWhole, signal }: StageListeners): StageView {
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
  let turn: Turn = { yaw: 0, pitch: 30 };
  const zooms = {
    onZoom: (factor: number, at: Place | undefined, done: boolean) => onZoom(factor, at && under(at), done),
    onWhole,
  };
  const { pinched } = zooming(square, zooms);
  turning(square, {
    turn: () => turn,
    onTurn,
    onPoint: (event) => onPoint(event && under(event)),
    busy: pinched,
  });
  const buttons = surfaceButtons(() => turn, onTurn, zooms);
  const element = made("div", "pw-stage", made("div", "pw-turns", square, ...buttons.elements), note);
  const strokesOf = stroker();
  let stage: Stage | undefined;
  /** In its place where a processor draws, for as long as it moves. */
  let moving: MovingStage | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let shown: Shown | undefined;
  let words = "";
  /** The stage holds what is shown now, and these colours of the page. */
  let filled = false;
  let colours: Colours | undefined;
  let inks: Inks | undefined;
  let room: Room | undefined;
  let labelled = "";
  let still: { readonly shown: SVGElement; readonly markup: Markup } | undefined;
  let waiting = false;

  /** Once a frame at most. */
  function soon(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (shown && seen()) draw(shown);
    });
  }
  const seen = onScreen(element, soon);

  function draw(now: Shown): void {
    if (stage && !paper.matches) drawStage(stage, now);
    else drawFlat(now);
  }

  function drawStage(stage: Stage, now: Shown): void {
    const { model, creases } = now;
    const { box, scale } = now.room;
    inks ??= inksOf(paintHere());
    if (!colours || room !== now.room) {
      colours = coloursOf(scale, box, paintHere());
      stage.paint(colours);
      room = now.room;
      filled = false;
    }
    if (moving) {
      const strokes = strokesOf(model, creases, box, inks);
      moving.draw(boxed(model, box), strokes, colours, frameOf(turn), square.clientWidth);
      show(moving.element);
      clearTimeout(resting);
      resting = setTimeout(() => requestAnimationFrame(rest), REST_MS);
    } else render(stage, now, Math.min(FINEST, devicePixelRatio));
    label(now);
  }

  function render(stage: Stage, now: Shown, ratio: number): void {
    if (!filled) stage.fill(now.mesh(), strokesOf(now.model, now.creases, now.room.box, inks!));
    filled = true;
    const { away, up } = frameOf(turn);
    stage.draw({ away: [...away], up: [...up] }, square.clientWidth, ratio);
    show(canvas);
  }

  function rest(): void {
    if (stage && shown && !paper.matches) render(stage, shown, FINEST);
  }

  /** Puts a canvas in the other one's place. */
  function show(next: HTMLCanvasElement): void {
    if (moving && next.parentNode !== square) (next === canvas ? moving.element : canvas).replaceWith(next);
  }

  function label({ room, names }: Shown): void {
    const wanted = JSON.stringify([turn, room.box, names]);
    if (wanted === labelled) return;
    labelled = wanted;
    const texts = labels(turn, room.box, [names[0], names[1]], pagePaint);
    overlay.replaceChildren(create(h("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }, ...texts)));
  }

  function drawFlat(now: Shown): void {
    if (still && now.mesh().pieces > FEW && !paper.matches) return;
    const markup = solidMarkup(now.picture(), turn, pagePaint, words);
    if (still) patch(still.shown, still.markup, markup);
    else drawing.replaceChildren(create(markup));
    still = { shown: drawing.firstElementChild as SVGElement, markup };
  }

  async function begin(): Promise<void> {
    try {
      const by = webGl();
      if (by === "none") throw new Error("this browser has no WebGL");
      const { createStage } = await loadStage();
      if (signal?.aborted) return;
      if (by === "software") moving = movingStage();
      stage = createStage(canvas, EXTENT, by === "hardware");
      flat("");
    } catch (error) {
      // No three.js here, or no WebGL: not an error of the reader's. The drawing stays, and says so.
      flat(`Not in 3-D here (${(error as Error).message}): a drawing. The map below is as exact.`);
    }
  }

  /** Goes over to the drawing, or back to the stage. */
  function flat(why: string): void {
    const drawn = !stage || paper.matches;
    canvas.hidden = overlay.hidden = drawn;
    if (moving) moving.element.hidden = drawn;
    drawing.hidden = !drawn;
    note.textContent = why;
    note.hidden = why === "";
    soon();
  }

  // three.js asks for its context to be given back, and goes on with it.
  let lost: Stage | undefined;
  canvas.addEventListener("webglcontextlost", () => {
    if (signal?.aborted) return;
    lost = stage ?? lost;
    stage = undefined;
    flat("The browser has taken the picture in 3-D away; this is a drawing of it. It comes back by itself if it can.");
  });
  canvas.addEventListener("webglcontextrestored", () => {
    stage = lost;
    colours = inks = undefined;
    flat("");
  });
  // On paper lines are finer than pixels, and a canvas may be empty.
  const paper = matchMedia("print");
  paper.addEventListener(
    "change",
    () => {
      flat(note.textContent!);
      if (shown && paper.matches) drawFlat(shown);
    },
    { signal },
  );
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      void begin();
    },
    { rootMargin: NEAR },
  );
  near.observe(element);

  function under({ clientX, clientY }: Place): readonly [number, number] | undefined {
    if (!shown) return undefined;
    const { left, top, width } = square.getBoundingClientRect();
    const at = [((clientX - left) * SIDE) / width, ((clientY - top) * SIDE) / width] as const;
    const point = pointUnder(at, shown.mesh(), turn, shown.room.box, SIDE);
    return point && [point[0], point[1]];
  }

  const paintHere = paintKept(
    element,
    () => {
      colours = inks = undefined;
      soon();
    },
    signal,
  );
  const sizes = new ResizeObserver(soon);
  sizes.observe(square);
  signal?.addEventListener("abort", () => {
    for (const observer of [near, sizes]) observer.disconnect();
    clearTimeout(resting);
    (stage ?? lost)?.dispose();
    stage = undefined;
  });

  return {
    element,
    show({ yaw, pitch, zoom }, next) {
      turn = { yaw, pitch };
      buttons.show(zoom);
      if (next) {
        shown = next;
        filled = false;
      }
      soon();
    },
    describe(said) {
      words = said;
      square.setAttribute("aria-label", `${words} Plus and minus zoom, 0 shows all. Arrow keys turn it.`);
    },
  };
}
