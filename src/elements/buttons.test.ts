// buttons.test.ts: of every figure that learns: a button that can be pressed does something, and one that cannot would not.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { figurePage } from "./descent/test-figure.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** What is to be seen of a figure: its state, its words, its pictures, and which buttons can be pressed. */
const seen = (page: Page) =>
  page.evaluate(`JSON.stringify([
    figure.value, figure.innerHTML, ...[...figure.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL()),
  ])`) as Promise<string>;

/** The same once it has come to rest. */
async function rested(page: Page): Promise<string> {
  for (let before = ""; ; await page.waitForTimeout(150)) {
    const now = await seen(page);
    if (now === before) return now;
    before = now;
  }
}

const enabled = (page: Page) =>
  page
    .locator(".pw-run button:enabled:visible")
    .evaluateAll((buttons) => buttons.map(({ textContent }) => textContent!));

describe("buttons of figures that learn", () => {
  test.each([
    "quadraticFigure()",
    "descentFigure()",
    "surfaceFigure({ units: 5 })",
    "slicesFigure({ units: 5 })",
    "pointsFigure({ layers: [3] })",
    "pointsFigure({ layers: [3], source: { kind: 'own', points: [], classes: 2 } })",
    "foldingFigure()",
    "regionsFigure()",
    "pyramidFigure()",
    "depthFigure({ numbers: 60 })",
    "digitsFigure({ units: 8 })",
    "fasterFigure({ rows: 1000 })",
  ])("%s: what can be pressed at the start does something, alone", async (call) => {
    const ready = "figure.querySelector('.pw-run')";
    const { page, visit, errors } = await figurePage(browser, call, {}, ready);
    await rested(page);
    // These open or save a file.
    const names = (await enabled(page)).filter((name) => !["Save", "Load"].includes(name));
    if (!call.includes("points: []")) expect(names.length).toBeGreaterThan(call.startsWith("folding") ? -1 : 0);
    for (const name of ["Rewind", "Stop", "Undo", "Redo", "Clear paper"]) expect(names).not.toContain(name);
    for (const [i, name] of names.entries()) {
      if (i > 0) await visit("");
      const before = await rested(page);
      await page.getByRole("button", { name, exact: true }).click();
      await expect.poll(() => seen(page), { message: name, timeout: 10_000 }).not.toBe(before);
    }
    expect(errors).toEqual([]);
  });

  test.each([
    { call: "quadraticFigure()", go: "One step" },
    { call: "descentFigure()", go: "One step" },
    { call: "surfaceFigure({ units: 5 })", go: "One step" },
    { call: "slicesFigure({ units: 5 })", go: "One step" },
    { call: "pointsFigure({ layers: [3] })", go: "One epoch" },
    { call: "digitsFigure({ units: 8, until: 1 })", go: "Start" },
  ])("$call: after a step there is something to rewind, and to undo; after that to redo", async ({ call, go }) => {
    const { page, press, until, errors } = await figurePage(browser, call);
    const ones = () => enabled(page).then((names) => names.filter((name) => /^(Rewind|Undo|Redo)$/.test(name)));
    await press(go);
    await until("figure.value.steps > 0");
    await expect.poll(ones).toEqual(["Rewind", "Undo"]);
    await press("Rewind");
    await until("figure.value.steps === 0");
    await expect.poll(ones).toEqual(["Undo"]);
    await press("Undo");
    await until("figure.value.steps > 0");
    await expect.poll(ones).toEqual(["Rewind", "Undo", "Redo"]);
    expect(errors).toEqual([]);
  });

  test.each([
    { call: "depthFigure({ numbers: 600 })", go: "Train them" },
    { call: "fasterFigure()", go: "Race" },
  ])(
    "$call: one of '$go' and 'Stop' can be pressed, and has the focus where keys pressed the other",
    async ({ call, go }) => {
      const { page, errors } = await figurePage(browser, call);
      const both = () => enabled(page).then((names) => names.filter((name) => name === go || name === "Stop"));
      const focused = () => page.evaluate("document.activeElement.textContent");
      for (const [name, other] of [
        [go, "Stop"],
        ["Stop", go],
      ]) {
        await page.getByRole("button", { name, exact: true }).press("Enter");
        await expect.poll(both).toEqual([other]);
        expect(await focused()).toBe(other);
      }
      expect(errors).toEqual([]);
    },
  );

  test("a run that has diverged has no next step", async () => {
    const call = "descentFigure({ optimizer: 'sgd', rate: 1, pace: 0 })";
    const { page, press, until } = await figurePage(browser, call);
    await press("Start");
    await until("figure.dataset.status === 'diverged'");
    await expect.poll(() => enabled(page)).not.toContain("One step");
    expect(await enabled(page)).toContain("Rewind");
    await press("Rewind");
    await expect.poll(() => enabled(page)).toContain("One step");
  });
});
