// pointing.ts: how a hand points at a place of the page: a mouse where it is, a finger unless it scrolls or zooms.

export interface PointingListeners {
  /** A hand is at a place; `pressed` where it holds. */
  readonly onPoint: (at: PointerEvent, pressed: boolean) => void;
  /** What was pressed is let go. */
  readonly onReleased: () => void;
}

/** A finger points once it goes sideways or is lifted: up and down it is the page's to follow. Of two fingers none points. */
export function pointing(place: HTMLElement, { onPoint, onReleased }: PointingListeners): void {
  /** Where the one hand came down that points, or may do so yet. */
  let down: PointerEvent | undefined;
  let points = false;
  const point = (event: PointerEvent): void => {
    points = true;
    onPoint(event, true);
  };
  const release = (): void => {
    if (points) onReleased();
    down = undefined;
    points = false;
  };
  place.addEventListener("pointerdown", (event) => {
    release();
    if (!event.isPrimary) return;
    down = event;
    if (!touches(event)) point(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (!touches(event)) onPoint(event, event.buttons > 0);
    else if (down && !points && goesUpright(down, event)) down = undefined;
    else if (down) point(event);
  });
  place.addEventListener("pointerup", (event) => {
    if (down && touches(event)) point(event);
    release();
  });
  place.addEventListener("pointercancel", release);
}

const touches = ({ pointerType }: PointerEvent): boolean => pointerType === "touch";

const goesUpright = (from: PointerEvent, to: PointerEvent): boolean =>
  Math.abs(to.clientY - from.clientY) > Math.abs(to.clientX - from.clientX);
