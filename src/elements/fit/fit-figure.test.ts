import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { roomPage } from "../test-room.ts";
import { fitFigure } from "./fit-figure.ts";
import { moved } from "./knot-handles.ts";
import { checkedSource, rowsFrom, tableSource } from "./source.ts";

describe("sources", () => {
  test("a large table becomes averages that lose nothing of its squared error", () => {
    const x = Float64Array.from({ length: 50_000 }, (_, i) => ((i * 7919) % 50_000) / 1e4);
    const y = x.map((t, i) => t + Math.sin(i));
    const source = tableSource({ x, y }, { x: "a", y: "b" });
    expect(source.x.length).toBeLessThanOrEqual(1000);
    expect(source.weights!.reduce((a, b) => a + b)).toBe(50_000);
    const mean = y.reduce((a, b) => a + b) / 50_000;
    const variance = y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 50_000;
    const between = source.y.reduce((sum, v, i) => sum + source.weights![i] * (v - mean) ** 2, 0) / 50_000;
    expect(between + source.scatter).toBeCloseTo(variance, 5);
    expect(checkedSource(JSON.parse(JSON.stringify(source)))).toEqual(source);
  });

  test("holes of a formula are left out and told", () => {
    const rows = rowsFrom({ kind: "typed", text: "sqrt(x)", domain: [-1, 1] });
    expect(rows.x[0]).toBe(0);
    expect(rows.note).toContain("500 of 1001");
  });

  test("a knot stays between its neighbours", () => {
    expect(moved([-1, 0, 1], 1, 5, [-3, 3])[1]).toBeCloseTo(1, 2);
    expect(moved([-1, 0, 1], 1, 0.5, [-3, 3])).toEqual([-1, 0.5, 1]);
  });

  test.each([[null], [{ kind: "typed", text: "x", domain: [1, 0] }], [{ kind: "table", x: [1], y: [1, 2] }]])(
    "%j is none",
    (value) => expect(() => checkedSource(value)).toThrow(/source/),
  );
});

test("without a page: a still", () => {
  const still = fitFigure({ target: "|x|", domain: [-1, 1], units: 3 });
  expect(still.model.units.length).toBeGreaterThan(0);
  expect(String(still)).toContain("<svg");
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SCRIPT = `
import { fitFigure } from "piecewise/elements";
window.figure = fitFigure({ units: 6, maxUnits: 20, url: "any" });
document.body.append(figure);`;
const pageOf = () => roomPage(browser, SCRIPT, { viewport: { width: 900, height: 1000 } });
const run = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>;

describe("in a page", () => {
  test("a typed formula is fitted; a wrong one is pointed at and changes nothing", async () => {
    const { page, errors } = await pageOf();
    const field = page.getByLabel("f(x) =");
    await field.fill("|x| - |x - 1|");
    await page.waitForTimeout(400);
    expect(await run(page, "figure.model.units.length")).toBe(2);
    await expect.poll(() => page.locator(".pw-status").textContent()).toContain("2 ReLUs, off by nothing");
    await field.fill("sin(3x) + $");
    await page.waitForTimeout(200);
    expect(await page.getByRole("alert").textContent()).toContain("sin(3x) + $\n          ^");
    expect(await run(page, "figure.value.source.text")).toBe("|x| - |x - 1|");
    expect(errors).toEqual([]);
  });

  test("a knot moves by keys and the rest is solved; best knots lets go; the address keeps it", async () => {
    const { page, errors, visit } = await pageOf();
    await page.waitForTimeout(1500);
    const best = await run<number>(page, "-figure.model.units[2].b / figure.model.units[2].m");
    await page.locator('[aria-label^="knot 3 "]').focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(600);
    const place = "-figure.model.units[2].b / figure.model.units[2].m";
    expect(await run<number>(page, place)).toBeCloseTo(best + 6 / 200, 9);
    expect(await page.locator(".pw-status").textContent()).toContain("knots put by hand");
    const value = await run(page, "figure.value");
    const query = new URL(page.url()).search;
    expect(query).toMatch(/^\?any=1\./);
    await visit(query);
    await page.waitForTimeout(500);
    expect(await run(page, "figure.value")).toEqual(value);
    await page.getByRole("button", { name: "Best knots" }).click();
    await page.waitForTimeout(1500);
    expect(await run<number>(page, place)).toBeCloseTo(best, 3);
    expect(errors).toEqual([]);
  });

  test("a pasted table is fitted, drawing takes over, undo goes back", async () => {
    const { page, errors } = await pageOf();
    await page.getByLabel("Take a table").check();
    await page.getByLabel("or paste one here").fill("t,u\n0,0\n1,1\n2,2\n3,1\n4,0\n");
    await expect.poll(() => run(page, "figure.value.source.names")).toEqual({ x: "t", y: "u" });
    await expect.poll(() => run(page, "figure.model.units.length")).toBe(1);
    await page.getByLabel("Draw it").check();
    await page.waitForTimeout(300);
    const box = (await page.locator(".draws svg").boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 100);
    await page.mouse.down();
    for (let i = 0; i <= 10; i++) await page.mouse.move(box.x + 200 + 30 * i, box.y + 100 + 80 * Math.sin(i));
    await page.mouse.up();
    await page.waitForTimeout(600);
    expect(await run(page, "figure.value.source.kind")).toBe("drawn");
    expect(await run<number>(page, "figure.model.units.length")).toBeGreaterThan(3);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForTimeout(300);
    expect(await run(page, "figure.value.source.kind")).toBe("table");
    expect(errors).toEqual([]);
  });

  test("descent marks what it reached beside the best of each n", async () => {
    const { page, errors } = await pageOf();
    await page.waitForTimeout(2500);
    await page.getByRole("button", { name: "Learn it by descent" }).click();
    await expect.poll(() => page.locator(".pw-status").textContent(), { timeout: 20_000 }).toContain("random start 1");
    expect(await page.locator("svg").last().textContent()).toMatch(/theory.*best.*descent/);
    expect(errors).toEqual([]);
  });
});
