// digits-live.ts: the figure of digits in a page: a run in a worker, paper to draw on, and what it all comes to.
import type { Network } from "../../core/index.ts";
import { parametersOf } from "../../fit/index.ts";
import { announce } from "../announce.ts";
import { bar, button, enable } from "../bar.ts";
import { lostCore, onCores } from "../core-words.ts";
import { frame, made } from "../descent/frame.ts";
import { createLearner } from "../descent/learner.ts";
import { onScreen } from "../descent/on-screen.ts";
import { drawing } from "../drawing.ts";
import { count } from "../numbers.ts";
import { pictureFiles } from "../picture-files.ts";
import type { DigitsInput, DigitsState as Learned } from "../work/digits-task.ts";
import { digitsBoard } from "./digits-board.ts";
import { lookingFor, picturesShown, shownPicture, unitsPicture } from "./digits-picture.ts";
import { digitsSettings } from "./digits-settings.ts";
import { digitsSource } from "./digits-source.ts";
import { checkedDigits, type DigitsState, hasRoom, OF_SET, sameRun } from "./digits-state.ts";
import { digitsFormula, digitsTable } from "./digits-take-away.ts";
import { type DigitSet, FORMATS, imageAt, inputsOf } from "./images.ts";
import { confusionWords, mistakesList } from "./mistakes.ts";
import { drawingPad } from "./pad.ts";
import { imageOfStrokes } from "./pen.ts";
import { imagePicker } from "./picker.ts";
import { probabilities, readerSizes, readerStart, readerWith } from "./reader.ts";

/** Pictures of an epoch, at least. */
const PICTURES = 8;

/** Between two pictures of the units and the mistakes while it learns. */
const SLOW_MS = 300;

export interface LiveOptions {
  readonly url?: string;
  readonly signal?: AbortSignal;
  readonly mnist?: string;
}

