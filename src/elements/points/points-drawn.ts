// points-drawn.ts: what is said of points that are drawn by chance: how many, how far aside, and by which seed.
import { log, range } from "../../interact/index.ts";
import { ROWS, type Source } from "./points-state.ts";

/** Their controls. */
export const DRAWN = { rows: log(...ROWS), noise: range(0, 0.5, 0.01) };

/** Points come whole. */
export const whole = <S extends { rows: number }>(source: S): S => ({ ...source, rows: Math.round(source.rows) });

export const seedOf = (source: Source): number => ("seed" in source ? source.seed : 1);
