import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import type { DescentState } from "./descent-state.ts";
import { type FigurePage, figurePage, heapOf, watchedRun } from "./test-figure.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CALL = "descentFigure({ units: 4, url: 'descent' })";
const sliderOf = (page: FigurePage["page"], name: string) => page.locator(`input[type=range][name="${name}"]`);

describe("a sum that learns", () => {
  test("sliders move by themselves, and rest when it is paused", async () => {
    const { page, press, until, errors } = await figurePage(browser, CALL);
    const places = () =>
      page
        .locator(".pw-main input[type=range]")
        .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
    const before = await places();
    await press("Start");
    await until("figure.value.steps > 100");
    await press("Pause");
    await page.waitForTimeout(300);
    const after = await places();
    expect(after.filter((place, i) => place !== before[i]).length).toBeGreaterThan(3);
    const { steps } = (await page.evaluate("figure.value")) as DescentState;
    await page.waitForTimeout(300);
    expect(await places()).toEqual(after);
    expect(((await page.evaluate("figure.value")) as DescentState).steps).toBe(steps);
    expect(errors).toEqual([]);
  });

  test("a step that is asked for before the start is there is one step back", async () => {
    const { page, press, until, value } = await figurePage(browser, CALL);
    await page.evaluate(`(() => {
      const named = (name) => [...document.querySelectorAll(".pw-run button")].find((each) => each.textContent === name);
      named("Rewind").click();
      named("One step").click();
    })()`);
    await until("figure.value.steps === 1");
    await press("Rewind");
    await until("figure.value.steps === 0");
    await press("Undo");
    await until("figure.value.steps === 1");
    expect((await value<DescentState>()).numbers.length).toBeGreaterThan(0);
  });

  test("rewind goes to exactly the same start, a new start to another; undo and redo go to and fro", async () => {
    const { page, press, value, until, errors } = await figurePage(browser, CALL);
    const model = () => page.evaluate("JSON.stringify(figure.model.units)") as Promise<string>;
    const first = await model();
    await press("Start");
    await until("figure.value.steps > 50");
    await press("Pause");
    await page.waitForTimeout(200);
    const learned = await value<DescentState>();
    expect(await model()).not.toBe(first);
    await press("Rewind");
    await until("figure.value.steps === 0");
    await page.waitForTimeout(300);
    expect(await model()).toBe(first);
    await press("Undo");
    await page.waitForTimeout(300);
    expect(await value()).toMatchObject({ numbers: learned.numbers, steps: learned.steps });
    await press("Redo");
    await page.waitForTimeout(300);
    expect(await model()).toBe(first);
    await press("New start");
    await page.waitForTimeout(300);
    expect(await model()).not.toBe(first);
    expect((await value<DescentState>()).seed).toBe(2);
    expect(errors).toEqual([]);
  });

  test("one step by Adam moves every slider that has a slope by the rate, and none that has none", async () => {
    const { page, press, until } = await figurePage(browser, "descentFigure({ units: 3, rate: 0.01 })");
    const read = () =>
      page.evaluate("figure.model.units.flatMap(({ m, b, weight }) => [m, b, weight])") as Promise<number[]>;
    const before = await read();
    await press("One step");
    await until("figure.value.steps === 1");
    const moves = (await read()).map((value, i) => Math.abs(value - before[i]));
    expect(moves.every((move) => move === 0 || Math.abs(move - 0.01) < 1e-5)).toBe(true);
    expect(moves.filter((move) => move > 0).length).toBeGreaterThan(2);
  });

  test("the address holds what was learned: a reload shows the same parameters", async () => {
    const { page, press, value, until, visit, errors } = await figurePage(browser, CALL);
    await press("Start");
    await until("figure.value.steps > 100");
    await press("Pause");
    await page.waitForTimeout(1000);
    const learned = await value<DescentState>();
    const query = new URL(page.url()).search;
    expect(query).toMatch(/^\?descent=/);
    await visit(query);
    await until(`figure.value.steps === ${learned.steps}`);
    await page.waitForTimeout(300);
    expect(await value()).toEqual(learned);
    await visit("?descent=1.nonsense");
    await page.waitForTimeout(300);
    expect(await page.locator(".pw-learn > .pw-note").textContent()).toContain("was not used");
    expect((await value<DescentState>()).steps).toBe(0);
    expect(errors).toEqual([]);
  });

  test("keys press the buttons and move a slider; learning waits for the hand and goes on from there", async () => {
    const { page, until, errors } = await figurePage(browser, CALL);
    await page.getByRole("button", { name: "Start", exact: true }).focus();
    await page.keyboard.press("Enter");
    await until("figure.value.steps > 20");
    await page.keyboard.press("Space");
    await page.waitForTimeout(300);
    expect(await page.getByRole("button", { name: "Start", exact: true }).count()).toBe(1);
    const place = Number(await sliderOf(page, "m1").inputValue());
    await sliderOf(page, "m1").focus();
    await page.keyboard.press("PageUp");
    await page.waitForTimeout(500);
    expect((await page.evaluate("figure.model.units[0].m")) as number).toBeCloseTo(place + 0.1, 6);
    expect(errors).toEqual([]);
  });

  test("a slider that is dragged while the sum learns stays in the hand", async () => {
    const { page, press, until, errors } = await figurePage(browser, CALL);
    await press("Start");
    await until("figure.value.steps > 20");
    const box = (await sliderOf(page, "b1").boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, y, { steps: 4 });
    await page.waitForTimeout(300);
    const inHand = (await page.evaluate("figure.model.units[0].b")) as number;
    expect(Number(await sliderOf(page, "b1").inputValue())).toBeCloseTo(inHand, 6);
    const { steps } = (await page.evaluate("figure.value")) as DescentState;
    await page.mouse.up();
    await until(`figure.value.steps > ${steps}`);
    expect(errors).toEqual([]);
  });

  test("a wrong formula is told and changes nothing; a wrong rate ends in words", async () => {
    const { page, press, value } = await figurePage(browser, CALL);
    await page.getByRole("textbox", { name: "target" }).fill("sin(");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toContain("character 5");
    expect((await value<DescentState>()).target).toBe("sin(3x) + 0.3x");
    await page.evaluate("figure.value = { optimizer: 'sgd', rate: 1, pace: 0 }");
    await page.waitForTimeout(300);
    await press("Start");
    await page.waitForFunction("figure.dataset.status === 'diverged'", undefined, { timeout: 20_000 });
    expect(await page.locator(".verdict").textContent()).toContain("Diverged");
    expect(await page.getByRole("button", { name: "Start", exact: true }).count()).toBe(1);
  });
});

