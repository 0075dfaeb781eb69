// slices-ways.ts: ways to a sum of the same rows beside each other: by gradient descent, or hinges that are found at once.
import type { PlaneSum } from "../../core/index.ts";
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";
import { field, wrapped } from "../fit/fields.ts";
import { hear } from "../inner-events.ts";
import { concise, count } from "../numbers.ts";
import type { Job } from "../work/job.ts";
import { hingesJob } from "../work/jobs.ts";
import { columnsOf, errorOf, type SlicesProblem } from "./slices-problem.ts";
import { WAYS, type Way } from "./slices-state.ts";

/** A sum and its mean squared errors. */
export interface Scored {
  readonly model: PlaneSum;
  /** Over the rows that are learned from. */
  readonly seen: number;
  /** Over those that are held out. */
  readonly unseen: number;
}

export interface SlicesWays {
  readonly element: HTMLElement;
  /** What was found by a way. */
  found(problem: SlicesProblem, by: Way): Scored | undefined;
  /** Looks for a sum, before others that are wanted, unless it is found. */
  find(problem: SlicesProblem, by: Way): void;
  /** Shows which way is chosen, and how far off each is; of descent where it has come to. */
  show(problem: SlicesProblem, by: Way, descended: Scored): void;
  dispose(): void;
}

export interface SlicesWaysListeners {
  readonly onChosen: (by: Way) => void;
  readonly onFound: () => void;
  /** Nothing came of looking, by the reader's will or with an error; nothing more is looked for. */
  readonly onNothing: (error?: Error) => void;
}

type Sought = Exclude<Way, "descent">;

/** What was found for a problem, which is a plain value: the same rows give the same sums. */
const known = new WeakMap<SlicesProblem, Partial<Record<Way, Scored>>>();

/** One is looked for at a time. */
export function slicesWays({ onChosen, onFound, onNothing }: SlicesWaysListeners): SlicesWays {
  let job: Job<unknown> | undefined;
  let wanted: Sought[] = [];
  let sought: SlicesProblem | undefined;
  const name = `pw-way-${++names}`;
  const rows = (Object.keys(WAYS) as Way[]).map((way) => {
    const radio = field("input", { type: "radio", name, value: way });
    radio.addEventListener("change", () => onChosen(way));
    const cells = ["seen", "held", "units"].map((part) => made("td", part));
    return { way, radio, cells, row: made("tr", "", made("th", "", wrapped(WAYS[way], radio, true)), ...cells) };
  });
  for (const { row } of rows) row.firstElementChild!.setAttribute("scope", "row");
  const caption = made("caption", "");
  const heads = ["", "rows learned", "held out", "ReLUs"].map((text) => made(text ? "th" : "td", "", text));
  for (const head of heads.slice(1)) head.setAttribute("scope", "col");
  const table = made("table", "ways", caption, made("thead", "", made("tr", "", ...heads)));
  table.append(made("tbody", "", ...rows.map(({ row }) => row)));

  const bar = document.createElement("progress");
  bar.max = 1;
  const looking = made("span", "");
  const cancel = button("Cancel", () => job?.cancel());
  const progress = made("p", "pw-bar", bar, looking, cancel);
  progress.hidden = true;
  const note = made("p", "pw-note");
  const element = made("div", "pw-ways", table, progress, note);
  // What a reader chooses here the figure tells in events of its own.
  hear(element);

  function stop(): void {
    wanted = [];
    job?.cancel();
    job = undefined;
    progress.hidden = true;
  }

  async function seek(problem: SlicesProblem): Promise<void> {
    const [by] = wanted;
    if (job || !by) return;
    bar.setAttribute("aria-label", `share of the work done: ${WAYS[by]}`);
    looking.textContent = `${WAYS[by]} …`;
    bar.value = 0;
    const mine = hingesJob({ ...columnsOf(problem), degree: by === "products" ? 2 : 1 }, (share) => {
      if (job === mine) bar.value = share;
    });
    job = mine;
    // What takes no time needs no bar.
    const showing = setTimeout(() => {
      progress.hidden = job === undefined;
    }, 100);
    try {
      const { model } = await mine.done;
      const [seen, unseen] = [problem.rows, problem.test].map((rows) => errorOf(model, rows));
      known.set(problem, { ...known.get(problem), [by]: { model, seen, unseen } });
      if (job !== mine) return;
      wanted = wanted.filter((way) => way !== by);
      onFound();
    } catch (error) {
      if (job !== mine) return;
      wanted = [];
      onNothing((error as Error).name === "AbortError" ? undefined : (error as Error));
    } finally {
      clearTimeout(showing);
      if (job === mine) {
        job = undefined;
        progress.hidden = true;
        seek(problem);
      }
    }
  }

  const found = (problem: SlicesProblem, by: Way) => known.get(problem)?.[by];
  return {
    element,
    found,
    find(problem, by) {
      if (problem !== sought) stop();
      sought = problem;
      if (by === "descent" || found(problem, by)) return;
      wanted = [by, ...wanted.filter((way) => way !== by)];
      seek(problem);
    },
    show(problem, by, descended) {
      const { rows: learned, test, output } = problem;
      caption.textContent = `How far off, ${output.unit ? `in ${output.unit}, ` : ""}as the root of the mean square`;
      heads[1].textContent = `${count(learned.y.length)} rows learned`;
      heads[2].textContent = `${count(test.y.length)} held out`;
      for (const { way, radio, cells } of rows) {
        radio.checked = way === by;
        const scored = way === "descent" ? descended : found(problem, way);
        const { units = [], products = [] } = scored?.model ?? {};
        const values = scored ? [Math.sqrt(scored.seen), Math.sqrt(scored.unseen), units.length + products.length] : [];
        cells.forEach((cell, i) => {
          cell.textContent = Number.isFinite(values[i]) ? concise(values[i]) : "–";
        });
      }
      note.textContent = noteOf(by, found(problem, by)?.model);
    },
    dispose: stop,
  };
}

let names = 0;

function noteOf(by: Way, model: PlaneSum | undefined): string {
  if (by === "descent")
    return "Hinges are found at once, without descent: put in where they pay most, taken out where they do not.";
  if (!model) return "It is being looked for; until then descent's sum is shown.";
  const hinges = `${count(model.units.length)} ${model.units.length === 1 ? "hinge" : "hinges"}, of one input each`;
  const products = model.products?.length ?? 0;
  if (by === "hinges" || products === 0) return `${hinges}: every cut is exact.`;
  return (
    `${hinges}, and ${count(products)} ${products === 1 ? "product" : "products"} of two. Along one input the curve is exact; ` +
    "a map over two inputs that are multiplied is curved, and drawn on a grid."
  );
}
