import { evaluate, type PlaneSum, regions } from "piecewise";
import { startPlanes } from "piecewise/fit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { figurePage } from "../descent/test-figure.ts";
import { severalTables } from "../several-tables.ts";
import { slicesFigure } from "./slices.ts";
import { curveOf, lineCut, mapOf, nearRows, planeCut } from "./slices-picture.ts";
import { explained, slicesProblem } from "./slices-problem.ts";
import { checkedSlices, type SlicesState, sumOf } from "./slices-state.ts";

const START = slicesFigure().value;

describe("tables", () => {
  test.each([
    { id: "cars", rows: 392, first: [72, 69, 1613, 18], most: 46.6 },
    { id: "penguins", rows: 333, first: [37.9, 18.6, 172, 0], most: 6300 },
  ])("$id: $rows rows of finite numbers, as its source has them", ({ id, rows, first, most }) => {
    const { columns, credit } = severalTables.find((table) => table.id === id)!;
    const values = columns.map((column) => column.values());
    for (const column of values) {
      expect(column).toHaveLength(rows);
      expect(column.every(Number.isFinite)).toBe(true);
    }
    expect(Math.max(...values[values.length - 1])).toBe(most);
    expect(credit.length).toBeGreaterThan(20);
    const found = Array.from(values[0].keys()).some((row) => first.every((value, j) => values[j][row] === value));
    expect(found).toBe(true);
  });

  test("rows that are held out are none of those that are learned from, and all are there", () => {
    const { rows, test: held, inputs } = slicesProblem("penguins");
    expect([rows.y.length, held.y.length]).toEqual([266, 67]);
    const all = [...rows.y, ...held.y].sort((a, b) => a - b);
    expect(all).toEqual([...severalTables[1].columns[4].values()].sort((a, b) => a - b));
    expect(rows.x.length).toBe(266 * inputs.length);
    expect(explained(0, rows)).toBe(1);
  });
});

describe("cuts", () => {
  const problem = slicesProblem("cars");
  const model = sumOf(START);

  test.each([
    { across: 2, up: 1 },
    { across: 0, up: 4 },
    { across: 3, up: 0 },
  ])("over inputs $across and $up they are the sum itself", ({ across, up }) => {
    const state = { ...START, across, up };
    const [plane, line] = [planeCut(model, state), lineCut(model, state)];
    for (const share of [0, 0.3, 0.8]) {
      const at = [...state.at];
      at[across] = problem.inputs[across].lo * (1 - share) + problem.inputs[across].hi * share;
      expect(evaluate(line, at[across])).toBeCloseTo(evaluate(model, at) as number, 8);
      at[up] = problem.inputs[up].hi;
      expect(evaluate(plane, [at[across], at[up]])).toBeCloseTo(evaluate(model, at) as number, 8);
    }
  });

  test("the map has the cut's pieces, and says where the others are", () => {
    const map = mapOf(problem, model, START);
    expect(map.facets).toHaveLength(regions(planeCut(model, START), map.rectangle).length);
    expect(map.description).toMatch(
      /^miles per gallon over weight and horsepower, cut through 5 inputs where displacement is 151, /,
    );
    expect(map.description).toContain(`${map.facets.length} flat pieces`);
    expect(map.marker).toEqual([START.at[2], START.at[1]]);
    expect(String(curveOf(problem, model, START))).toContain("<svg");
  });

  test("rows near a cut are near in what it fixes, and free in the others", () => {
    const free = [1, 2];
    const near = nearRows(problem, START.at, free);
    expect(near.length).toBeGreaterThan(10);
    expect(near.length).toBeLessThan(problem.rows.y.length);
    for (const row of near) {
      const off = (j: number) => (problem.rows.x[5 * row + j] - START.at[j]) / problem.inputs[j].spread;
      expect((off(0) ** 2 + off(3) ** 2 + off(4) ** 2) / 3).toBeLessThanOrEqual(0.64 + 1e-9);
    }
    expect(nearRows(problem, START.at, [0, 1, 2, 3, 4])).toHaveLength(problem.rows.y.length);
  });
});

