// rules.test.ts: what readers are told of states that figures refuse: what is wrong, where, and what may stand there.
import {
  depthFigure,
  digitsFigure,
  fasterFigure,
  foldingFigure,
  pointsFigure,
  pyramidFigure,
  regionsFigure,
  slicesFigure,
  surfaceFigure,
} from "piecewise/elements";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { figurePage } from "./descent/test-figure.ts";
import { pack } from "./packed.ts";
import { checkedPoints, FIRST } from "./points/points-state.ts";
import { wordsOf } from "./rules.ts";

const own = { inputs: [{ name: "a", values: [1, 2, 3] }], output: { name: "b", values: [1, 2, 3] } };

test.each([
  [() => surfaceFigure({ units: 500 }), "the number of ReLUs (units) must be a whole number from 1 to 120, got 500"],
  [
    () => surfaceFigure({ centre: [0, 2, 0] }),
    "the middle of what is seen (centre) must be three numbers from −1 to 1",
  ],
  [
    () => surfaceFigure({ source: { kind: "list" } } as never),
    "what is learned (source.kind) must be typed or table, got list",
  ],
  [() => slicesFigure({ rate: 2 }), "the learning rate (rate) must be a number from 0.0001 to 1, got 2"],
  [() => slicesFigure({ across: 7 }), "the input across (across) must be below 5, got 7"],
  [
    () => slicesFigure({ table: "own", own } as never),
    "the reader's own table (own.inputs) must be 2 to 12 inputs, got 1",
  ],
  [() => checkedPoints({ numbers: [1] }, FIRST), "numbers must be 114 for these layers, got 1"],
  [() => pointsFigure({ pieces: 1 } as never), "pieces must be true or false, got 1"],
  [() => digitsFigure({ units: 5 }), "the number of ReLUs (units) must be one of 0, 8, 16, 32, 64, 128, 256, got 5"],
  [() => foldingFigure({ folds: 11 }), "folds must be a whole number from 1 to 10, got 11"],
  [() => regionsFigure({ layers: 9 }), "layers must be a whole number from 1 to 4, got 9"],
  [() => pyramidFigure({ reach: 1 }), "reach must be a whole number from 2 to 20, got 1"],
  [() => depthFigure({ numbers: 7 }), "numbers must be one of 60, 150, 300, 600, got 7"],
  [() => fasterFigure({ repeats: 2 }), "repeats must be one of 1, 3, 5, got 2"],
])("%s is refused in a reader's words", (make, words) => {
  let thrown: unknown;
  try {
    make();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RangeError);
  expect((thrown as Error).message).toMatch(/^\w+Figure: state\.\w/);
  expect(wordsOf(thrown)).toContain(words);
  expect(wordsOf(thrown)).not.toMatch(/Figure|state\./);
});

describe("in the address", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each([
    [{ units: 500 }, "the number of ReLUs (units) must be a whole number from 1 to 120, got 500."],
    ["cut short", "text must be complete and unchanged"],
  ])("%j is told, and what to do", async (state, words) => {
    const { page, errors, visit, value } = await figurePage(browser, "slicesFigure({ url: 'cut' })");
    const packed = await pack(state);
    await visit(`?cut=${typeof state === "string" ? packed.slice(0, -4) : packed}`);
    const note = page.locator(".pw-learn > .pw-note");
    await expect.poll(() => note.textContent()).toContain(`The address's part “cut” was not used: ${words}`);
    expect(await note.textContent()).toMatch(/ Open the whole link again, or go on from here\.$/);
    expect(await note.textContent()).not.toMatch(/Figure|state\.|unpack/);
    expect(await value()).toMatchObject({ units: 24 });
    expect(errors).toEqual([]);
  });
});
