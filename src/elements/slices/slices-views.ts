// slices-views.ts: what a sum of several inputs is seen by: cuts through a place as a map and a curve, and what is read of them.
import { evaluate } from "../../core/index.ts";
import { asSpare, create } from "../../markup/index.ts";
import { colourStrip, type HeatMap, heightScale, pagePaint } from "../../plot/surface/index.ts";
import { made } from "../descent/frame.ts";
import { concise, count } from "../numbers.ts";
import { mapView } from "../surface/map-view.ts";
import { SLOW_MS } from "../surface/surface-views.ts";
import { curveOf, mapOf, outlineOf, planeCut } from "./slices-picture.ts";
import { explained, type SlicesProblem } from "./slices-problem.ts";
import type { SlicesState } from "./slices-state.ts";
import type { Scored } from "./slices-ways.ts";

/** What there is to see. */
export interface Seen {
  readonly state: SlicesState;
  readonly problem: SlicesProblem;
  readonly shown: Scored;
}

export interface ViewsParts {
  readonly now: () => Seen;
  /** It learns: what is shown comes with the next frame, the last of several. */
  readonly learns: () => boolean;
  /** A hand or a key is on a place of the map. */
  readonly onLook: (at: readonly number[]) => void;
  /** That was let go. */
  readonly onReleased: () => void;
  /** What is read beside the cuts is to be written anew. */
  readonly onRead: () => void;
  readonly signal?: AbortSignal;
}

export interface SlicesViews {
  /** The map, the colours of its heights, and the curve. */
  readonly cuts: HTMLElement;
  /** What the sum says at the place that is looked at. */
  readonly answer: HTMLElement;
  /** All in words. */
  readonly described: HTMLElement;
  /** Draws what the run has come to: while it goes on what is watched each time, what is read some times a second. */
  follow(): void;
  /** Draws all of it, as the reader has set it. */
  draw(): void;
  /** The colours of the heights that there are. */
  drawStrip(): void;
  /** The map, exactly. */
  readonly map: () => HeatMap;
}

export function slicesViews({ now, learns, onLook, onReleased, onRead, signal }: ViewsParts): SlicesViews {
  /** The map in words, and when words were last written. */
  let words = "";
  let said = Number.NEGATIVE_INFINITY;
  /** The next frame draws. */
  let waiting = false;

  const told = made("output", "value");
  const asked = made("span", "soft");
  const described = made("p", "pw-note");
  const strip = made("div", "strip");
  const map = mapView(point, onReleased, signal);
  const curve = curveNow();
  const paper = matchMedia("print");
  paper.addEventListener("change", () => drawNow(), { signal });

  function point(at: readonly [number, number] | undefined, pressed: boolean): void {
    if (!at || !pressed) return;
    const { state } = now();
    const place = [...state.at];
    [place[state.across], place[state.up]] = at;
    onLook(place);
  }

  function curveNow() {
    const { problem, shown, state } = now();
    return curveOf(problem, shown.model, state);
  }

  function mapNow(): HeatMap {
    const { problem, shown, state } = now();
    return mapOf(problem, shown.model, state);
  }

  function follow(): void {
    if (!learns()) drawNow();
    else if (!waiting) {
      waiting = true;
      requestAnimationFrame((time) => {
        waiting = false;
        drawNow(learns() && time - said < SLOW_MS);
      });
    }
  }

  function drawNow(watchedOnly = false): void {
    const { problem, shown, state } = now();
    const exact = watchedOnly ? undefined : mapNow();
    words = exact?.description ?? words;
    if (learns() && state.by === "descent" && !paper.matches) {
      const cut = planeCut(shown.model, state);
      map.show({ ...outlineOf(problem, cut, state), description: words }, cut);
    } else map.show(exact ?? mapNow());
    curve.patch(asSpare(curveNow));
    if (!watchedOnly) write();
  }

  /** What is read. */
  function write(): void {
    said = performance.now();
    const { problem, shown, state } = now();
    const { inputs, output, rows, test } = problem;
    const value = evaluate(shown.model, [...state.at]) as number;
    told.textContent = `${concise(value)} ${output.unit}`;
    const numeric = inputs.every(({ is }) => is === undefined);
    asked.textContent = `${output.name}, where the ${numeric ? `${inputs.length} sliders are` : "inputs are set"}`;
    described.textContent = words + learnedWords(shown, rows, test);
    onRead();
  }

  return {
    cuts: made("div", "cuts", made("div", "", map.element, strip), curve),
    answer: made("div", "readout answer", asked, told),
    described,
    follow,
    draw() {
      said = Number.NEGATIVE_INFINITY;
      follow();
    },
    drawStrip() {
      const { lo, hi } = now().problem.output;
      strip.replaceChildren(create(colourStrip(heightScale(lo, hi), [lo, hi], pagePaint)));
    },
    map: mapNow,
  };
}

/** How much of the rows' variance a sum explains, where that is known. */
function learnedWords({ seen, unseen }: Scored, rows: SlicesProblem["rows"], test: SlicesProblem["test"]): string {
  const [learned, held] = [explained(seen, rows), explained(unseen, test)];
  if (!Number.isFinite(learned)) return "";
  const never = Number.isFinite(held) ? `, ${concise(held)} in ${count(test.y.length)} that it never sees.` : ".";
  return ` Of the variance it explains ${concise(learned)} in the ${count(rows.y.length)} rows that it learns from${never}`;
}