describe("states", () => {
  test.each([
    [{ table: "boats" }, /state.table must be one of .*cars.*, got boats/],
    [{ across: 5 }, /state.across must be below 5, got 5/],
    [{ across: 1 }, /state.up must be another one below 5, got 1/],
    [{ at: [1, 2] }, /state.at must be 5 numbers, got 2/],
    [{ units: 2, numbers: [1] }, /state.numbers must be 20 for 2 ReLUs, got 1/],
    [{ at: ["a"] }, /state.at must be finite numbers, got \["a"\]/],
  ])("%j is refused", (given, message) => {
    expect(() => checkedSlices(given, START)).toThrow(message);
  });

  test("a place beyond the table's ends is brought to them", () => {
    expect(checkedSlices({ at: [0, 0, 1e9, 12, 1980] }, START).at).toEqual([68, 46, 5140, 12, 1980]);
  });

  test("without a page: a still of both cuts", () => {
    const still = slicesFigure({ table: "penguins", across: 0, up: 3 }) as unknown as { html: string; model: PlaneSum };
    expect(still.html).toMatch(/class="pw-heat".*class="pw-plot/);
    expect(still.model.slope).toHaveLength(4);
    expect(still.model.units).toHaveLength(startPlanes(4, 24).units.length);
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const opened = () => figurePage(browser, "slicesFigure({ url: 'cut', units: 12 })");
const curve = (page: Page) => page.locator(".cuts .pw-plot .sum").first().getAttribute("d");
const map = (page: Page) => page.locator(".cuts .pw-heat path").first().getAttribute("d");

describe("in a page", () => {
  test("learns, and says what it explains of rows that it never sees", async () => {
    const { page, errors, press, until, value } = await opened();
    const words = page.locator(".pw-main > .pw-note");
    await press("Start");
    await until("figure.value.steps > 200");
    await press("Pause");
    await page.waitForTimeout(200);
    const [, seen, unseen] = /explains (0\.\d+) in the 314 rows .*, (0\.\d+) in 78/.exec((await words.textContent())!)!;
    expect(Number(seen)).toBeGreaterThan(0.85);
    expect(Number(unseen)).toBeGreaterThan(0.75);
    const { steps } = await value<SlicesState>();
    await press("Rewind");
    expect((await value<SlicesState>()).steps).toBe(0);
    await press("Undo");
    expect((await value<SlicesState>()).steps).toBeLessThanOrEqual(steps);
    expect((await value<SlicesState>()).steps).toBeGreaterThan(150);
    expect(errors).toEqual([]);
  });

  test("a slider off the axes moves both cuts, one on the axis across the map's point alone; the address keeps it", async () => {
    const { page, errors, value, visit } = await opened();
    const slider = (name: RegExp) => page.getByRole("slider", { name }).and(page.locator("input"));
    const before = [await map(page), await curve(page)];
    await slider(/model year/).fill("1982");
    await page.waitForTimeout(100);
    expect(await map(page)).not.toBe(before[0]);
    expect(await curve(page)).not.toBe(before[1]);
    const now = await map(page);
    await slider(/weight/).fill("4000");
    await page.waitForTimeout(600);
    expect(await map(page)).toBe(now);
    expect(await value()).toMatchObject({ at: [151, 94, 4000, 15.5, 1982] });
    expect(new URL(page.url()).search).toMatch(/^\?cut=1\./);
    const state = await value();
    await visit(new URL(page.url()).search);
    await page.waitForTimeout(300);
    expect(await value()).toEqual(state);
    expect(errors).toEqual([]);
  });

  test("the point is pulled in the map, by hand and by keys; hovering moves nothing", async () => {
    const { page, value } = await opened();
    await page.locator(".pw-map").scrollIntoViewIfNeeded();
    const box = (await page.locator(".pw-heat").boundingBox())!;
    const before = (await value<SlicesState>()).at;
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.4 * box.height);
    expect((await value<SlicesState>()).at).toEqual(before);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.3 * box.height, { steps: 3 });
    await page.mouse.up();
    const { at } = await value<SlicesState>();
    expect(at[2]).toBeGreaterThan(before[2]);
    expect(at[1]).toBeGreaterThan(before[1]);
    await page.locator(".pw-map").focus();
    await page.keyboard.press("ArrowLeft");
    expect((await value<SlicesState>()).at[2]).toBeLessThan(at[2]);
  });

  test("axes are chosen, and give way to each other; another table begins anew", async () => {
    const { page, errors, value } = await opened();
    await page.getByLabel("across").selectOption("horsepower");
    expect(await value()).toMatchObject({ across: 1, up: 2 });
    await page.getByLabel("up").selectOption("model year");
    expect(await value()).toMatchObject({ across: 1, up: 4 });
    await page.getByLabel("table", { exact: true }).selectOption({ index: 1 });
    await expect.poll(() => page.locator(".answer").textContent()).toMatch(/^body mass, where the 4 sliders are.* g$/);
    expect(await value()).toMatchObject({ table: "penguins", across: 0, up: 1, steps: 0 });
    expect(await page.getByRole("slider", { name: /male/ }).count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });
});
