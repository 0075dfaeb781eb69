// turning.ts: buttons that tilt and zoom a surface, for fingers: one of them leaves up and down to the page.
import { type Turn, turned } from "../../plot/surface/index.ts";
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { PER_PRESS, type ZoomListeners } from "./zooming.ts";

/** Degrees for each press. */
const TILT = 10;

export interface SurfaceButtons {
  /** Those that zoom, and those that tilt. */
  readonly elements: readonly HTMLElement[];
  /** One that shows all, where not all is shown. */
  show(zoom: number): void;
}

/** Shown where there are fingers, but for the one that shows all. */
export function surfaceButtons(
  turn: () => Turn,
  onTurn: (turn: Turn, done: boolean) => void,
  { onZoom, onWhole }: ZoomListeners,
): SurfaceButtons {
  const named = (words: string, sign: string, press: () => void): HTMLElement => {
    const pressed = button(sign, press, { title: words });
    pressed.setAttribute("aria-label", words);
    return pressed;
  };
  const tilt = (by: number) => () => onTurn(turned(turn().yaw, turn().pitch + by), true);
  const zoom = (by: number) => () => onZoom(by, undefined, true);
  const whole = button("Show all", onWhole);
  whole.className = "whole";
  return {
    elements: [
      made("div", "zooms", whole, named("Zoom in", "+", zoom(PER_PRESS)), named("Zoom out", "−", zoom(1 / PER_PRESS))),
      made("div", "tilts", named("Tilt up", "↑", tilt(TILT)), named("Tilt down", "↓", tilt(-TILT))),
    ],
    show(times) {
      whole.hidden = times === 1;
    },
  };
}
