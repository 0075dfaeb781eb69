import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import type { QuadraticState } from "./quadratic-state.ts";
import { figurePage } from "./test-figure.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CALL = "quadraticFigure({ url: 'quadratic' })";

describe("a parabola that learns", () => {
  test("steps, rewinds, and is undone and redone", async () => {
    const { page, press, value, errors } = await figurePage(browser, CALL);
    const start = await value<QuadraticState>();
    await press("One step");
    await press("Ten steps");
    const learned = await value<QuadraticState>();
    expect(learned.steps).toBe(11);
    expect(learned.a).toBeGreaterThan(start.a);
    await press("Rewind");
    expect(await value()).toEqual(start);
    await press("Undo");
    expect(await value()).toEqual(learned);
    await press("Redo");
    expect(await value()).toEqual(start);
    await press("New noise");
    expect(await value()).toMatchObject({ a: start.a, seed: start.seed + 1 });
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("another loss is told with what it was at the start; both best parabolas can be shown", async () => {
    const { page, press, value } = await figurePage(browser, CALL);
    const absolute = async () => (await page.locator("svg .title, svg text").allTextContents()).join(" ");
    const [, first] = /absolute ([\d.]+)/.exec(await absolute()) ?? [];
    await press("One step");
    await page.getByLabel("loss to lower", { exact: true }).selectOption({ label: "mean absolute error" });
    expect(await page.locator(".readout .num").textContent()).toContain(`was ${first} at the start`);
    await page.locator("input[name=best]").check();
    expect((await value<QuadraticState>()).best).toBe(true);
  });

  test("drawn into a container of 72 px it complains of nothing", async () => {
    const { page, errors } = await figurePage(browser, CALL);
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.evaluate("figure.style.inlineSize = '72px'");
    await page.waitForTimeout(300);
    expect([...errors, ...complaints]).toEqual([]);
  });
});
