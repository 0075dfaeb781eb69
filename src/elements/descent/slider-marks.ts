// slider-marks.ts: what a slider shows of its learning: an arrow the way it will go, its slope, and where it has been.
import { concise } from "../numbers.ts";

export interface Mark {
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** How far the slider would go, in its own units: minus the slope, times a length that is shared by the figure. */
  readonly pull: number;
  /** The derivative of the loss by the value. */
  readonly slope: number;
  /** Where it has been, oldest first. */
  readonly trail: readonly number[];
}

/** An arrow is at most this share of the track, and none is drawn below the other. */
const LONGEST = 0.4;
const SHORTEST = 0.004;

/** Earlier places that are marked, at most. */
const TRAIL = 12;

/**
 * Draws the marks into the rows of `view`, an element that `interact` made: a layer over each track, which `interact` neither
 * makes nor touches. Calling it again moves what is there.
 */
export function markSliders(view: HTMLElement, marks: Readonly<Record<string, Mark>>): void {
  for (const [name, mark] of Object.entries(marks)) {
    const input = view.querySelector<HTMLInputElement>(`input[type=range][name="${name}"]`);
    if (!input) continue;
    const layer = layerOf(input);
    const [arrow, slope] = [layer.firstElementChild as HTMLElement, layer.nextElementSibling as HTMLElement];
    drawArrow(arrow, mark);
    drawTrail(layer, mark);
    slope.lastChild!.nodeValue = concise(mark.slope, 2);
  }
}

function layerOf(input: HTMLInputElement): HTMLElement {
  const found = input.parentElement!.querySelector<HTMLElement>(".pw-marks");
  if (found) return found;
  const layer = document.createElement("span");
  layer.className = "pw-marks";
  layer.setAttribute("aria-hidden", "true");
  const arrow = document.createElement("i");
  arrow.className = "pw-arrow";
  layer.append(arrow);
  const slope = document.createElement("span");
  slope.className = "grad num";
  const word = document.createElement("span");
  word.className = "word";
  word.textContent = "slope ";
  slope.append(word, "");
  input.parentElement!.append(layer, slope);
  return layer;
}

const fraction = ({ min, max }: Mark, value: number): number => Math.min(1, Math.max(0, (value - min) / (max - min)));

const along = (share: number): string => `calc(var(--pw-thumb)/2 + ${share.toFixed(4)}*(100% - var(--pw-thumb))`;

function drawArrow(arrow: HTMLElement, mark: Mark): void {
  const length = Math.min(LONGEST, Math.abs(mark.pull) / (mark.max - mark.min));
  const side = Math.sign(mark.pull);
  const at = fraction(mark, mark.value);
  const end = Math.min(1, Math.max(0, at + side * length));
  arrow.hidden = !(length >= SHORTEST) || Math.abs(end - at) < SHORTEST;
  if (arrow.hidden) return;
  arrow.className = side < 0 ? "pw-arrow left" : "pw-arrow";
  arrow.style.setProperty("--p0", `${along(at)} + ${side}*(var(--pw-thumb)/2 + 2px))`);
  arrow.style.setProperty("--p1", `${along(end)} + ${side}*(var(--pw-thumb)/2 + 8px))`);
}

function drawTrail(layer: HTMLElement, mark: Mark): void {
  const recent = mark.trail.slice(-TRAIL);
  while (layer.children.length > 1 + recent.length) layer.lastElementChild!.remove();
  while (layer.children.length < 1 + recent.length) {
    const tick = document.createElement("i");
    tick.className = "pw-trail";
    layer.append(tick);
  }
  recent.forEach((value, i) => {
    const tick = layer.children[1 + i] as HTMLElement;
    tick.style.insetInlineStart = `${along(fraction(mark, value))})`;
    tick.style.opacity = String(0.25 + (0.55 * (i + 1)) / recent.length);
  });
}
