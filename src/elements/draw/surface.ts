// surface.ts: a plot as paper: a mouse, a finger or a pen draws on it, and keys move a pen that lays points.
import type { Handle, Move, Plot } from "../../plot/index.ts";
import { concise } from "../numbers.ts";
import type { Place } from "./strokes.ts";

export interface SurfaceOptions {
  readonly plot: Plot;
  /** Whether there is anything to draw on just now. */
  readonly ready: () => boolean;
  /** The pen went straight from one place to another; `first` is the first of its stroke. */
  readonly line: (from: Place, to: Place, first: boolean) => void;
  /** The stroke is over; not `kept` where the browser took the finger to scroll. */
  readonly end: (kept: boolean) => void;
  /** The pen that keys move has moved: draw its handle anew. */
  readonly moved: () => void;
  /** A pointer is over this x. */
  readonly over?: (x: number) => void;
}

export interface Surface {
  /** The pen under keys, to be among the plot's handles. */
  readonly pen: () => Handle;
}

/** A finger that sets out more upwards than sideways scrolls the page. */
const DECIDED_PX = 4;

/** The pen's arrows move by this part of the frame. */
const STEP = 1 / 80;

/**
 * Keys: the plot's last handle is a pen. Arrows move it (Page Up and Down ten times as far), Enter or Space lays a point that
 * is joined to the last one by a straight line, Escape lifts the pen, so that the next point begins a stroke.
 */
export function surface({ plot, ready, line, end, moved, over }: SurfaceOptions): Surface {
  let stroke: { readonly pointer: number; last: Place; started: boolean } | undefined;
  let touch: { readonly x: number; readonly y: number; draws?: boolean } | undefined;
  let pen: Place | undefined;
  let laid: Place | undefined;

  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Place => {
    const { frame, xlim, ylim, width } = plot.scene;
    const box = plot.firstElementChild!.getBoundingClientRect();
    const scale = width / box.width;
    const across = ((clientX - box.left) * scale - frame.left) / (frame.right - frame.left);
    const up = (frame.bottom - (clientY - box.top) * scale) / (frame.bottom - frame.top);
    const held = Math.min(1, Math.max(0, up));
    return [xlim[0] + across * (xlim[1] - xlim[0]), ylim[0] + held * (ylim[1] - ylim[0])];
  };
  const finish = (kept: boolean): void => {
    const { started = false } = stroke ?? {};
    stroke = undefined;
    if (started) end(kept);
  };

  plot.addEventListener("pointerdown", (event) => {
    if (stroke || event.button !== 0 || !ready() || (event.target as Element).closest("[data-handle]")) return;
    if (event.pointerType !== "touch") event.preventDefault();
    plot.setPointerCapture(event.pointerId);
    stroke = { pointer: event.pointerId, last: placeOf(event), started: false };
    laid = undefined;
  });
  plot.addEventListener("pointermove", (event) => {
    if (!stroke) over?.(placeOf(event)[0]);
    if (event.pointerId !== stroke?.pointer || (touch && !touch.draws)) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      const place = placeOf(each);
      line(stroke.last, place, !stroke.started);
      stroke.started = true;
      stroke.last = place;
    }
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
    plot.addEventListener(type, (event) => {
      if (event.pointerId === stroke?.pointer) finish(type !== "pointercancel");
    });
  }
  plot.addEventListener(
    "touchstart",
    ({ touches: [first] }) => {
      touch = ready() ? { x: first.clientX, y: first.clientY } : undefined;
    },
    { passive: true },
  );
  // Chromium does not heed touch-action inside an SVG, so the first pixels decide here whether the finger draws.
  plot.addEventListener(
    "touchmove",
    (event) => {
      if (!touch || !stroke) return;
      const { clientX, clientY } = event.touches[0];
      const [across, down] = [Math.abs(clientX - touch.x), Math.abs(clientY - touch.y)];
      if (touch.draws === undefined && across + down >= DECIDED_PX) {
        touch = { ...touch, draws: across >= down && event.touches.length === 1 };
      }
      if (touch.draws !== false) event.preventDefault();
    },
    { passive: false },
  );
  for (const type of ["touchend", "touchcancel"] as const) {
    plot.addEventListener(type, () => {
      touch = undefined;
    });
  }

  const middle = (): Place => {
    const { xlim, ylim } = plot.scene;
    return [(xlim[0] + xlim[1]) / 2, (ylim[0] + ylim[1]) / 2];
  };
  plot.addEventListener("pw-move", (event) => {
    const { values, steps } = (event as CustomEvent<Move>).detail;
    const { xlim, ylim } = plot.scene;
    const [x, y] = pen ?? middle();
    const to = (name: "penX" | "penY", now: number, [lo, hi]: readonly [number, number]) => {
      const next = values?.[name] ?? now + (steps?.[name] ?? 0) * (hi - lo) * STEP;
      return Math.min(hi, Math.max(lo, next));
    };
    if (!["penX", "penY"].some((name) => name in (values ?? steps ?? {}))) return;
    event.stopPropagation();
    pen = [to("penX", x, xlim), to("penY", y, ylim)];
    moved();
  });
  plot.addEventListener("keydown", (event) => {
    const handle = (event.target as Element).closest("[data-handle]");
    if (!handle?.getAttribute("aria-label")?.startsWith("pen") || !ready()) return;
    if (event.key === "Escape") laid = undefined;
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const at = pen ?? middle();
      if (laid) {
        line(laid, at, true);
        end(true);
      }
      laid = at;
      moved();
    }
  });

  return {
    pen: () => {
      // Before the plot's first scene there is no frame to be in the middle of.
      const [x, y] = pen ?? (plot.scene ? middle() : [0, 0]);
      const at = `pen at x = ${concise(x)}, y = ${concise(y)}`;
      return {
        kind: "point",
        unit: 0,
        x,
        y,
        label: "pen: arrows move it, Enter lays a point, Escape lifts it",
        value: x,
        text: laid ? `${at}; Enter draws a line from x = ${concise(laid[0])}` : `${at}; Enter begins a stroke`,
        moves: (px, py) => ({ penX: px, penY: py }),
        steps: {
          ArrowLeft: { penX: -1 },
          ArrowRight: { penX: 1 },
          ArrowUp: { penY: 1 },
          ArrowDown: { penY: -1 },
        },
      };
    },
  };
}
