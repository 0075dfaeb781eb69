// faster.ts: a figure that races the same training run, taken in six ways, on the reader's own machine.
import { csvRow } from "../../data/index.ts";
import { choice } from "../../interact/index.ts";
import { startAndStop } from "../bar.ts";
import { drawing } from "../drawing.ts";
import {
  type StudyFigure,
  type StudyOptions,
  type StudyWords,
  study,
  studyOptions,
  studyStart,
} from "../folding/study.ts";
import { concise, count } from "../numbers.ts";
import { among } from "../rules.ts";
import { type Job, openJob } from "../work/job.ts";
import { sharesMemory } from "../work/shares-memory.ts";
import { coresHere, raceCores, workersFor } from "./cores.ts";
import { raceCells, raceHeader, racePicture, ratioWords, standings, timeWords } from "./race-picture.ts";
import {
  BATCH,
  type Finish,
  MOST_MS,
  type RaceProblem,
  raceRows,
  raceRun,
  raceStart,
  STEPS,
  WAY_NAMES,
  WAYS,
  type WayName,
} from "./ways.ts";

export interface FasterState extends RaceProblem {
  /** Times that each way is raced. */
  readonly repeats: number;
  readonly scale: "linear" | "logarithmic";
}

export interface FasterOptions extends StudyOptions, Partial<FasterState> {}

const NAME = "fasterFigure";
const ROWS = [1000, 10_000, 100_000, 1_000_000];
const UNITS = [4, 16, 64];
const REPEATS = [1, 3, 5];
const START: FasterState = { rows: 10_000, units: 16, repeats: 3, scale: "linear" };
const KINDS = {
  rows: among(ROWS),
  units: among(UNITS),
  repeats: among(REPEATS),
  scale: among(["linear", "logarithmic"]),
};

/** How far a race has come. */
interface Going {
  readonly way: WayName;
  readonly round: number;
  readonly share: number;
}

/**
 * The same run of gradient descent: by the loop over rows, by moments, compiled, in mini-batches with momentum and with Adam,
 * and with its rows spread over several workers. One after the other, each until its loss over all rows is as low as a
 * thousand steps of plain descent make it; a bar is the median of its times. Nothing is run before the reader asks.
 *
 * @throws {TypeError | RangeError} if an option is unknown or not what it must be
 */
export function fasterFigure(options: FasterOptions = {}): StudyFigure<FasterState> {
  const { url, signal, ...given } = studyOptions(NAME, options);
  const start = studyStart({ name: NAME, start: START, kinds: KINDS }, given);
  const workers = workersFor(coresHere());
  const names = namesHere(workers);
  let finishes: readonly Finish[] = [];
  let of: RaceProblem = start;
  let going: Going | undefined;
  let problem = "";
  let race: AbortController | undefined;

  const forget = (): void => {
    race?.abort();
    race = going = undefined;
    problem = "";
  };
  const shown = drawing(racePicture(finishes, names, false), 552);
  const begin = (): void => {
    forget();
    finishes = [];
    const mine = new AbortController();
    race = mine;
    const { rows, units, repeats } = figure.value;
    run({ rows, units }, repeats, workers, mine.signal, (next, finish) => {
      if (race !== mine) return;
      going = next;
      if (finish) finishes = [...finishes, finish];
      redraw();
    }).then(
      () => end(mine, ""),
      (error: Error) => end(mine, error.name === "AbortError" ? "" : error.message),
    );
  };
  const end = (mine: AbortController, text: string): void => {
    if (race !== mine) return;
    race = going = undefined;
    problem = text;
    redraw();
  };
  const stop = (): void => {
    forget();
    redraw();
  };
  const racing = startAndStop("Race", begin, stop);
  const { figure, redraw } = study<FasterState>(
    {
      ...{ name: NAME, tag: "pw-faster", start, kinds: KINDS },
      controls: {
        rows: choice(ROWS.map((n) => [count(n), n])),
        units: choice(UNITS),
        repeats: choice(REPEATS),
        scale: choice([
          ["linear", "linear"],
          ["log", "logarithmic"],
        ]),
      },
      labels: { units: "ReLUs", repeats: "runs", scale: "bars" },
      picture: () => shown,
      show(state) {
        if (state.rows !== of.rows || state.units !== of.units) {
          forget();
          finishes = [];
        }
        of = state;
        shown.show(racePicture(finishes, names, state.scale === "logarithmic"));
        racing.show(race !== undefined);
      },
      model: (state) =>
        finishes.some(({ reached }) => reached)
          ? raceRun(WAYS.compiled, state, raceRows(state)).step(STEPS).model
          : raceStart(state),
      table: (state) => table(state, finishes, workers),
      words: () => words(finishes, names, going, problem, workers),
      going: () => race !== undefined,
      buttons: racing.buttons,
    },
    { url, signal },
  );
  signal?.addEventListener("abort", forget);
  return figure;
}

