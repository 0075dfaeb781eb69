// inputs.test.ts: x or y switched off: what is learned, what is shown, and what goes out.
import { readFileSync } from "node:fs";
import { evaluate, fromJson, type Network } from "piecewise";
import { startNetwork, train } from "piecewise/fit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { OPTIMIZERS } from "../descent/problem.ts";
import { figurePage } from "../descent/test-figure.ts";
import { roomPage } from "../test-room.ts";
import { DENSE_LOSSES } from "../work/dense-task.ts";
import { columnsOf, pointsOf, startOf } from "./points-data.ts";
import { checkedPoints, FIRST, INPUTS, type PointsState } from "./points-state.ts";

describe("what is learned", () => {
  test.each([
    { inputs: "x", optimizer: "adam", weightDecay: 0, l1: 0 },
    { inputs: "y", optimizer: "adam", weightDecay: 0.01, l1: 0 },
    { inputs: "y", optimizer: "momentum", weightDecay: 0, l1: 0.003 },
    { inputs: "x", optimizer: "sgd", weightDecay: 0.001, l1: 0.001 },
  ] as const)("$inputs alone, $optimizer: the other's weights stay 0, and the run is that of one input", (given) => {
    const { inputs, optimizer, ...regular } = given;
    const state: PointsState = { ...FIRST, inputs, layers: [6, 5], seed: 3 };
    const points = pointsOf(state);
    const { rows } = columnsOf(state, points);
    const column = inputs === "x" ? 0 : 1;
    const alone = { x: pointsOf(FIRST).x.filter((_, i) => i < rows.x.length && i % 2 === column), y: rows.y };
    const options = () => ({
      ...{ loss: DENSE_LOSSES["cross-entropy"], optimizer: OPTIMIZERS[optimizer](0.01), batchSize: 10, seed: 1 },
      ...regular,
    });
    const run = train(startOf(state), rows, options());
    const one = train(startNetwork([1, 6, 5, 2], { kind: "he", seed: 3 }), alone, options());
    run.step(150);
    one.step(150);
    const [first] = run.model.layers;
    expect(first.weights.map((row) => row[1 - column])).toEqual(new Array(6).fill(0));
    first.weights.forEach((row, unit) => {
      expect(row[column]).toBeCloseTo(one.model.layers[0].weights[unit][0], 4);
    });
    expect(run.loss).toBeCloseTo(one.loss, 4);
    expect(run.loss).toBeLessThan(Math.LN2);
  });

  test("a state whose numbers weigh an input that is off is refused; one without `inputs` reads both", () => {
    const numbers = new Array(2 * 3 + 2 * 3).fill(1);
    const given = { ...FIRST, layers: [2], numbers };
    expect(checkedPoints(given, FIRST).inputs).toBe("x y");
    expect(() => checkedPoints({ ...given, inputs: "y" }, FIRST)).toThrow(
      "pointsFigure: state.numbers must be 0 as weights of the input that is off, got 1",
    );
    const fits = numbers.with(0, 0).with(2, 0);
    expect(checkedPoints({ ...given, numbers: fits, inputs: "y" }, FIRST).numbers).toEqual(fits);
    expect(() => checkedPoints({ inputs: "z" }, FIRST)).toThrow("state.inputs must be one of x y, x, y, got z");
    expect(INPUTS).toHaveLength(3);
  });
});

