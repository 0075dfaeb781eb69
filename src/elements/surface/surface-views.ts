// surface-views.ts: what a sum of two inputs is seen by: in three dimensions, from above beside its target, and in words.
import { evaluate, type PlaneSum, type Rectangle } from "../../core/index.ts";
import { create } from "../../markup/index.ts";
import { colourStrip, creaseAt, type Facet, type HeatMap, pagePaint, type Turn } from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { concise } from "../numbers.ts";
import { mapView } from "./map-view.ts";
import type { PlaneRows } from "./plane-source.ts";
import type { Scene } from "./scene.ts";
import { type Shown, shower } from "./shown.ts";
import { stageView } from "./stage-view.ts";
import { extentOf, type Room, targetFacets, wordsOf } from "./surface-picture.ts";
import type { SurfaceState } from "./surface-state.ts";
import { WHOLE, type Zoom, zoomedBy, zoomer } from "./zoom.ts";
import { zooming } from "./zooming.ts";

/** What there is to see. */
export interface Seen {
  readonly state: SurfaceState;
  readonly scene: Scene;
  readonly model: PlaneSum;
  readonly loss: number;
}

export interface ViewsParts {
  readonly now: () => Seen;
  /** It learns: what is shown comes with the next frame, the last of several. */
  readonly learns: () => boolean;
  /** A hand is on its numbers. */
  readonly held: () => boolean;
  /** A hand turns it; `done` when it lets go. */
  readonly onTurn: (turn: Turn, done: boolean) => void;
  /** Another part of it is to be seen; `done` when that is all. */
  readonly onLook: (part: Zoom, done: boolean) => void;
  /** A unit, from 1, is to be looked at. */
  readonly onSelect: (unit: number) => void;
  /** What is read beside it is to be written anew. */
  readonly onRead: () => void;
  readonly signal?: AbortSignal;
}

export interface SurfaceViews {
  readonly stage: HTMLElement;
  /** From above; the colours of heights, what is pointed at, and all in words. */
  readonly below: readonly HTMLElement[];
  /** The sum, or what is seen of it, is another one. */
  changed(): void;
  /** Another problem: nothing is pointed at. */
  begin(): void;
  draw(): void;
  /** From another side. */
  drawStage(): void;
  /** The colours of the heights that there are. */
  drawStrip(): void;
  /** What is shown now, and the map of it. */
  readonly shown: () => Shown;
  readonly map: () => HeatMap;
}

/** What is read, not watched, is drawn once in so many milliseconds while it learns. */
export const SLOW_MS = 200;

