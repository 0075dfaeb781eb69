// announce.test.ts: figures that learn do not talk all the time.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { figurePage } from "./descent/test-figure.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test.each([
  { call: "quadraticFigure({ rate: 0.001 })", start: "Run", stop: "Pause" },
  { call: "descentFigure()", start: "Start", stop: "Pause" },
  { call: "surfaceFigure({ units: 5 })", start: "Start", stop: "Pause" },
  { call: "slicesFigure({ units: 5 })", start: "Start", stop: "Pause" },
  { call: "pointsFigure({ layers: [3] })", start: "Start", stop: "Pause" },
  { call: "digitsFigure({ units: 128, batch: 10, vary: true, until: 50 })", start: "Start", stop: "Pause" },
  { call: "depthFigure({ numbers: 600 })", start: "Train them", stop: "Stop" },
  { call: "fasterFigure()", start: "Race", stop: "Stop" },
])("$call: what changes while it runs is said once it rests", async ({ call, start, stop }) => {
  const { page, press, until, errors } = await figurePage(browser, call);
  const ways = "[...figure.querySelectorAll('output, [role=status]')].map((words) => words.getAttribute('aria-live'))";
  await press(start);
  await until(`${ways}.every((way) => way === "off")`);
  await page.getByRole("button", { name: stop, exact: true }).click();
  await until(`${ways}.every((way) => way === "polite")`);
  expect(errors).toEqual([]);
});
