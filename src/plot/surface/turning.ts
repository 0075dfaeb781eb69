// turning.ts: a surface follows the hand: a drag, or the arrow keys.
import type { Turn } from "./projection.ts";

/** How steeply one may look, in degrees. */
export const PITCHES = [5, 90] as const;

/** Degrees for each pixel of a drag, and for each press of a key. */
const PER_PIXEL = 0.45;
const PER_KEY = 5;

const KEYS: Readonly<Record<string, readonly [yaw: number, pitch: number]>> = {
  ArrowLeft: [-PER_KEY, 0],
  ArrowRight: [PER_KEY, 0],
  ArrowUp: [0, PER_KEY],
  ArrowDown: [0, -PER_KEY],
};

/** Within the turns that there are, in tenths of a degree. */
export const turned = (yaw: number, pitch: number): Turn => ({
  yaw: Math.round(10 * (((yaw + 540) % 360) - 180)) / 10,
  pitch: Math.round(10 * Math.min(PITCHES[1], Math.max(PITCHES[0], pitch))) / 10,
});

/**
 * Makes the element turn what it shows.
 *
 * @param from the turn that is shown now; undefined while there is nothing to turn
 */
export function turning(element: HTMLElement, from: () => Turn | undefined, onTurn: (turn: Turn) => void): void {
  let hand: { readonly x: number; readonly y: number; readonly turn: Turn } | undefined;
  element.addEventListener("pointerdown", (event) => {
    const turn = from();
    if (event.button !== 0 || !turn) return;
    hand = { x: event.clientX, y: event.clientY, turn };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (!hand) return;
    const { yaw, pitch } = hand.turn;
    onTurn(turned(yaw - PER_PIXEL * (event.clientX - hand.x), pitch + PER_PIXEL * (event.clientY - hand.y)));
  });
  for (const type of ["pointerup", "pointercancel"] as const) {
    element.addEventListener(type, () => {
      hand = undefined;
    });
  }
  element.addEventListener("keydown", (event) => {
    const turn = from();
    if (!turn || !Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [yaw, pitch] = KEYS[event.key];
    onTurn(turned(turn.yaw + yaw, turn.pitch + pitch));
  });
}