const theme = readFileSync(new URL("../theme.css", import.meta.url), "utf8");

test.each(["light", "dark"] as const)("axe finds nothing to complain of, %s", async (colorScheme) => {
  const { page, press, until } = await figurePage(browser, CALL, {
    colorScheme,
    html: `<style>${theme}; body { background: var(--pw-paper) }</style>`,
  });
  await press("Start");
  await until("figure.value.steps > 20");
  await press("Pause");
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run(document.querySelector('.pw-learn'))")) as axe.AxeResults;
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
});

test("who asked for less motion sees ten pictures a second, as far on as sixty would be", async () => {
  const figure = await figurePage(browser, CALL, { reducedMotion: "reduce" });
  const { asked, pictures } = await watchedRun(figure);
  expect([...new Set(asked)]).toEqual([60]);
  expect(pictures).toBeLessThanOrEqual(asked.length + 1);
  expect(figure.errors).toEqual([]);
});

test("10,000 steps and 1,000 rewinds leave no more behind than their charts and their undos", async () => {
  const { page, press, until, errors } = await figurePage(browser, "descentFigure({ units: 20, pace: 100 })");
  const round = async (steps: number, rewinds: number) => {
    await press("Start");
    await until(`figure.value.steps >= ${steps}`);
    await press("Pause");
    await page.evaluate(`(async () => {
      const rewind = [...document.querySelectorAll(".pw-run button")].find((each) => each.textContent === "Rewind");
      for (let i = 0; i < ${rewinds}; i++) {
        rewind.click();
        if (i % 4 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    })()`);
    await until("figure.value.steps === 0");
    await page.waitForTimeout(300);
  };
  // What is kept once, and the 200 states of the history, are there after this.
  await round(1000, 250);
  const before = await heapOf(page);
  await round(10_000, 1000);
  const grown = (await heapOf(page)) - before;
  expect(grown).toBeLessThan(3e6);
  expect(page.workers().length).toBeLessThanOrEqual(3);
  expect(errors).toEqual([]);
}, 120_000);