export function surfaceViews(parts: ViewsParts): SurfaceViews {
  const { now, learns, held, onTurn, onLook, onSelect, onRead, signal } = parts;
  const shownOf = shower();
  const seenOf = zoomer();
  let shown: Shown | undefined;
  let marker: readonly [number, number] | undefined;
  /** What the map of the target shows, and when words were last said. */
  let targeted: { readonly room: Room; readonly marker: typeof marker } | undefined;
  let target: readonly Facet[] = [];
  let said = Number.NEGATIVE_INFINITY;
  let waiting = false;
  /** A hand or a wheel zooms. */
  let zooms = false;

  const described = made("p", "pw-note");
  const pointed = made("p", "pw-status");
  pointed.setAttribute("role", "status");
  const strip = made("div", "strip");
  const stage = stageView({ onTurn, onPoint: (at) => point(at), onZoom: zoomBy, onWhole: showAll, signal });
  const [sumMap, targetMap] = [mapView(point, undefined, signal), mapView(point)];
  for (const { element, under } of [sumMap, targetMap]) {
    zooming(element, { onZoom: (factor, at, done) => zoomBy(factor, at && under(at), done), onWhole: showAll });
  }
  const paper = matchMedia("print");
  paper.addEventListener("change", drawMaps, { signal });
  const moving = (): boolean => (learns() || held() || zooms) && !paper.matches;

  /** What is seen of the scene's room. */
  function room(): Room {
    const { scene, state } = now();
    return seenOf(scene.room, state);
  }

  function current(): Shown {
    const { model, scene, state } = now();
    shown ??= shownOf(model, room(), scene.rows.names, state.selected);
    return shown;
  }

  /** Seen larger by a factor, around a point of x and y, or around the middle of what is seen. */
  function zoomBy(factor: number, at: readonly [number, number] | undefined, done: boolean): void {
    const { box } = room();
    const [x, y] = at ?? middleOf(box.rectangle);
    const height = evaluate(now().model, [x, y]) as number;
    look(zoomedBy(now().state, factor, [x, y, height], box), done);
  }

  function showAll(): void {
    look(WHOLE, true);
  }

  function look(part: Zoom, done: boolean): void {
    zooms = !done;
    drawSoon();
    onLook(part, done);
  }

  function point(at: readonly [number, number] | undefined, pressed = false): void {
    const crease = at && pressed ? creaseAt(at, current().creases, room().box.rectangle) : undefined;
    if (crease) onSelect(crease.units[0] + 1);
    marker = at;
    sayPointed();
    drawMaps();
  }

  function sayPointed(): void {
    const words = marker ? pointWords(marker, now().model, now().scene.rows) : "";
    if (words !== pointed.textContent) pointed.textContent = words;
  }

  function drawSoon(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame((time) => {
      waiting = false;
      drawNow((learns() || zooms) && time - said < SLOW_MS);
    });
  }

  function drawNow(watchedOnly = false): void {
    drawStage();
    drawMaps();
    if (watchedOnly) return;
    said = performance.now();
    onRead();
    sayPointed();
    const { model, scene, loss } = now();
    const { creases, mesh, picture } = current();
    const words = wordsOf(model, creases, moving() ? mesh() : extentOf(picture()), room(), loss);
    stage.describe(words);
    described.textContent = scene.rows.note ? `${words} ${scene.rows.note}` : words;
  }

  const drawStage = (): void => stage.show(now().state, current());

  /** The map without its facets. */
  function mapOf(): HeatMap {
    const { creases, names, room } = current();
    const { rectangle } = room.box;
    const within = (at: readonly [number, number]) => rectangle.every(([lo, hi], i) => at[i] >= lo && at[i] <= hi);
    return {
      ...{ rectangle, creases, facets: [], scale: room.scale, names: [names[0], names[1]] },
      marker: marker && within(marker) ? marker : undefined,
      dots: now().scene.dots.filter(within),
      ...{ title: "The sum", description: `The sum from above, with its ${creases.length} folds.` },
    };
  }

  function drawMaps(): void {
    const map = mapOf();
    if (moving()) sumMap.show(map, now().model);
    else sumMap.show({ ...map, facets: current().picture().facets });
    if (targeted?.room === room() && targeted.marker === marker) return;
    if (targeted?.room !== room()) target = targetFacets({ ...now().scene.rows, rectangle: map.rectangle });
    targeted = { room: room(), marker };
    const title = target.length > 0 ? "The target" : "The rows";
    targetMap.show({ ...map, creases: [], facets: target, title, description: `${title}, from above.` });
  }

  return {
    stage: stage.element,
    below: [made("div", "maps", sumMap.element, targetMap.element), strip, pointed, described],
    changed() {
      shown = undefined;
    },
    begin() {
      shown = marker = undefined;
    },
    draw: () => (learns() ? drawSoon() : drawNow()),
    drawStage,
    drawStrip() {
      const { rows, room } = now().scene;
      strip.replaceChildren(create(colourStrip(room.scale, rows.zlim, pagePaint)));
    },
    shown: current,
    map: () => ({ ...mapOf(), facets: current().picture().facets, marker: undefined }),
  };
}

const middleOf = ([[x0, x1], [y0, y1]]: Rectangle): readonly [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

/** The sum's height at a place, and the target's, as exact as a hand points. */
function pointWords(at: readonly [number, number], model: PlaneSum, { names, rectangle, f }: PlaneRows): string {
  const [x, y] = at.map((value, i) => {
    const [lo, hi] = rectangle[i];
    const grain = 10 ** Math.floor(Math.log10((hi - lo) / 100));
    return concise(Number((Math.round(value / grain) * grain).toPrecision(12)) + 0, 6);
  });
  const goal = f ? `, the target ${concise(f(...at))}` : "";
  return `At ${names[0]} ${x}, ${names[1]} ${y}: the sum is ${concise(evaluate(model, at) as number)}${goal}.`;
}
