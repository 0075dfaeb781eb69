// bench.ts: the figures of chapters 0, 4 and 5, by the id they have on the page. They learn, so they come in a script of their own (bench.js).
import cover from "./00-cover/figures/cover.figure.ts";
import anyFunction from "./04-any-function/figures/any-function.figure.ts";
import descent from "./05-finding/figures/descent.figure.ts";
import quadratic from "./05-finding/figures/quadratic.figure.ts";

export const bench = {
  cover,
  "any-function": anyFunction,
  quadratic,
  descent,
};
