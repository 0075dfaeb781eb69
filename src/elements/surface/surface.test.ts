import { readFileSync } from "node:fs";
import { evaluate, regions, reluSum } from "piecewise";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { figurePage } from "../descent/test-figure.ts";
import { checkedPlaneSource, planeRows, planeTable } from "./plane-source.ts";
import { surfaceFigure } from "./surface.ts";
import type { SurfaceState } from "./surface-state.ts";

describe("sources", () => {
  test("a formula is a grid of its heights; where it has none, rows are left out and told", () => {
    const { x, y, zlim, note } = planeRows({ kind: "typed", text: "sqrt(x) + y" });
    expect([x.length, y.length]).toEqual([2 * 41 * 21, 41 * 21]);
    for (let i = 0; i < y.length; i += 97) expect(y[i]).toBe(Math.sqrt(x[2 * i]) + x[2 * i + 1]);
    expect(zlim[0]).toBeLessThan(-2);
    expect(note).toBe("Left out: 820 of 1681 points, where the formula has no finite value.");
    expect(() => planeRows({ kind: "typed", text: "ln(-1 - x^2)" })).toThrow(/no finite value/);
  });

  test("of a long table some rows are taken, evenly", () => {
    const long = Array.from({ length: 5000 }, (_, i) => i);
    const table = planeTable([long, long, long], ["a", "b", "c"]);
    expect([table.x.length, table.rows]).toEqual([600, 5000]);
    expect(planeRows(table).note).toBe("600 of 5,000 rows, evenly taken.");
    expect(checkedPlaneSource(JSON.parse(JSON.stringify(table)))).toEqual(table);
  });

  test.each([
    [undefined, /kind must be/],
    [{ kind: "typed", text: 3 }, /formula of x and y/],
    [{ kind: "typed", text: "x + q" }, /there is no "q"/],
    [{ kind: "table", x: [1, 2, 3], y: [1, 2, 3], z: [1, 2] }, /source.z must be 3 to 600 numbers/],
    [{ kind: "table", x: [1, 2, 3], y: [1, 2, 3], z: [1, 2, null] }, /source.z must hold finite numbers/],
  ])("%j is none", (given, message) => {
    expect(() => checkedPlaneSource(given)).toThrow(message);
  });
});

