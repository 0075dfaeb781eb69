// play.ts: sliders that move themselves, one step at a time.
import type { Play } from "./control.ts";
import type { Model } from "./model.ts";
import { nudged, stop } from "./track.ts";

/** The shortest step for readers who asked for reduced motion. */
const CALM_MS = 100;

export interface Player {
  has(name: string): boolean;
  toggle(name: string): void;
}

/**
 * Plays the `play` controls of a model: `go` is called with each next value, `paused` when one stops: at its end, by the
 * reader, or because it is no longer on view.
 */
export function createPlayer(
  model: Model,
  onView: () => boolean,
  go: (name: string, value: number) => void,
  paused: () => void,
): Player {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function run(name: string, control: Play, value: number): void {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const wait = calm ? Math.max(control.interval, CALM_MS) : control.interval;
    timers.set(name, setTimeout(tick, wait, name));
    go(name, value);
    if (value >= end(control) && !control.loop) pause(name);
  }

  function tick(name: string): void {
    const control = playControl(name);
    const value = control && onView() ? following(control, model.values[name] as number) : undefined;
    if (control && value !== undefined) run(name, control, value);
    else pause(name);
  }

  function pause(name: string): void {
    clearTimeout(timers.get(name));
    timers.delete(name);
    paused();
  }

  function toggle(name: string): void {
    const control = playControl(name);
    if (timers.has(name)) pause(name);
    else if (control) run(name, control, following(control, model.values[name] as number) ?? control.min);
  }

  function playControl(name: string): Play | undefined {
    const control = model.control(name);
    return control?.kind === "play" ? control : undefined;
  }

  return { has: (name) => timers.has(name), toggle };
}

/** The value after this one: undefined after the last, unless the control loops. */
function following(control: Play, value: number): number | undefined {
  if (value < end(control)) return nudged(control, value, 1);
  return control.loop ? control.min : undefined;
}

const end = (control: Play): number => stop(control, Number.POSITIVE_INFINITY);
