// map-view.ts: a live heat map: it follows what it shows, and says which place is pointed at, by hand or by keys.
import type { PlaneSum, Rectangle } from "../../core/index.ts";
import { create, type Markup, patch } from "../../markup/index.ts";
import { type HeatMap, heatMap, MAP, pagePaint, places, SIZE } from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { type MovingMap, movingMap } from "./moving-map.ts";
import { pointing } from "./pointing.ts";

export interface MapView {
  readonly element: HTMLElement;
  /** With `moving`, the sum that the map is of: in pixels, for as long as it moves. */
  show(map: HeatMap, moving?: PlaneSum): void;
  /** The place of the map under one of the page, undefined beside the map. */
  under(place: Pick<MouseEvent, "clientX" | "clientY">): readonly [number, number] | undefined;
}

/** Presses of a key from one side of the map to the other. */
const STEPS = 20;

/**
 * @param onPoint gets the place that is pointed at, undefined where there is none; `pressed` where a finger, a button or a key is
 * @param onReleased comes when that is let go
 * @param signal aborted when the figure leaves for good
 */
export function mapView(
  onPoint: (point: readonly [number, number] | undefined, pressed: boolean) => void,
  onReleased: () => void = () => {},
  signal?: AbortSignal,
): MapView {
  const element = made("div", "pw-map");
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  let drawn: Markup | undefined;
  let shown: HeatMap | undefined;
  /** What of the map stands beside its pixels. */
  let axes = "";
  let pixels: MovingMap | undefined;

  const under: MapView["under"] = ({ clientX, clientY }) => {
    if (!shown) return undefined;
    const { left, top, width } = element.firstElementChild!.getBoundingClientRect();
    const [px, py] = [((clientX - left) * SIZE) / width, ((clientY - top) * SIZE) / width];
    const within = px >= MAP.left && px <= MAP.left + MAP.side && py >= MAP.top && py <= MAP.top + MAP.side;
    return within ? places(shown.rectangle).back([px, py]) : undefined;
  };
  pointing(element, { onPoint: (at, pressed) => onPoint(under(at), pressed), onReleased });
  element.addEventListener("keyup", () => onReleased());
  element.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && onPoint(undefined, false));
  element.addEventListener("keydown", (event) => {
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    if (!shown || !Object.hasOwn(ways, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onPoint(moved(shown.marker, ways[event.key], shown.rectangle), true);
  });
  return {
    element,
    under,
    show(map, moving) {
      shown = map;
      if (moving) {
        pixels ??= movingMap(element, signal);
        pixels.draw(moving, map);
      }
      const before = axes;
      axes = [map.rectangle, map.names, map.title, map.description].join();
      if (moving && pixels!.element.isConnected && axes === before) return;
      // Below what moves there are axes alone.
      const next = heatMap(moving ? { ...map, facets: [], creases: [], dots: [], marker: undefined } : map, pagePaint);
      if (drawn) patch(element.firstElementChild!, drawn, next);
      else element.replaceChildren(create(next));
      drawn = next;
      if (moving) element.append(pixels!.element);
      else pixels?.element.remove();
      element.setAttribute("aria-label", `${map.title}: arrow keys point at places`);
    },
  };
}

/** The place one step on, from the middle where there is none yet, without what rounding adds. */
function moved(
  from: readonly [number, number] | undefined,
  way: readonly [number, number],
  rectangle: Rectangle,
): readonly [number, number] {
  const [x, y] = rectangle.map(([lo, hi], i) => {
    const value = (from?.[i] ?? (lo + hi) / 2) + (way[i] * (hi - lo)) / STEPS;
    return Math.min(hi, Math.max(lo, Number(value.toPrecision(12))));
  });
  return [x, y];
}
