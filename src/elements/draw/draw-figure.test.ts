import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { roomPage } from "../test-room.ts";
import { drawFigure } from "./draw-figure.ts";
import { blank, checkedDrawing, drawn, rowsOf, sampled } from "./strokes.ts";

describe("a drawing", () => {
  test("is a function: the last stroke wins where the pen comes back", () => {
    let paper = blank([0, 4]);
    paper = drawn(paper, [0, 1], [3, 1]);
    paper = drawn(paper, [3, 1], [1, 2]);
    const { x, y } = rowsOf(paper);
    expect(new Set(x).size).toBe(x.length);
    expect(y[0]).toBe(1);
    expect(y[x.findIndex((t) => t >= 1)]).toBe(2);
    expect(y[x.findIndex((t) => t >= 2)]).toBe(1.5);
    expect(x.at(-1)).toBe(3);
  });

  test("a stroke to beyond the edge fills the columns up to it, at their heights", () => {
    const { x, y } = rowsOf(drawn(blank([0, 4]), [2, 0], [6, 4]));
    expect([x[0], x.at(-1), y.at(-1)]).toEqual([2, 4, 2]);
  });

  test("leaves out what is no number", () => {
    expect(rowsOf(sampled((t) => Math.sqrt(t), [-1, 1])).x[0]).toBe(0);
  });

  test.each([[null], [{ x: [0, 0], y: [1, 2] }], [{ x: [0, 1], y: ["1", 2] }], [{ x: [0, 1], y: [1] }]])(
    "%j is none",
    (value) => expect(() => checkedDrawing(value)).toThrow(/^drawing\./),
  );
});

test("without a page: a still with its sum", () => {
  const still = drawFigure({ curve: Math.abs, units: 3, xlim: [-1, 1] });
  expect(still.model.units.length).toBe(1);
  expect(still.value.units).toBe(3);
  expect(String(still)).toContain("<svg");
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SCRIPT = `
import { drawFigure } from "piecewise/elements";
window.figure = drawFigure({ curve: (x) => Math.sin(x), units: 7, url: "cover" });
window.events = [];
for (const type of ["input", "change"]) figure.addEventListener(type, () => events.push(type));
document.body.append(figure);`;

interface Shown {
  readonly value: { units: number; drawing: { y: (number | null)[] } };
  readonly units: number;
  readonly events: string[];
}
const shown = (page: Page): Promise<Shown> =>
  page.evaluate(
    `({ value: figure.value, units: figure.model.units.length, events: window.events.splice(0) })`,
  ) as Promise<Shown>;
const run = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>;
const settle = (page: Page) => page.waitForTimeout(400);

async function stroke(page: Page, from = 0.2, to = 0.8): Promise<void> {
  const box = (await page.locator("svg").first().boundingBox())!;
  const at = (t: number) => [box.x + box.width * t, box.y + box.height * (0.5 - 0.2 * Math.sin(9 * t))] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) await page.mouse.move(...at(from + ((to - from) * i) / 20));
  await page.mouse.up();
  await settle(page);
}

describe("in a page", () => {
  test("a stroke replaces the example, undo brings it back, redo the stroke, the address keeps it", async () => {
    const { page, errors, visit } = await roomPage(browser, SCRIPT, { viewport: { width: 800, height: 700 } });
    const first = await shown(page);
    expect(first.value.drawing.y.every((height) => height !== null)).toBe(true);
    await stroke(page);
    const own = await shown(page);
    expect(own.events.at(-1)).toBe("change");
    expect(own.value.drawing.y[0]).toBe(null);
    expect(own.value.drawing.y.filter((height) => height !== null).length).toBeGreaterThan(150);
    expect(own.units).toBe(7);
    const query = new URL(page.url()).search;
    expect(query).toMatch(/^\?cover=1\./);
    await page.getByRole("button", { name: "Undo" }).click();
    expect((await shown(page)).value).toEqual(first.value);
    await page.keyboard.press("Control+Shift+Z");
    expect((await shown(page)).value).toEqual(own.value);
    await visit(query);
    await settle(page);
    expect((await shown(page)).value).toEqual(own.value);
    expect(errors).toEqual([]);
  });

  test.each([335, 900])(
    "the curves bear their names in %i px, but while the pen is down, and none lies on the other",
    async (width) => {
      const { page } = await roomPage(browser, SCRIPT, { viewport: { width: width + 16, height: 700 } });
      const names = () => run<string[]>(page, "figure.querySelector('.pw-plot').scene.labels.map(({ text }) => text)");
      expect(await names()).toEqual([
        "a stroke",
        "one ReLU",
        width < 512 ? "all added" : "all seven and a line, added",
      ]);
      const box = (await page.locator("svg").first().boundingBox())!;
      await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.3 * box.height);
      await page.mouse.down();
      for (let i = 0; i <= 20; i++)
        await page.mouse.move(box.x + (0.2 + i / 33) * box.width, box.y + (0.3 + (i % 7) / 20) * box.height);
      await settle(page);
      expect(await names()).toEqual([]);
      await page.mouse.up();
      await settle(page);
      expect(await names()).toContain("your stroke");
      await page.getByRole("button", { name: "Clear" }).click();
      await settle(page);
      expect((await names()).filter(Boolean)).toEqual([]);
    },
  );

  test("keys: the pen moves, Enter lays points that are joined, Escape lifts it", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, { viewport: { width: 800, height: 700 } });
    await page.locator('[aria-label^="pen"]').focus();
    await page.keyboard.press("Enter");
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await settle(page);
    await page.keyboard.press("Enter");
    await settle(page);
    const { value, units } = await shown(page);
    const heights = value.drawing.y.filter((height): height is number => height !== null);
    expect(heights.length).toBe(101);
    expect(heights.at(-1)).toBeCloseTo(0.1, 6);
    expect(units).toBe(0);
    expect(errors).toEqual([]);
  });

  test("the value can be set; what is none is refused and changes nothing", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    await page.evaluate(`figure.value = { units: 2, drawing: { x: [-5, 5], y: [0, 1, 0] } }`);
    await settle(page);
    const { value, units } = await shown(page);
    expect([value.units, units]).toEqual([2, 1]);
    expect(await page.locator("input[type=range]").inputValue()).toBe("2");
    await expect(page.evaluate(`figure.value = { units: 2 }`)).rejects.toThrow(/drawFigure: drawing/);
    await expect(page.evaluate(`figure.value = { ...figure.value, unit: 2 }`)).rejects.toThrow(
      /value must have fields among units, drawing, got unit/,
    );
    expect((await shown(page)).value).toEqual(value);
  });

  test("it grows by itself, one step to undo", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    await page.getByRole("button", { name: "Grow" }).click();
    await page.waitForTimeout(1000);
    const half = await shown(page);
    expect(half.value.units).toBeGreaterThan(3);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    expect((await shown(page)).value.units).toBe(7);
  });
});
