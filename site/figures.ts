// figures.ts: what the first live figure needs, and nothing else. Its exports are the global `figures` of the page, for lesson.ts.
import { figures } from "../lessons/index.ts";
import { mount } from "./mount.ts";

export { download } from "piecewise/plot";

/** The live views by the id of their figure. */
export const views = mount(figures);
