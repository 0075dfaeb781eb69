// turning.ts: how hands and keys turn what stands in a square.
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

export interface Turning {
  /** What is turned. */
  readonly turn: () => Turn;
  /** It is turned; `done` when the hand lets go. */
  readonly onTurn: (turn: Turn, done: boolean) => void;
  /** A place of the page is pointed at; undefined where there is none. */
  readonly onPoint?: (event: PointerEvent | undefined) => void;
  /** Whether hands do something else now, which turns nothing. */
  readonly busy?: () => boolean;
}

/** A hand that moves less than this points. */
const STILL_PX = 4;

/** Makes the square turn: a mouse and keys both ways, one finger sideways, so that the page still scrolls, two fingers both ways. */
export function turning(square: HTMLElement, { turn, onTurn, onPoint, busy }: Turning): void {
  const hands = new Map<number, { x: number; y: number }>();
  /** Where it stood when the last hand came or went, and how far the hands have gone from there, on average. */
  let from = turn();
  let [dx, dy, moved] = [0, 0, false];
  const anew = (): void => {
    [from, dx, dy] = [turn(), 0, 0];
  };

  square.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (hands.size === 0) moved = false;
    hands.set(event.pointerId, { x: event.clientX, y: event.clientY });
    square.setPointerCapture(event.pointerId);
    anew();
  });
  square.addEventListener("pointermove", (event) => {
    const hand = hands.get(event.pointerId);
    if (!hand) {
      onPoint?.(event);
      return;
    }
    dx += (event.clientX - hand.x) / hands.size;
    dy += (event.clientY - hand.y) / hands.size;
    [hand.x, hand.y] = [event.clientX, event.clientY];
    if (!moved && Math.hypot(dx, dy) < STILL_PX) return;
    moved = true;
    if (busy?.()) {
      anew();
      return;
    }
    // What one finger does up and down is the page's.
    const tilts = event.pointerType !== "touch" || hands.size > 1;
    onTurn(turned(from.yaw - PER_PIXEL * dx, from.pitch + (tilts ? PER_PIXEL * dy : 0)), false);
  });
  const release = (event: PointerEvent): void => {
    if (!hands.delete(event.pointerId)) return;
    anew();
    if (hands.size > 0) return;
    if (moved) onTurn(turn(), true);
    else if (event.type === "pointerup") onPoint?.(event);
  };
  square.addEventListener("pointerup", release);
  square.addEventListener("pointercancel", release);
  square.addEventListener("pointerleave", () => hands.size > 0 || onPoint?.(undefined));
  twoFingersStay(square);
  square.addEventListener("keydown", (event) => {
    if (event.target !== square || !Object.hasOwn(KEYS, event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [yaw, pitch] = KEYS[event.key];
    onTurn(turned(turn().yaw + yaw, turn().pitch + pitch), true);
  });
}

/** Two fingers on a place do not scroll the page. */
export function twoFingersStay(place: HTMLElement): void {
  place.addEventListener(
    "touchmove",
    (event) => event.touches.length > 1 && event.cancelable && event.preventDefault(),
    {
      passive: false,
    },
  );
}