describe("without a page", () => {
  test("a still: the surface, two maps and what their colours stand for, for any number of planes", () => {
    for (const units of [1, 100]) {
      const still = surfaceFigure({ units, target: "x y" }) as ReturnType<typeof surfaceFigure> & { html: string };
      expect(still.model.units).toHaveLength(units);
      expect(still.html.match(/<svg/g)).toHaveLength(4);
      expect(still.html).toContain('class="pw-strip"');
    }
  });

  test.each([
    [{ units: 0 }, /state.units must be a whole number from 1 to 120, got 0/],
    [{ units: 500 }, /state.units must be a whole number from 1 to 120, got 500/],
    [{ target: "x +" }, /the formula ends too early/],
    [{ pitch: 0 }, /state.pitch must be a number from /],
    [{ color: 1 }, /state must have fields among/],
  ])("%j is refused", (options, message) => {
    expect(() => surfaceFigure(options as never)).toThrow(message);
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const opened = (options = "{ units: 6, url: 'two' }", more = {}) =>
  figurePage(browser, `surfaceFigure(${options})`, more);
const run = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>;
const lossShown = async (page: Page) =>
  Number((await page.locator(".readout output").textContent())!.replace("−", "-"));

describe("in a page", () => {
  test("learns in the worker; pauses; rewinds to the same start; a new start is another one", async () => {
    const { page, errors, press, value, until } = await opened();
    const before = await lossShown(page);
    const start = await run(page, "JSON.stringify(figure.model)");
    await press("Start");
    await until("figure.value.steps > 300");
    await press("Pause");
    expect(await lossShown(page)).toBeLessThan(before / 2);
    const { numbers, steps } = await value<SurfaceState>();
    expect(numbers).toHaveLength(4 * 6 + 3);
    await page.waitForTimeout(200);
    expect((await value<SurfaceState>()).steps).toBe(steps);
    await press("Rewind");
    expect(await run(page, "JSON.stringify(figure.model)")).toBe(start);
    await press("One step");
    await until("figure.value.steps === 1");
    await press("New start");
    expect(await run(page, "JSON.stringify(figure.model)")).not.toBe(start);
    await press("Undo");
    await press("Undo");
    await press("Undo");
    expect((await value<SurfaceState>()).steps).toBe(steps);
    await press("Start");
    await until(`figure.value.steps > ${steps + 100}`);
    await press("Rewind");
    await press("Undo");
    expect((await value<SurfaceState>()).steps).toBeGreaterThan(steps + 100);
    expect(errors).toEqual([]);
  });

  test("a slider of the plane that is looked at moves the sum, its crease and the words; the address keeps it", async () => {
    const { page, errors, value, visit } = await opened();
    const words = () => page.locator(".unit-panel .pw-note").textContent();
    const crease = () => page.locator(".pw-map").first().locator("path[opacity='1']").getAttribute("d");
    const before = [await words(), await crease()];
    await page.getByRole("slider", { name: "b", exact: true }).and(page.locator("input")).focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(600);
    expect(await words()).not.toBe(before[0]);
    expect(await crease()).not.toBe(before[1]);
    const state = await value<SurfaceState>();
    expect(new URL(page.url()).search).toMatch(/^\?two=1\./);
    await visit(new URL(page.url()).search);
    await page.waitForTimeout(300);
    expect(await value()).toEqual(state);
    expect(errors).toEqual([]);
  });

  test("the sliders of a plane stop at what their readouts show, and a large loss has a word", async () => {
    const { page, errors } = await opened("{ units: 6, target: '9000 x' }");
    const sliders = await page.locator(".unit-panel .pw-control").evaluateAll((rows) =>
      rows.map((row) => {
        const [range, text] = row.querySelectorAll("input");
        return { step: Number(range.step), shown: text.value };
      }),
    );
    expect(sliders).toHaveLength(4);
    for (const { step, shown } of sliders) {
      expect(Math.log10(step) % 1).toBeCloseTo(0, 12);
      expect(shown.split(".")[1]?.length ?? 0).toBe(Math.max(0, Math.round(-Math.log10(step))));
    }
    expect(await page.locator("output.value").textContent()).toMatch(/^\d+(\.\d+)? million$/);
    expect(errors).toEqual([]);
  });

  test("a place that is pointed at says its heights: on the map by mouse and keys, on the surface", async () => {
    const { page, errors } = await opened("{ units: 6, target: 'x + 2y', pitch: 90, yaw: 0 }");
    const said = page.locator(".pw-status");
    await page.locator(".pw-map").first().focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => said.textContent()).toMatch(/^At x 0.2, y 0: the sum is .*, the target 0.2\.$/);
    const height = await run<number[]>(
      page,
      "JSON.parse(JSON.stringify(figure.model.units)).length && [figure.model.intercept]",
    );
    expect(height).toHaveLength(1);
    await page.locator(".square").scrollIntoViewIfNeeded();
    const box = (await page.locator(".square").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => said.textContent()).toMatch(/^At x −?0(\.0\d*)?, y −?0(\.0\d*)?:/);
    expect(errors).toEqual([]);
  });

  test("what is said of a place is said of the sum that is shown, and of no problem before it", async () => {
    const { page, errors, press } = await opened("{ units: 6, target: 'x + 2y' }");
    const said = () => page.locator(".pw-main > .pw-status").textContent();
    await page.locator(".pw-map").first().press("ArrowRight");
    const before = await said();
    expect(before).toMatch(/^At x 0.2, y 0: the sum is /);
    await press("Start");
    await expect.poll(said).not.toBe(before);
    expect(await said()).toMatch(/^At x 0.2, y 0: the sum is .*, the target 0.2\.$/);
    await press("New start");
    await expect.poll(said).toBe("");
    expect(errors).toEqual([]);
  });

  test("a crease that is pressed on the map chooses its plane", async () => {
    const { page, errors, value } = await opened();
    const maps = page.locator(".pw-map").first();
    await maps.scrollIntoViewIfNeeded();
    const box = (await maps.locator("svg").boundingBox())!;
    // The crease of unit 4 is the one that has its hue.
    const path = (await maps.locator("path[stroke^='var(--pw-unit-4']").getAttribute("d"))!;
    const [x0, y0, x1, y1] = path.match(/[\d.]+/g)!.map(Number);
    const scale = box.width / 320;
    await page.mouse.click(box.x + scale * (0.45 * x0 + 0.55 * x1), box.y + scale * (0.45 * y0 + 0.55 * y1));
    expect(await value()).toMatchObject({ selected: 4 });
    await expect.poll(() => page.locator(".unit-panel .pw-note").textContent()).toMatch(/^ReLU 4 alone/);
    expect(errors).toEqual([]);
  });

  test("a formula that cannot be read is pointed at and changes nothing; examples and tables are taken", async () => {
    const { page, errors, value, until } = await opened();
    const field = page.getByLabel("f(x, y) =");
    await field.fill("x + $");
    await field.press("Enter");
    expect(await page.getByRole("alert").filter({ hasText: "x + $" }).textContent()).toContain("x + $\n    ^");
    expect(await value()).toMatchObject({ source: { text: "sin(2x) cos(2y)" } });
    await page.getByLabel("Examples").selectOption("x y");
    expect(await value()).toMatchObject({ source: { kind: "typed", text: "x y" }, steps: 0 });
    await page.getByLabel("Take a table").check();
    await page.getByLabel("Tables").selectOption({ index: 1 });
    await until("figure.value.source.names?.[2] === 'miles per gallon (mpg)'");
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await until("Number(document.querySelector('.readout output').textContent) < 25");
    expect(errors).toEqual([]);
  });

  test("a table of the reader's own: any three of its columns, the others named, rows that lack one told", async () => {
    const { page, errors, value, until } = await opened();
    await page.getByLabel("Take a table").check();
    const said = page.locator(".pw-table [role=status]");
    const wrong = page.locator(".pw-table [role=alert]");
    const paste = async (text: string) => {
      await page.getByLabel("or paste one here").fill(text);
      await page.getByLabel("or paste one here").press("Tab");
    };
    await paste("a,b,kind,c,d\n1,2,u,3,4\n2,3,v,4,5\n7,8,<b>w</b>,1,2\n3,x,u,1,1\n");
    await until("figure.value.source.names?.[2] === 'd'");
    expect(await value()).toMatchObject({ source: { x: [1, 2, 7], y: [2, 3, 8], z: [4, 5, 2], rows: 3 } });
    expect(await said.textContent()).toBe("3 whole rows, 2 inputs.");
    expect(await page.locator(".pw-table > ul li").allTextContents()).toEqual([
      "left aside: kind (text), c (beyond 2 inputs).",
      "1 row left out: a cell of y or of an input is missing, first in row 5.",
      "cells without a value: 1 in b.",
    ]);
    await page.getByText("Why rows were left out").click();
    expect(await page.locator(".pw-table details li").allTextContents()).toEqual([
      'row 5, column 2: "x" is not a number',
    ]);
    expect(await page.getByLabel("Column of z").locator("option").allTextContents()).toEqual(["a", "b", "c", "d"]);
    await page.getByLabel("Column of z").selectOption("c");
    await until("figure.value.source.names[2] === 'c'");
    expect(await value()).toMatchObject({ source: { names: ["a", "b", "c"], z: [3, 4, 1] } });
    await page.getByLabel("Column of x").selectOption("b");
    await until("figure.value.source.names[0] === 'b'");
    expect(await value()).toMatchObject({ source: { names: ["b", "a", "c"], x: [2, 3, 8], y: [1, 2, 7] } });
    await paste("a,b,kind\n1,2,u\n2,3,v\n");
    await expect
      .poll(() => wrong.textContent())
      .toMatch(/only a, b hold numbers that differ \(these do not: kind\); a surface needs three/);
    expect(await value()).toMatchObject({ source: { names: ["b", "a", "c"] } });
    await paste("a,b,c\n1,2,3\n2,3,\n4,,5\n");
    await expect.poll(() => wrong.textContent()).toMatch(/only one row has a value .* in row 3, the cell is empty/);
    expect(await said.textContent()).toBe("nothing is learned of these columns.");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await value()).toMatchObject({ source: { names: ["a", "b", "c"] } });
    expect(await page.getByLabel("Column of z").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  test("a file of a hundred thousand rows, dropped on the figure, is read in the worker; some rows are taken, evenly", async () => {
    const { page, errors, value, until } = await opened();
    const lines = Array.from({ length: 100_000 }, (_, i) => `${i % 100},${Math.floor(i / 100)},${i}`);
    const drop = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], "many.csv"));
        return transfer;
      },
      `left,right,height\n${lines.join("\n")}\n`,
    );
    await page.locator(".pw-stage").dispatchEvent("drop", { dataTransfer: drop });
    await until("figure.value.source.names?.[2] === 'height'");
    const { source } = await value<{ source: { x: number[]; rows: number } }>();
    expect([source.x.length, source.rows]).toEqual([600, 100_000]);
    expect(await page.locator(".pw-table [role=status]").textContent()).toBe("many.csv: 100,000 whole rows, 2 inputs.");
    expect(await page.locator(".pw-main > .pw-note").textContent()).toContain("600 of 100,000 rows, evenly taken.");
    expect(errors).toEqual([]);
  });

  test("it is taken away: formulas in x and y, data, pictures, an embed", async () => {
    const { page, errors } = await opened("{ units: 3, target: 'x y' }");
    await page.getByText("Take away").click();
    const code = page.locator(".pw-take code");
    await expect.poll(() => code.textContent()).toMatch(/^f\(x, y\) = .*max\(0, /);
    for (const language of ["latex", "javascript", "typescript", "python", "sql", "excel", "c", "desmos"]) {
      await page.getByLabel("Language of the formula").selectOption(language);
      expect((await code.textContent())!.length).toBeGreaterThan(40);
      expect(await code.textContent()).not.toMatch(/must/);
    }
    for (const [name, starts] of [
      ["JSON", '{\n  "version"'],
      ["ONNX", "\b\x07"],
      ["CSV", "x,y,z,"],
      ["SVG", "<svg"],
      ["PNG", "\x89PNG"],
    ]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".pw-take").getByRole("button", { name, exact: true }).click(),
      ]);
      const text = readFileSync(await download.path(), "latin1");
      expect(text.startsWith(starts), `${name} begins with ${text.slice(0, 12)}`).toBe(true);
    }
    expect(errors).toEqual([]);
  });

  test("the model it shows is the one that its numbers are, and its pieces are counted", async () => {
    const { page, value } = await opened("{ units: 9, seed: 5 }");
    const model = await run<{ units: never[]; intercept: number; slope: number[] }>(
      page,
      "JSON.parse(JSON.stringify(figure.model))",
    );
    const f = reluSum(model.units, { intercept: model.intercept, slope: model.slope });
    const pieces = regions(f as never, [
      [-2, 2],
      [-2, 2],
    ]).length;
    expect(await page.locator(".pw-main > .pw-note").textContent()).toContain(`${pieces} flat pieces (at most 46)`);
    expect(Number.isFinite(evaluate(f as never, [0, 0]))).toBe(true);
    expect(await value()).toMatchObject({ numbers: [] });
  });
});
