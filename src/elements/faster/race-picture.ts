// race-picture.ts: a bar for each way, as long as it took; before the race they are empty.
import { h, type Markup } from "../../markup/index.ts";
import { type Draw, px, svg } from "../drawing.ts";
import { concise, count } from "../numbers.ts";
import { type Finish, median, WAY_NAMES, WAYS, type WayName } from "./ways.ts";

export interface Standing {
  readonly way: WayName;
  /** The times of its runs; empty before the first. */
  readonly times: readonly number[];
  /** The median of the times. */
  readonly ms: number;
  readonly loss: number;
  readonly steps: number;
  readonly reached: boolean;
}

/** What the runs come to, way by way. */
export function standings(finishes: readonly Finish[]): Standing[] {
  return WAY_NAMES.map((way) => {
    const own = finishes.filter((finish) => finish.way === way);
    const times = own.map(({ ms }) => ms);
    return {
      ...{ way, times },
      ms: times.length > 0 ? median(times) : Number.NaN,
      loss: own.at(-1)?.loss ?? Number.NaN,
      steps: own.at(-1)?.steps ?? 0,
      reached: own.length > 0 && own.every(({ reached }) => reached),
    };
  });
}

/** A time in the unit that it is read in. */
export function timeWords(ms: number): string {
  if (ms < 1) return `${concise(1000 * ms, 2)} µs`;
  return ms < 1000 ? `${concise(ms, 2)} ms` : `${concise(ms / 1000, 2)} s`;
}

/** How many times as fast as the first way; nothing where either was not done. */
export function ratioWords(all: readonly Standing[], { way, ms, reached }: Standing): string {
  const [first] = all;
  if (way === first.way || !first.reached || !reached) return "";
  const ratio = first.ms / ms;
  return ratio >= 1 ? `${concise(ratio, 2)} times as fast` : `${concise(1 / ratio, 2)} times as slow`;
}

const ROW = 62;
const BAR = 14;
const AXIS = 26;

/** @param names what each way is called here; `log` whether each tick is ten times the one before */
export function racePicture(finishes: readonly Finish[], names: Readonly<Record<WayName, string>>, log: boolean): Draw {
  const all = standings(finishes);
  const done = all.filter(({ times }) => times.length > 0);
  const most = Math.max(1, ...done.flatMap(({ times }) => times));
  const least = 10 ** Math.floor(Math.log10(Math.min(most, ...done.map(({ ms }) => ms)) / 2));
  const share = (ms: number) => (log ? Math.max(0, Math.log(ms / least) / Math.log(most / least)) : ms / most);
  return (width) => {
    const rows = all.flatMap((standing, i): Markup[] => {
      const { times, ms, loss, steps, reached } = standing;
      const top = i * ROW;
      const ran = times.length > 0;
      const what = !ran ? "" : reached ? timeWords(ms) : `not there after ${timeWords(ms)}`;
      const ended = ran ? `loss ${concise(loss, 4)} after ${count(steps)} steps` : "";
      const y = top + 20;
      return [
        h("text", { x: 0, y: top + 14, class: "name" }, names[standing.way]),
        h("text", { x: width, y: top + 14, "text-anchor": "end" }, what),
        h("rect", { x: 0.5, y: y + 0.5, width: width - 1, height: BAR - 1, style: "stroke:var(--pw-hair)" }),
        h("rect", {
          ...{ x: 0, y, height: BAR, width: ran ? px(Math.max(1, share(ms) * width)) : 0 },
          style: `fill:var(--pw-${reached ? "ink" : "grey"})`,
        }),
        ...times.map((time) =>
          h("path", {
            d: `M${px(share(time) * width)},${y - 2}v${BAR + 4}`,
            style: "stroke:var(--pw-accent);stroke-width:1.5",
          }),
        ),
        h("text", { x: 0, y: y + BAR + 13 }, ran ? ratioWords(all, standing) : ""),
        h("text", { x: width, y: y + BAR + 13, "text-anchor": "end" }, ended),
      ];
    });
    const bottom = all.length * ROW;
    const axis = log
      ? `from ${timeWords(least)} to ${timeWords(most)}, logarithmic: half a bar is not half the time`
      : `from 0 to ${timeWords(most)}`;
    return svg(
      width,
      bottom + AXIS,
      describe(all, names),
      ...rows,
      h("text", { x: 0, y: bottom + 16 }, done.length > 0 ? axis : "no race yet"),
    );
  };
}

function describe(all: readonly Standing[], names: Readonly<Record<WayName, string>>): string {
  const done = all.filter(({ times }) => times.length > 0);
  if (done.length === 0) return `${all.length} empty bars: no race yet.`;
  const parts = done.map((each) => {
    const time = each.reached ? timeWords(each.ms) : `not there after ${timeWords(each.ms)}`;
    return `${names[each.way]} ${time}`;
  });
  return `Times to the same loss: ${parts.join("; ")}.`;
}

/** A row for each run. */
export const raceHeader = ["way", "milliseconds", "steps", "loss", "reached"] as const;

export const raceCells = ({ way, ms, steps, loss, reached, through }: Finish): string[] => [
  WAYS[way].name + (through ? `, through ${through}` : ""),
  String(ms),
  String(steps),
  String(loss),
  reached ? "yes" : "no",
];
