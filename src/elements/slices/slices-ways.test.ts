// slices-ways.test.ts: hinges beside descent for the same rows: what is found, how it is cut, and how it is chosen.
import { evaluate, fromJson, type PlaneSum, reluSum } from "piecewise";
import { hingeFit } from "piecewise/fit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { run } from "../../cli/test-machine.ts";
import { axeFindings, figurePage } from "../descent/test-figure.ts";
import { roomPage } from "../test-room.ts";
import { hingesJob } from "../work/jobs.ts";
import { slicesFigure } from "./slices.ts";
import { formulaOf, jsonOf } from "./slices-files.ts";
import { lineCut, mapOf, planeCut } from "./slices-picture.ts";
import { columnsOf, errorOf, slicesProblem } from "./slices-problem.ts";
import { checkedSlices, type SlicesState } from "./slices-state.ts";

const START = slicesFigure().value;
const cars = slicesProblem("cars");

describe("found", () => {
  test.each([1, 2] as const)(
    "of degree %i a job finds what hingeFit finds, from the rows that are not held out",
    async (degree) => {
      const told: number[] = [];
      const { model, loss } = await hingesJob({ ...columnsOf(cars), degree }, (share) => told.push(share)).done;
      expect(model).toEqual(hingeFit(columnsOf(cars), { degree }).model);
      expect(Object.isFrozen(model)).toBe(true);
      expect(errorOf(model, cars.rows)).toBeCloseTo(loss, 9);
      expect(columnsOf(cars).y.length).toBe(314);
    },
  );

  test("without a page the still shows it", () => {
    const still = slicesFigure({ by: "products" }) as unknown as { html: string; model: PlaneSum };
    expect(still.model.products!.length).toBeGreaterThan(0);
    expect(still.html).toMatch(/class="pw-heat".*class="pw-plot/);
    expect(() => checkedSlices({ by: "luck" }, START)).toThrow(
      /state.by must be one of descent, hinges, products, got luck/,
    );
  });
});

describe("products in cuts", () => {
  const axis = (j: number, m: number, b: number) => ({ m: cars.inputs.map((_, i) => (i === j ? m : 0)), b });
  const model = reluSum([{ ...axis(4, 1, -1975), weight: 0.5 }], {
    intercept: 20,
    slope: [0, 0, -0.001, 0, 0],
    products: [
      { weight: 0.001, factors: [axis(2, -1, 3000), axis(1, 1, -80)] },
      { weight: 0.02, factors: [axis(2, 1, -2500), axis(4, -1, 1980)] },
    ],
  }) as PlaneSum;

  test.each([
    { across: 2, up: 1 },
    { across: 1, up: 2 },
    { across: 4, up: 2 },
    { across: 4, up: 0 },
  ])("over inputs $across and $up they are the sum itself", ({ across, up }) => {
    const state = { ...START, across, up };
    for (const share of [0, 0.2, 0.7, 1]) {
      const at = [...state.at];
      at[across] = cars.inputs[across].lo * (1 - share) + cars.inputs[across].hi * share;
      expect(evaluate(lineCut(model, state), at[across])).toBeCloseTo(evaluate(model, at) as number, 8);
      at[up] = cars.inputs[up].lo * share + cars.inputs[up].hi * (1 - share);
      expect(evaluate(planeCut(model, state), [at[across], at[up]])).toBeCloseTo(evaluate(model, at) as number, 8);
    }
  });

  test("a map over inputs that are multiplied is a grid, and says so; over others it is exact", () => {
    const curved = mapOf(cars, model, { ...START, across: 2, up: 1 });
    expect(curved.description).toContain("curved, since weight and horsepower are multiplied");
    for (const { corners } of curved.facets.slice(0, 200)) {
      for (const [x, y, z] of corners) {
        const at = [...START.at];
        [at[2], at[1]] = [x, y];
        expect(z).toBeCloseTo(evaluate(model, at) as number, 8);
      }
    }
    const flat = mapOf(cars, model, { ...START, across: 4, up: 1 });
    expect(flat.description).toContain(`${flat.facets.length} flat pieces between ${flat.creases!.length} creases`);
  });
});

test("taken away, products are in the formula, and the command predicts with them", async () => {
  const { model } = hingeFit(columnsOf(cars), { degree: 2 });
  const f = new Function(`${formulaOf(model, "javascript", cars)}; return f;`)() as (...x: number[]) => number;
  const stored = JSON.parse(JSON.stringify(jsonOf(model, cars)));
  expect(fromJson(stored)).toEqual(model);
  const rows = [0, 5, 9].map((row) => [...cars.test.x.subarray(5 * row, 5 * row + 5)]);
  const csv = [cars.inputs.map(({ name }) => name), ...rows].join("\n");
  const { code, out } = await run("predict m.json cars.csv", {
    files: { "m.json": JSON.stringify(stored), "cars.csv": csv },
  });
  expect(code).toBe(0);
  const told = out
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => Number(line.split(",").at(-1)));
  rows.forEach((row, i) => {
    expect(told[i]).toBeCloseTo(evaluate(model, row) as number, 9);
    expect(f(...row)).toBeCloseTo(evaluate(model, row) as number, 6);
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const opened = (more = {}) => figurePage(browser, "slicesFigure({ url: 'cut', units: 12 })", more);
const cell = (page: Page, row: number, part: string) => page.locator(`.ways tbody tr:nth-child(${row}) .${part}`);
const off = async (page: Page, row: number) => Number((await cell(page, row, "held").textContent())!.replace("−", "-"));
const modelOf = async (page: Page) =>
  fromJson({
    version: 1,
    ...((await page.evaluate("JSON.parse(JSON.stringify(figure.model))")) as object),
  }) as PlaneSum;

describe("in a page", () => {
  test("both are a click away, their errors side by side; undone, and kept in the address", async () => {
    const { page, errors, press, until, value, visit } = await opened();
    expect(await cell(page, 2, "held").textContent()).toBe("–");
    await press("Start");
    await until("figure.value.steps > 300");
    await page.getByRole("radio", { name: "Hinges", exact: true }).check();
    await expect.poll(() => cell(page, 2, "held").textContent()).not.toBe("–");
    const found = hingeFit(columnsOf(cars), { degree: 1 }).model;
    expect(await modelOf(page)).toEqual(found);
    expect(await off(page, 2)).toBeCloseTo(Math.sqrt(errorOf(found, cars.test)), 1);
    expect(Number(await cell(page, 2, "units").textContent())).toBe(found.units.length);
    expect(await off(page, 1)).toBeGreaterThan(1);
    expect(await page.locator(".pw-side > .readout:has-text('Mean squared error')").isVisible()).toBe(false);
    const { steps } = await value<SlicesState>();
    await page.waitForTimeout(600);
    expect((await value<SlicesState>()).steps).toBe(steps);
    await visit(new URL(page.url()).search);
    await until("figure.value.by === 'hinges'");
    await expect.poll(async () => (await modelOf(page)).units.length).toBe(found.units.length);
    await page.getByRole("radio", { name: "Hinges, products" }).check();
    await expect.poll(() => cell(page, 3, "held").textContent()).not.toBe("–");
    expect((await modelOf(page)).products).toEqual(hingeFit(columnsOf(cars), { degree: 2 }).model.products);
    expect(await page.locator(".pw-ways .pw-note").textContent()).toMatch(
      /products of two\. Along one input the curve is exact/,
    );
    await press("Undo");
    expect(await value()).toMatchObject({ by: "hinges" });
    await press("One step");
    await until(`figure.value.by === 'descent' && figure.value.steps === ${steps + 1}`);
    expect((await modelOf(page)).units).toHaveLength(12);
    expect(errors).toEqual([]);
  });

  /** A table whose y is a product of two hinges and a line. */
  const table = (rows: number) =>
    ["a,b,kind,y"]
      .concat(
        Array.from({ length: rows }, (_, i) => {
          const [a, b] = [(i * 37) % 101, (i * 53) % 89];
          return `${a},${b},${i % 2 ? "odd" : "even"},${a + 0.02 * Math.max(0, a - 40) * Math.max(0, 50 - b) + (i % 2)}`;
        }),
      )
      .join("\n");

  test("of a table that is brought all are found at once, while descent is shown", async () => {
    const { page, errors, until, value, press } = await opened();
    const file = { name: "made.csv", mimeType: "text/csv", buffer: Buffer.from(table(400)) };
    await page.locator(".own input[type=file]").setInputFiles(file);
    await until("figure.value.own !== null && figure.value.steps > 10");
    await expect.poll(() => cell(page, 2, "held").textContent()).not.toBe("–");
    await expect.poll(() => cell(page, 3, "held").textContent()).not.toBe("–");
    expect(await value()).toMatchObject({ by: "descent" });
    const [hinges, products] = await Promise.all([2, 3].map((row) => off(page, row)));
    expect(products).toBeLessThan(hinges / 10);
    await page.getByRole("radio", { name: "Hinges, products" }).check();
    await expect
      .poll(() => page.locator(".pw-main > .pw-note").textContent())
      .toContain("curved, since a and b are multiplied");
    expect((await modelOf(page)).products!.length).toBeGreaterThan(0);
    await press("Start");
    await until("figure.value.by === 'descent'");
    expect(errors).toEqual([]);
  });

  /** Keeps back the sums that workers find, in `late`, as if they took longer. */
  const SLOW = `
    window.late = [];
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    Object.defineProperty(Worker.prototype, "onmessage", {
      set(listen) {
        set.call(this, (event) => {
          if (event.data.type === "done" && event.data.result.model) late.push(() => listen(event));
          else listen(event);
        });
      },
    });`;

  test.each(["Hinges, products", "Hinges"])(
    "what takes long shows its progress and can be let go, %s chosen; descent is shown again",
    async (chosen) => {
      const { page, errors, until, value } = await opened({ before: SLOW });
      const file = { name: "made.csv", mimeType: "text/csv", buffer: Buffer.from(table(2000)) };
      await page.locator(".own input[type=file]").setInputFiles(file);
      await until("figure.value.own !== null");
      await page.getByRole("radio", { name: chosen, exact: true }).check();
      const progress = page.locator(".pw-ways progress");
      await progress.waitFor();
      await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
      await until("late.length === 1");
      await page.locator(".pw-ways").getByRole("button", { name: "Cancel" }).click();
      await until("figure.value.by === 'descent'");
      expect(await progress.isVisible()).toBe(false);
      await page.evaluate("late[0]()");
      for (const row of [2, 3]) expect(await cell(page, row, "held").textContent()).toBe("–");
      expect(await page.getByRole("radio", { name: "Gradient descent" }).isChecked()).toBe(true);
      expect(await value()).toMatchObject({ table: "own" });
      expect(errors).toEqual([]);
    },
  );

  test("an element begins with the way that its attribute names", async () => {
    const script = 'import { define } from "piecewise/elements"; define();';
    const { page, errors } = await roomPage(browser, script, { html: '<pw-slices by="hinges"></pw-slices>' });
    await page.evaluate("window.figure = document.querySelector('pw-slices')");
    const found = hingeFit(columnsOf(cars), { degree: 1 }).model;
    await expect.poll(async () => (await modelOf(page)).units.length).toBe(found.units.length);
    expect(await page.getByRole("radio", { name: "Hinges", exact: true }).isChecked()).toBe(true);
    expect(errors).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing (%s)", async (colorScheme) => {
    const { page } = await opened({ colorScheme });
    await page.getByRole("radio", { name: "Hinges", exact: true }).check();
    await expect.poll(() => cell(page, 2, "held").textContent()).not.toBe("–");
    expect(await axeFindings(page)).toEqual([]);
  });
});
