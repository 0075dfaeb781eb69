// points-view.ts: everything of the figure that is painted: the plane, the network and its pieces, and the chosen weight.
import type { Network } from "../../core/index.ts";
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { pictureFiles } from "../picture-files.ts";
import type { PictureFiles } from "../take-away.ts";
import { classKey } from "./class-marks.ts";
import { paintOutputs, paintUnit } from "./heat.ts";
import { type Input, netMap, type Target } from "./net-map.ts";
import { paletteOf } from "./palette.ts";
import { decisionParts } from "./pieces.ts";
import { piecesWatch } from "./pieces-watch.ts";
import { plane } from "./plane.ts";
import type { Points } from "./points-data.ts";
import { fineness, meaningOf, pointsWords } from "./points-picture.ts";
import { hasHeights, type PointsState, type Source } from "./points-state.ts";
import { weightSlider } from "./weight-slider.ts";

/** What is to be seen. */
export interface Shown {
  readonly state: PointsState;
  readonly points: Points;
  readonly sizes: readonly number[];
  readonly parameters: Float64Array;
  readonly model: () => Network;
  /** A run goes on, so that pictures are drawn as a frame holds them. */
  readonly running: boolean;
  /** A hand is on a weight. */
  readonly held: boolean;
  /** How far the run is, in a sentence. */
  readonly words: string;
}

export interface PointsView {
  readonly plane: HTMLElement;
  readonly network: HTMLElement;
  readonly weight: HTMLElement;
  /** Shows the chosen unit in the plane. */
  readonly look: HTMLButtonElement;
  readonly note: HTMLElement;
  /** What the classes of a table are called. */
  readonly key: HTMLElement;
  /** A network of other layers. */
  arrange(sizes: readonly number[], inputs: readonly Input[]): void;
  draw(): void;
  /** What was cut is of another network. */
  forget(): void;
  files(): PictureFiles;
  dispose(): void;
}

export interface Hands {
  readonly onPoint: (x: number, y: number, done: boolean) => void;
  readonly onMoved: (index: number, value: number) => void;
  readonly onReleased: () => void;
  readonly onInput: (input: number) => void;
}

/** @param element the figure, whose theme gives the colours */
export function pointsView(
  element: HTMLElement,
  now: () => Shown,
  { onPoint, onMoved, onReleased, onInput }: Hands,
): PointsView {
  let closer = false;
  /** The unit that a mouse is over in the network: it is shown in the plane as long. */
  let over: Target | undefined;
  const palette = paletteOf(element);
  const looks = fineness();
  const shown = plane({ onPoint, editable: () => now().state.source.kind === "own" });
  const map = netMap({
    onChoose: (target) => weight.choose(target),
    onInput,
    onOver(unit) {
      over = unit;
      draw();
    },
  });
  const weight = weightSlider(onMoved, onReleased, draw);
  const pieces = piecesWatch(overlay);
  const key = made("p", "key");
  let keyOf: Source | undefined;
  const note = made("p", "pw-note");
  const look = button(
    "Look closer",
    () => {
      closer = !closer;
      look.setAttribute("aria-pressed", String(closer));
      draw();
    },
    { title: "The chosen unit in the large picture", pressed: false },
  );

  function draw(): void {
    const { state, sizes, parameters, running, held } = now();
    const begun = performance.now();
    const colours = palette();
    const { layers: values, side } = looks.look(sizes, parameters, !running && !held);
    const near = over ?? (closer ? weight.chosen : undefined);
    const hidden = near && near.layer < sizes.length - 2 ? near : undefined;
    shown.paint(side, (pixels) => {
      if (hidden) paintUnit(values[hidden.layer], hidden.unit, side, 1, colours, pixels);
      else {
        const outputs = sizes[sizes.length - 1];
        paintOutputs(values[values.length - 1], outputs, meaningOf(state), colours, pixels, state.discrete);
      }
    });
    map.draw(parameters, values, side, colours, weight.chosen);
    weight.show(parameters);
    if (running) looks.took(performance.now() - begun);
    if (state.pieces) pieces.want(() => ({ sizes, parameters, decides: !hasHeights(state) }));
    overlay();
  }

  function overlay(): void {
    const { state, points, running, words } = now();
    const cut = state.pieces ? pieces.now : undefined;
    const said = running ? "" : ` ${words} ${cut ? pieces.words : ""}`;
    shown.show({
      ...{ points, heights: hasHeights(state), tests: state.tests || state.source.kind === "own", pieces: cut },
      description: `${pointsWords(state, points.y.length, points.learned)}${said}`,
    });
    if (state.source !== keyOf) {
      keyOf = state.source;
      key.replaceChildren(...(keyOf.kind === "table" ? classKey(keyOf.classNames) : []));
    }
    note.textContent = pieces.words;
    note.hidden = !state.pieces;
  }

  return {
    plane: shown.element,
    network: map.element,
    weight: weight.element,
    look,
    note,
    key,
    arrange(sizes, inputs) {
      note.textContent = pieces.words;
      note.hidden = !now().state.pieces;
      over = undefined;
      map.arrange(sizes, inputs);
      weight.arrange(sizes, inputs);
    },
    draw,
    forget: pieces.forget,
    files: () => pictureFiles(() => shown.svg(hasHeights(now().state) ? undefined : decisionParts(now().model()))),
    dispose: () => pieces.dispose(),
  };
}
