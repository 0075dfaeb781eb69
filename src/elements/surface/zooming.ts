// zooming.ts: how hands, wheels and keys zoom what stands in a place of the page.
import { twoFingersStay } from "../../plot/surface/index.ts";

/** A place of the page. */
export type Place = Pick<MouseEvent, "clientX" | "clientY">;

export interface ZoomListeners {
  /** It is to be seen larger by a factor, around a place of the page where there is one; `done` when that is all. */
  readonly onZoom: (factor: number, at: Place | undefined, done: boolean) => void;
  /** All is to be shown. */
  readonly onWhole: () => void;
}

export interface Zooming {
  /** Two fingers are going apart or together. */
  readonly pinched: () => boolean;
}

/** For each press of a key or a button. */
export const PER_PRESS = 1.25;

const KEYS: Readonly<Record<string, number>> = {
  "+": PER_PRESS,
  "=": PER_PRESS,
  "-": 1 / PER_PRESS,
  "−": 1 / PER_PRESS,
};

/** For each pixel of a wheel; a pinch on a touch pad comes as a wheel with the control key, in smaller steps. */
const PER_PIXEL = 0.002;
const PER_PINCHED_PIXEL = 0.01;
/** Pixels of a line, where a wheel counts lines. */
const LINE = 16;
/** A wheel that rests so long is done. */
const REST_MS = 250;

/** Two fingers that have gone so far, in pixels, are known to pinch, or not to; of one that goes alone it takes more. */
const KNOWN_PX = 8;
const ALONE_PX = 24;

/**
 * Makes a place zoom: by two fingers that go apart, by + and − (0 shows all) and a wheel while it has the focus, and by a
 * wheel with the control key. Else a wheel is the page's.
 */
export function zooming(place: HTMLElement, { onZoom, onWhole }: ZoomListeners): Zooming {
  const fingers = new Map<number, Place>();
  let pinch: "maybe" | "yes" | "no" = "no";
  let start = { apart: 0, middle: { clientX: 0, clientY: 0 } };
  let apart = 0;
  /** Fingers that have moved since there are two. */
  const moved = new Set<number>();

  const now = () => {
    const [a, b] = [...fingers.values()];
    const middle = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
    return { apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), middle };
  };
  place.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, event);
      pinch = fingers.size === 2 ? "maybe" : "no";
      moved.clear();
      if (fingers.size === 2) start = now();
    },
    true,
  );
  place.addEventListener(
    "pointermove",
    (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event);
      if (fingers.size !== 2) return;
      const { apart: next, middle } = now();
      if (pinch === "maybe") {
        const [grown, gone] = [next - start.apart, distance(middle, start.middle)];
        moved.add(event.pointerId);
        if (Math.max(Math.abs(grown), gone) < (moved.size === 2 ? KNOWN_PX : ALONE_PX)) return;
        pinch = Math.abs(grown) > gone ? "yes" : "no";
        apart = start.apart;
      }
      if (pinch === "no" || apart === 0 || next === 0) return;
      onZoom(next / apart, middle, false);
      apart = next;
    },
    true,
  );
  const lifted = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    if (pinch === "yes") onZoom(1, undefined, true);
    pinch = "no";
  };
  for (const type of ["pointerup", "pointercancel"] as const) place.addEventListener(type, lifted, true);
  twoFingersStay(place);

  let resting: ReturnType<typeof setTimeout> | undefined;
  place.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== place) return;
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE);
      onZoom(Math.exp(-pixels * (event.ctrlKey ? PER_PINCHED_PIXEL : PER_PIXEL)), event, false);
      clearTimeout(resting);
      resting = setTimeout(() => onZoom(1, undefined, true), REST_MS);
    },
    { passive: false },
  );
  place.addEventListener("keydown", (event) => {
    if (event.target !== place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "0") onWhole();
    else if (Object.hasOwn(KEYS, event.key)) onZoom(KEYS[event.key], undefined, true);
    else return;
    event.preventDefault();
  });
  return { pinched: () => pinch === "yes" };
}

const distance = (a: Place, b: Place): number => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
