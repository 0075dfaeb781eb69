// folding.test.ts: the networks against what they must be, and the figures in a page.
import { readFileSync } from "node:fs";
import { evaluate, linspace, regions } from "piecewise";
import { target } from "piecewise/data";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { axeFindings, figurePage } from "../descent/test-figure.ts";
import { depthRows, sizesFor } from "./depths.ts";
import { piecesOf, squareError } from "./folding.ts";
import { linesNetwork, planeRegions, unitsOn, WINDOW } from "./lines.ts";
import { numbersOf, pyramid, sawtooth, sizesOf, square } from "./networks.ts";
import { byHand, lossOf, RECIPES } from "./recipes.ts";

describe("networks by hand", () => {
  test.each([1, 2, 3, 6, 10])("%i folds: 2^m pieces, between 0 and 1 by turns", (m) => {
    const f = sawtooth(m);
    expect(piecesOf(f)).toBe(2 ** m);
    const values = evaluate(f, linspace(0, 1, 2 ** m + 1)) as Float64Array;
    expect([...values]).toEqual(Array.from(values, (_, i) => i % 2));
    expect(sizesOf(f).slice(1, -1)).toEqual(new Array(m).fill(2));
  });

  test.each([1, 2, 5, 8])("x² by %i folds is off by 4^−(m+1), seen at points and counted from bends", (m) => {
    const f = square(m);
    const x = linspace(0, 1, 2 ** (m + 1) + 1);
    const values = evaluate(f, x) as Float64Array;
    const worst = values.reduce((most, y, i) => Math.max(most, Math.abs(y - x[i] ** 2)), 0);
    expect(worst).toBeCloseTo(4 ** -(m + 1), 14);
    expect(squareError(f)).toBeCloseTo(4 ** -(m + 1), 14);
  });

  test("the pyramid is max(0, 1 − |x| − |y|)", () => {
    for (const x of linspace(-2, 2, 17)) {
      for (const y of linspace(-2, 2, 17)) {
        expect(evaluate(pyramid(), [x, y])).toBe(Math.max(0, 1 - Math.abs(x) - Math.abs(y)));
      }
    }
  });

  test.each([
    { recipe: "a saw of 16 pieces", numbers: 25, layers: 4, off: 0 },
    { recipe: "a parabola", numbers: 125, layers: 11, off: 4 ** -11 },
    { recipe: "a tent", numbers: 10, layers: 1, off: 0 },
  ])("$recipe by hand: $numbers numbers in $layers layers, off by $off at most", ({ recipe, numbers, layers, off }) => {
    const { target: formula, hand } = RECIPES.find(({ name }) => name === recipe)!;
    const f = hand!.network();
    expect([numbersOf(sizesOf(f)), f.layers.length - 1]).toEqual([numbers, layers]);
    const x = linspace(-1, 1, 2 ** 12 + 1);
    const values = evaluate(f, x) as Float64Array;
    const worst = values.reduce((most, y, i) => Math.max(most, Math.abs(y - target(formula)(x[i]))), 0);
    expect(Math.abs(worst - off)).toBeLessThan(1e-14);
    expect(lossOf(f, formula)).toBeLessThanOrEqual((off + 1e-15) ** 2);
    const said = byHand(formula)[0];
    expect(said).toContain(`${numbers} numbers, ${off === 0 ? "no error." : "mean squared error 3e−14."}`);
  });

  test("every recipe has a value everywhere; of those without a network by hand nothing is said", () => {
    for (const { target, hand } of RECIPES) {
      expect(depthRows(target).x).toHaveLength(256);
      expect(byHand(target)).toHaveLength(hand ? 1 : 0);
    }
    expect(byHand("sin(3x)")).toEqual([]);
  });

  test.each([
    { units: 3, most: 7 },
    { units: 5, most: 16 },
    { units: 8, most: 37 },
  ])("random lines reach the bound: $units make $most", ({ units, most }) => {
    for (let seed = 0; seed < 20; seed++) {
      expect(planeRegions(linesNetwork({ units, layers: 1, seed }))).toEqual({ counted: most, bound: most });
    }
  });

  test("every line of the first layer passes through the window; every layer has its share of units", () => {
    for (const layers of [1, 2, 3]) {
      const f = linesNetwork({ units: 7, layers, seed: 4 });
      expect(
        sizesOf(f)
          .slice(1, -1)
          .reduce((a, b) => a + b),
      ).toBe(7);
      expect(regions(f, WINDOW).length).toBeGreaterThan(7);
    }
    const f = linesNetwork({ units: 2, layers: 1, seed: 4 });
    const on = regions(f, WINDOW).map(({ polygon }) =>
      unitsOn(
        f,
        polygon.reduce(([a, b], [x, y]) => [a + x / polygon.length, b + y / polygon.length], [0, 0]),
      ),
    );
    expect(Math.max(...on)).toBeGreaterThan(Math.min(...on));
  });

  test("networks of a budget take as much of it as whole layers can", () => {
    expect(sizesFor(1, 300)).toEqual([1, 99, 1]);
    for (const depth of [1, 2, 3, 4]) {
      const sizes = sizesFor(depth, 150);
      expect(numbersOf(sizes)).toBeLessThanOrEqual(150);
      expect(numbersOf(sizes.map((size, i) => (i === 0 || i > depth ? size : size + 1)))).toBeGreaterThan(150);
    }
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const THEME = readFileSync(new URL("../theme.css", import.meta.url), "utf8");
const html = `<style>${THEME} :root { color-scheme: light dark; background: var(--pw-paper); }</style>`;
const output = "document.querySelector('output.value').textContent";

describe("the figures", () => {
  test("folds: keys move the slider, undo goes back, the address holds it", async () => {
    const { page, until, value, visit, errors } = await figurePage(
      browser,
      "foldingFigure({ folds: 3, url: 'folding' })",
    );
    expect(await page.evaluate(output)).toBe("8");
    await page.locator("input[type=range]").focus();
    await page.keyboard.press("ArrowRight");
    await until(`${output} === '16'`);
    await page.getByRole("button", { name: "Undo" }).click();
    await until(`${output} === '8'`);
    await page.getByRole("button", { name: "Redo" }).click();
    await until(`${output} === '16'`);
    await page.waitForTimeout(600);
    await visit(new URL(page.url()).search);
    await until(`${output} === '16'`);
    expect(await value()).toEqual({ folds: 4, show: "sawtooth" });
    await page.getByRole("combobox").first().selectOption("x², by sawteeth");
    await until(`${output} === '0.000977'`);
    expect(errors).toEqual([]);
  });

  test("pyramid: two layers end at its foot; one layer learns it, and rises the more the wider one looks", async () => {
    const { page, until, errors } = await figurePage(browser, "pyramidFigure()");
    expect(await page.evaluate(output)).toBe("0");
    await page.getByRole("combobox").first().selectOption("one layer, learning it");
    await until(`document.body.textContent.includes("300 epochs on")`);
    const near = Number(await page.evaluate(output));
    expect(near).toBeLessThan(0.5);
    await page.evaluate("figure.value = { reach: 20 }");
    await until(`Number(${output}) > 10 * ${near}`);
    const model = (await page.evaluate("figure.model")) as { units: { m: number[]; b: number; weight: number }[] };
    expect(model.units).toHaveLength(16);
    expect(errors).toEqual([]);
  });

  test("depth: trains in the page, says how far it is, and stops; a wrong formula changes nothing", async () => {
    const { page, until, press, errors } = await figurePage(browser, "depthFigure({ numbers: 60 })");
    await press("Train them");
    await until(`document.body.textContent.includes("Training:")`);
    await until(`!Number.isNaN(Number(${output}))`);
    await press("Stop");
    const kept = await page.evaluate(output);
    await page.waitForTimeout(300);
    expect(await page.evaluate(output)).toBe(kept);
    await page.locator("input[type=text]").first().fill("sin(");
    await page.keyboard.press("Enter");
    await until(`!document.querySelector(".pw-error[role=alert]").hidden`);
    expect(await page.evaluate("figure.value.target")).toBe("sin(12x)");
    for (const [formula, words] of [
      ["sqrt(-1)", "has no numbers between"],
      ["1e308*10^x", "make it smaller"],
    ]) {
      await page.locator("input[type=text]").first().fill(formula);
      await page.keyboard.press("Enter");
      await page.locator(".pw-error", { hasText: words }).waitFor();
      expect(await page.evaluate("figure.value.target")).toBe("sin(12x)");
    }
    expect(errors).toEqual([]);
  });

  test("on paper a choice is the word that is chosen, and there is no button", async () => {
    const { page, errors } = await figurePage(browser, "foldingFigure()", { html });
    await page.emulateMedia({ media: "print" });
    const style = (property: string) =>
      page
        .getByRole("combobox")
        .first()
        .evaluate((select, name) => getComputedStyle(select).getPropertyValue(name), property);
    expect([await style("appearance"), await style("border-top-width")]).toEqual(["none", "0px"]);
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator(".pw-take").isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  test("depth: a recipe is the target, undone as any change; a formula of one's own is said to be one", async () => {
    const { page, until, value, errors } = await figurePage(browser, "depthFigure({ numbers: 60 })");
    const recipe = page.getByRole("combobox", { name: "target" });
    const chosen = () => recipe.evaluate((box) => (box as HTMLSelectElement).selectedOptions[0].text);
    expect(await chosen()).toBe("a quick wave");
    await recipe.selectOption("a parabola");
    expect(await value()).toEqual({ target: "x^2", numbers: 60 });
    expect(await page.locator("input[type=text]").first().inputValue()).toBe("x^2");
    await until(`document.body.textContent.includes("By hand, of |x| and ten folds: 11 layers, 125 numbers")`);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await chosen()).toBe("a quick wave");
    await page.locator("input[type=text]").first().fill("x");
    await page.keyboard.press("Enter");
    await expect.poll(chosen).toBe("your own");
    expect(errors).toEqual([]);
  });

  test("folds: both axes of both charts have names from the first", async () => {
    const { page } = await figurePage(browser, "foldingFigure()");
    const texts = await page.locator(".pw-plot").evaluateAll((plots) => plots.map((plot) => plot.textContent));
    expect(texts[0]).toMatch(/x.*f\(x\)|f\(x\).*x/);
    expect(texts.at(-1)).toMatch(/units/);
    expect(texts.at(-1)).toMatch(/straight pieces/);
  });

  test.each(["light", "dark"] as const)("axe finds nothing, %s; nothing is wider than a phone", async (colorScheme) => {
    for (const call of [
      "foldingFigure()",
      "regionsFigure({ units: 6, layers: 2 })",
      "depthFigure()",
      "pyramidFigure()",
    ]) {
      const { page, errors } = await figurePage(browser, call, {
        html,
        colorScheme,
        viewport: { width: 375, height: 800 },
      });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
      expect(await axeFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
    }
  });
});