describe("in a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  const CALL = "pointsFigure({ layers: [4], url: 'points', pieces: true })";

  test("y is switched off by a key, learned without, taken away, undone, and kept in the address", async () => {
    const { page, press, until, value, visit, errors } = await figurePage(browser, CALL);
    const y = page.getByRole("checkbox", { name: "y", exact: true });
    await y.focus();
    await page.keyboard.press("Space");
    await until("figure.value.inputs === 'x'");
    expect(await y.isChecked()).toBe(false);
    expect(await page.getByLabel("Weight of").locator("option").allTextContents()).toEqual(["x", "1 (the bias)"]);
    const said = () => page.locator(".pw-plane svg").getAttribute("aria-label");
    await expect.poll(said).toContain("The network reads x alone.");
    await press("Start");
    await until("figure.value.steps > 100");
    await press("Pause");
    const learned = await value<PointsState>();
    expect(learned.numbers.slice(0, 8).map((weight, i) => i % 2 === 0 || weight)).toEqual([
      true,
      0,
      true,
      0,
      true,
      0,
      true,
      0,
    ]);
    await page.getByText("Take away").click();
    const formula = page.locator(".pw-learn > .pw-take code");
    await expect.poll(() => formula.textContent()).toContain("·x");
    expect(await formula.textContent()).not.toContain("·y");
    const [file] = await Promise.all([page.waitForEvent("download"), press("JSON")]);
    const f = fromJson(JSON.parse(readFileSync(await file.path(), "utf8"))) as Network;
    expect(evaluate(f, [1, 2])).toEqual(evaluate(f, [1, -5]));
    await page.waitForTimeout(1000);
    await visit(new URL(page.url()).search);
    await until(`figure.value.steps === ${learned.steps}`);
    expect(await value()).toEqual(learned);
    expect(await y.isChecked()).toBe(false);
    await y.check();
    await until("figure.value.inputs === 'x y' && figure.value.steps === 0");
    expect(await y.isChecked()).toBe(true);
    await press("Undo");
    expect(await value()).toEqual(learned);
    expect(await y.isChecked()).toBe(false);
    expect(errors).toEqual([]);
  });

  test("a run goes on without the input that is switched off while it learns", async () => {
    const { page, press, until, errors } = await figurePage(browser, CALL);
    await press("Start");
    await until("figure.value.steps > 50");
    await page.getByRole("checkbox", { name: "x", exact: true }).uncheck();
    await until("figure.value.inputs === 'y' && figure.value.steps > 20");
    await press("Pause");
    expect(await page.evaluate("figure.model.layers[0].weights.map(([x]) => x)")).toEqual([0, 0, 0, 0]);
    expect(errors).toEqual([]);
  });

  test("one input stays on, and it is said which to switch first; by a finger, with the names of a table", async () => {
    const points = [1, 10, 0, 2, 20, 0, 3, 30, 1, 4, 40, 1];
    const table = { kind: "table", points, names: ["weight of the car", "year", "origin"], classNames: ["a", "b"] };
    const call = `pointsFigure({ layers: [], source: ${JSON.stringify(table)} })`;
    const options = { hasTouch: true, viewport: { width: 375, height: 1600 } };
    const { page, until, errors } = await figurePage(browser, call, options);
    const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
    await box("year").tap();
    await until("figure.value.inputs === 'x'");
    await box("weight of the car").tap();
    expect(await box("weight of the car").isChecked()).toBe(true);
    expect(await page.getByRole("alert").textContent()).toBe(
      "weight of the car is all that the network reads. Switch year on first; then weight of the car can be off.",
    );
    // The picture of an input is as good as its box.
    const picture = (await page.locator(".pw-net label").nth(1).boundingBox())!;
    await page.touchscreen.tap(picture.x + 44, picture.y + 20);
    await until("figure.value.inputs === 'x y'");
    expect(await page.getByRole("alert").count()).toBe(0);
    await box("weight of the car").tap();
    await until("figure.value.inputs === 'y'");
    expect(errors).toEqual([]);
  });

  test("the attribute `inputs`; what it must not be is told", async () => {
    const { page, errors } = await roomPage(browser, `import "piecewise/elements/define";`, {
      html: `<pw-points layers="3" inputs="y"></pw-points>`,
    });
    const it = page.locator("pw-points");
    const inputs = () => it.evaluate((element: HTMLElement & { value: PointsState }) => element.value.inputs);
    expect(await inputs()).toBe("y");
    await it.evaluate((element) => element.setAttribute("inputs", "z"));
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("inputs must be one of x y, x, y, got z");
    expect(await inputs()).toBe("y");
    expect(errors).toEqual([]);
  });
});
