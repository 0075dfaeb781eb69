// layers.ts: the figures of several inputs and layers; loaded by the page's script (near.ts) for readers who come near them.
import { download } from "piecewise/plot";
import { layers } from "../lessons/layers.ts";
import { mount } from "./mount.ts";

/** The page's script, run before this one. */
declare const lesson: typeof import("./lesson.ts");

/** The live views by the id of their figure. */
export const views = mount(layers);

lesson.attend(views, download);
