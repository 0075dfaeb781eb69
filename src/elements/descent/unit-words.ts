// unit-words.ts: which units are dead, which are straight lines, and why, in a sentence or two.
import type { UnitState } from "../../fit/index.ts";
import { concise } from "../numbers.ts";

/** So many units are named; of more the rest is counted. */
const NAMED = 8;

/** What the data can see of the units, in words. */
export function unitWords(states: readonly UnitState[], [lo, hi]: readonly [number, number]): string {
  const of = (kind: UnitState["state"]) => states.flatMap(({ state }, i) => (state === kind ? [i + 1] : []));
  const [dead, linear, kinked] = [of("dead"), of("linear"), of("kinked")];
  const parts = [`Of ${states.length} units, ${kinked.length} bend the curve inside the data.`];
  if (dead.length > 0) {
    parts.push(
      `${named(dead)} dead: off at every x from ${concise(lo)} to ${concise(hi)}, so no error reaches ${dead.length > 1 ? "them" : "it"} and the gradient is exactly 0.`,
    );
  }
  if (linear.length > 0)
    parts.push(`${named(linear)} on at every x: ${linear.length > 1 ? "straight lines" : "a straight line"} for now.`);
  return parts.join(" ");
}

function named(units: readonly number[]): string {
  const shown = units.slice(0, NAMED).join(", ");
  const more = units.length > NAMED ? ` and ${units.length - NAMED} more` : "";
  return units.length > 1 ? `Units ${shown}${more} are` : `Unit ${shown} is`;
}