export function digitsLive(start: DigitsState, { url, signal, mnist }: LiveOptions): HTMLElement {
  let state = start;
  /** The images of the run; nothing while they are not loaded. */
  let set: DigitSet | undefined;
  let learned: Learned | undefined;
  let model: { readonly of: Float64Array; readonly network: Network } | undefined;
  /** The step at which it rests. */
  let goal = 0;
  let drawnSlowly = Number.NEGATIVE_INFINITY;
  /** How each set is learned, as it was when it was last chosen. */
  const ways = { ...OF_SET };
  const keepWay = ({ set, vary, until }: DigitsState): void => {
    ways[set] = { vary, until };
  };
  keepWay(start);

  const element = made("div", "pw-learn pw-digits");
  const problem = made("p", "pw-error");
  problem.setAttribute("role", "alert");
  problem.hidden = true;
  const status = made("p", "pw-note");
  status.setAttribute("role", "status");
  const words = made("p", "pw-note words");
  const looks = made("p", "pw-note");
  const board = digitsBoard();
  const shown = drawing(picture(), 360);
  const units = drawing(unitsPicture(8, 0, new Float64Array()), 552);
  const pad = drawingPad(
    () => (hasRoom(state) ? state.strokes : []),
    (strokes, done) => look({ strokes }, done),
  );
  const picker = imagePicker((image, done) => look({ image, strokes: [] }, done));
  const mistakes = mistakesList((image) => look({ image, strokes: [] }, true));
  const settings = digitsSettings(start, apply);
  const source = digitsSource(mnist, (loaded) => {
    if (loaded.train.side !== FORMATS[state.set].side) return;
    begin(state);
  });
  const learner = createLearner<DigitsInput, Learned>("digits", take, complain, () => element.isConnected);
  const seen = onScreen(element, () => show());

  function complain(error: Error): void {
    problem.textContent = error.message;
    problem.hidden = false;
    show();
  }

  /** A run from where the state says. */
  function begin(next: DigitsState): void {
    state = next;
    learned = undefined;
    problem.hidden = true;
    board.begin();
    mistakes.begin();
    set = source.get(state.set);
    source.show(state.set);
    for (const part of [looks, units, words, mistakes.element]) part.hidden = !set;
    if (set) {
      picker.begin(set.test.labels.length, state.image);
      const { units, optimizer, rate, batch, vary, seed, steps } = state;
      status.textContent = steps > 0 ? "Taking the same steps again …" : "";
      learner.begin({ ...set, units, optimizer, rate, batch, vary, seed, steps });
      showUnits(parametersOf(readerStart(FORMATS[state.set].side, units, seed)));
    } else {
      learner.pause();
      status.textContent = "";
    }
    show();
  }

  const stepsOfEpoch = (): number => Math.ceil((set?.train.labels.length ?? 1) / state.batch);

  function take(next: Learned): void {
    if (!set) return; // it comes late, from digits that are shown no more
    learned = next;
    state = { ...state, steps: next.steps };
    board.remember(next, next.steps / stepsOfEpoch());
    const arrived = learner.running && next.steps >= goal;
    if (arrived || next.status === "diverged") learner.pause();
    announce(element, learner.running);
    status.textContent = statusWords(next);
    show();
    if (next.steps > 0) touched();
    if (arrived) commit();
  }

  function statusWords(now: Learned): string {
    const { status, speed, steps } = now;
    if (status === "diverged") return "Diverged: the numbers left the finite ones. Rewind, and take a smaller rate.";
    if (steps === 0) return "It has learned nothing yet: press Start.";
    const fast =
      speed > 0 ? `${count(Number((speed * state.batch).toPrecision(2)))} images a second${onCores(now)}. ` : "";
    return fast + lostCore(now) + (learner.running ? "" : "At rest: draw a digit, or press a mistake.");
  }

  /** Another picture for the network to read. */
  function look(change: Partial<Pick<DigitsState, "image" | "strokes">>, done: boolean): void {
    state = { ...state, ...change };
    showPicture();
    picker.show(state.image);
    if (done) commit();
    else touched();
  }

  /** What the network is shown, and what it makes of it. */
  function reading() {
    const { side, ink } = FORMATS[state.set];
    const drawn = state.strokes.length > 0;
    const index = set ? state.image % set.test.labels.length : 0;
    const pixels = drawn
      ? imageOfStrokes(state.strokes, state.set)
      : set
        ? imageAt(set.test, index)
        : new Uint8Array(side * side);
    const inputs = inputsOf(pixels, ink, new Float64Array(pixels.length));
    const chances = learned && probabilities(readerSizes(side, state.units), learned.parameters, inputs);
    const label = drawn ? undefined : set?.test.labels[index];
    return { side, inputs, chances, label, title: drawn ? "what it sees" : `test image ${index + 1}` };
  }

  function picture() {
    return shownPicture(reading());
  }

  function showPicture(): void {
    pad.show(state.strokes);
    enable(clear, state.strokes.length > 0);
    shown.show(picture());
  }

  function show(): void {
    runButton.textContent = learner.running ? "Pause" : "Start";
    enable(runButton, !learner.over);
    announce(element, learner.running);
    enable(rewind, state.steps > 0);
    // At rest always, for those who read the descriptions and do not see it.
    if (learner.running && !seen()) return;
    showPicture();
    if (!learned || !set) return;
    board.show(set.test.labels.length);
    const now = performance.now();
    if (learner.running && now - drawnSlowly < SLOW_MS) return;
    drawnSlowly = now;
    showUnits(learned.parameters);
    words.textContent = confusionWords(learned.names, set.test.labels);
    mistakes.show(learned.names, set.test);
  }

  function showUnits(parameters: Float64Array): void {
    const { side } = FORMATS[state.set];
    looks.textContent = lookingFor(state.units, picturesShown(side, state.units));
    units.show(unitsPicture(side, state.units, parameters));
  }

  function toggle(): void {
    if (learner.running) {
      learner.pause();
      show();
      commit();
      return;
    }
    if (!set) {
      source.ask();
      return;
    }
    const stretch = state.until * stepsOfEpoch();
    goal = (Math.floor(state.steps / stretch) + 1) * stretch;
    learner.run(divisor(stepsOfEpoch(), PICTURES));
    show();
  }

  function afresh(change: Partial<DigitsState>): void {
    begin({ ...state, ...change, steps: 0 });
    commit();
  }

  /** What the reader set. What changes the run begins it anew. */
  function apply(given: Partial<DigitsState>): void {
    const { set = state.set } = given;
    let next: DigitsState;
    try {
      next = checkedDigits({ ...state, ...given, ...(set === state.set ? {} : ways[set]) }, start);
    } catch (error) {
      complain(error as Error);
      return;
    }
    keepWay(next);
    if (set !== state.set) settings.show(next);
    if (sameRun(state, next)) state = next;
    else begin({ ...next, steps: 0 });
    commit();
  }

  function modelNow(): Network {
    const like = readerStart(FORMATS[state.set].side, state.units, state.seed);
    if (!learned) return like;
    if (model?.of !== learned.parameters) {
      model = { of: learned.parameters, network: readerWith(like, learned.parameters) };
    }
    return model.network;
  }

  const runButton = button("Start", toggle);
  runButton.classList.add("main");
  const rewind = button("Rewind", () => afresh({}), { title: "To the same start" });
  const clear = button("Clear paper", () => look({ strokes: [] }, true), { title: "Back to the test image" });
  const bench = bar(
    "Digits",
    runButton,
    rewind,
    button("New start", () => afresh({ seed: state.seed + 1 }), { title: "The next seed" }),
    clear,
  );
  bench.classList.add("pw-run");

  const { buttons, foot, touched, commit } = frame<DigitsState>(element, {
    name: url ?? "digits",
    url: url !== undefined,
    signal,
    start,
    state: () => state,
    restore: (given) => {
      const next = checkedDigits(given, start);
      keepWay(next);
      if (learned && sameRun(state, next) && state.steps === next.steps) {
        state = next;
        picker.show(state.image);
        show();
      } else begin(next);
      settings.show(next);
    },
    model: modelNow,
    formula: (f, language) => digitsFormula(f as Network, language, reading().chances),
    table: () => (set && learned ? digitsTable(set.test, learned) : undefined),
    plot: () => pictureFiles(() => shown.querySelector("svg")!),
    tag: "pw-digits",
    attributes: mnist === undefined ? {} : { mnist },
    loaded: mnist && `${mnist} (for MNIST)`,
  });
  bench.append(...buttons);

  const desk = made("div", "pw-desk", pad.element, shown);
  const main = made("div", "pw-main", source.element, desk, picker.element, bench, problem, status, looks, units);
  const side = made("div", "pw-side", board.readout, board.chart, settings.element, words, mistakes.element);
  element.append(made("div", "pw-learn-body", main, side), ...foot);
  begin(start);
  signal?.addEventListener("abort", () => learner.dispose());
  return element;
}

/** A divisor of `whole` that is at most a so-many-th part of it, so that pictures come at the ends of epochs. */
function divisor(whole: number, parts: number): number {
  let size = Math.max(1, Math.floor(whole / parts));
  while (whole % size !== 0) size--;
  return size;
}
