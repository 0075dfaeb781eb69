// bench.ts: the figures that learn and take in tables; the last script of the page, since nobody's first figure needs it.
import { download } from "piecewise/plot";
import { bench } from "../lessons/bench.ts";
import { mount } from "./mount.ts";

/** The page's script, run before this one. */
declare const lesson: typeof import("./lesson.ts");

/** The live views by the id of their figure. */
export const views = mount(bench);

lesson.attend(views, download);
