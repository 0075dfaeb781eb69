// hill.ts: has the reader built a hill? Judged from the function itself: flat ground, up, down, flat again.
import { type ReluSum, vertices } from "piecewise";
import { h, type Markup } from "../src/markup/index.ts";
import { sumOf, type Values } from "./values.ts";

type Stretch = { readonly kind: "flat" | "up" | "down"; readonly rise: number };

const HILL = ["flat", "up", "down", "flat"] as const;

/** Slopes below this count as flat: half of what one step of a slider changes. */
const FLAT = 0.05;

/** How many parts of a hill, in order and next to each other, f shows on the interval: 4 is a whole hill. */
export function hillParts(f: ReluSum, [lo, hi]: readonly [number, number]): { met: number; rises: readonly number[] } {
  const found = stretches(f, lo, hi);
  let best = { met: 0, rises: [] as readonly number[] };
  for (let i = 0; i < found.length; i++) {
    let met = 0;
    while (met < HILL.length && found[i + met]?.kind === HILL[met]) met++;
    if (met > best.met) best = { met, rises: found.slice(i, i + met).map(({ rise }) => rise) };
  }
  return best;
}

function stretches(f: ReluSum, lo: number, hi: number): Stretch[] {
  const points = vertices(f, [lo, hi]);
  const found: Stretch[] = [];
  for (let i = 1; i < points.length; i++) {
    const rise = points[i][1] - points[i - 1][1];
    const slope = rise / (points[i][0] - points[i - 1][0]);
    const kind = Math.abs(slope) < FLAT ? "flat" : slope > 0 ? "up" : "down";
    const last = found.at(-1);
    if (last?.kind === kind) found[found.length - 1] = { kind, rise: last.rise + rise };
    else found.push({ kind, rise });
  }
  return found;
}

const PICTURES = ["0,24 36,24", "2,24 34,4", "2,4 34,24", "0,24 36,24"];

/** The challenge above the figure: four strokes, inked as they are met, and one sentence with a way on. */
export function challenge(values: Values): Markup {
  const { met, rises } = hillParts(sumOf(values), [-4, 4]);
  const state = HILL.map((part, i) => `${part} ${i < met ? "met" : "open"}`).join(", ");
  return h(
    "div",
    { class: "pw-challenge" },
    h(
      "span",
      { class: "parts", role: "img", "aria-label": `A hill in four parts: ${state}` },
      ...PICTURES.map((points, i) =>
        h("svg", { viewBox: "0 0 36 28" }, h("polyline", { points, class: i < met ? "met" : undefined })),
      ),
    ),
    h(
      "div",
      {},
      h("strong", {}, "Can you build a hill?"),
      h("p", { class: "verdict", role: "status" }, verdict(met, rises, values.weights === true)),
    ),
  );
}

function verdict(met: number, rises: readonly number[], weights: boolean): string {
  const by = (rise: number) => Math.abs(rise).toFixed(1);
  if (met === 4) {
    return `You did: flat, up by ${by(rises[1])}, down by ${by(rises[2])}, and flat again. With all weights positive nobody can.`;
  }
  if (met === 3) return "Up and down again. Now level it off: on the right, the three slopes must cancel.";
  if (met === 2 && weights)
    return "Halfway: it climbs, and keeps climbing. Give one ReLU a negative weight, and its corner turns the sum down.";
  if (met === 2)
    return "Halfway: it climbs, and keeps climbing. Which bend could turn it down? If none will, tick output weights.";
  if (met === 1) return "Flat ground. Now let it climb.";
  return "Flat, up, down, flat. Begin with flat ground on the left: every arm has to face right.";
}