function namesHere(workers: number): Readonly<Record<WayName, string>> {
  const own = Object.fromEntries(WAY_NAMES.map((way) => [way, WAYS[way].name])) as Record<WayName, string>;
  // A picture for pages without script says nothing of a machine.
  if (typeof document === "undefined") return own;
  return { ...own, cores: workers > 1 ? `loop over rows, ${workers} cores` : "several cores: there is one" };
}

/** Round after round, way after way, never two at a time. */
async function run(
  problem: RaceProblem,
  repeats: number,
  workers: number,
  signal: AbortSignal,
  onNews: (going: Going, finish?: Finish) => void,
): Promise<void> {
  for (let round = 1; round <= repeats; round++) {
    for (const way of WAY_NAMES) {
      if (way === "cores" && workers < 2) continue;
      signal.throwIfAborted();
      const tell = (share: number) => onNews({ way, round, share });
      tell(0);
      const finish = await (way === "cores"
        ? raceCores(problem, workers, signal, throttled(tell))
        : whole(openJob<Finish>("race", { problem, way }, { onProgress: tell }), signal));
      onNews({ way, round, share: 1 }, finish);
    }
  }
}

function whole(job: Job<Finish>, signal: AbortSignal): Promise<Finish> {
  signal.addEventListener("abort", () => job.cancel());
  return job.done;
}

/** A page that is timed draws little. */
const NEWS_MS = 250;

function throttled(tell: (share: number) => void): (share: number) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (share) => {
    const now = performance.now();
    if (now - last < NEWS_MS) return;
    last = now;
    tell(share);
  };
}

function words(
  finishes: readonly Finish[],
  names: Readonly<Record<WayName, string>>,
  going: Going | undefined,
  problem: string,
  workers: number,
): StudyWords {
  const all = standings(finishes);
  const there = all.filter(({ reached }) => reached);
  const best = there.reduce<(typeof there)[number] | undefined>((a, b) => (a && a.ms <= b.ms ? a : b), undefined);
  const goal = finishes.find(({ way, reached }) => way === "compiled" && reached);
  const ratio = best && ratioWords(all, best);
  const through = finishes.findLast(({ way }) => way === "cores")?.through;
  const shared = through ? through === "shared memory" : sharesMemory();
  const progress = going
    ? `Round ${going.round}, ${names[going.way]}: ${Math.round(100 * going.share)} %.`
    : finishes.length > 0
      ? `${count(finishes.length)} runs are done.`
      : "Press Race: nothing has been run yet.";
  return {
    what: best ? `least time to the same loss: ${names[best.way]}` : "least time to the same loss",
    value: best ? timeWords(best.ms) : "no race yet",
    // As many lines before, while and after it runs.
    more: [
      progress + (ratio ? ` The least time is ${ratio} as the loop over rows.` : "") + (problem ? ` ${problem}` : ""),
      goal
        ? `Each runs until its loss over all rows is ${concise(goal.loss, 4)}, where ${count(STEPS)} steps of gradient descent come to.`
        : `Each runs until its loss over all rows is as low as ${count(STEPS)} steps of gradient descent make it, or for ${MOST_MS / 1000} s.`,
      `A bar is the median of its runs, a red line one of them. Sorting and sums are counted. Mini-batches have ${BATCH} rows; looks at their loss are not counted.`,
      workers > 1
        ? `This machine says that it has ${coresHere()} cores. Workers ${shared ? "tell each other their slopes through shared memory" : "send each other messages"}: a step waits for all of them.`
        : "This machine says that it has one core, so the rows cannot be shared out.",
    ],
  };
}

/** A row for each run, with what was raced. */
function table({ rows, units }: RaceProblem, finishes: readonly Finish[], workers: number): string {
  const lines = finishes.map((finish) => csvRow([...raceCells(finish), ...[rows, units, workers].map(String)]));
  return [csvRow([...raceHeader, "rows", "units", "cores"]), ...lines].join("");
}
