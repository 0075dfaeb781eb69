// points-source.test.ts: what readers bring to the figure of points, and what is said where it cannot be used.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { figurePage } from "../descent/test-figure.ts";
import type { PointsState } from "./points-state.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const figureOf = () => figurePage(browser, "pointsFigure({ layers: [6, 6] })");

describe("where points come from", () => {
  test("a table: its columns chosen, what is left out listed; classes by their names", async () => {
    const { page, until, value, errors } = await figureOf();
    await page.getByLabel("A table").check();
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 40},${i < 20 ? "low" : "high"},${100 + i}`);
    await page.getByLabel("or paste one here").fill(["a,b,kind,c", ...rows, "x,1,low,3", "1,2,,4"].join("\n"));
    await page.keyboard.press("Tab");
    await until("figure.value.source.kind === 'table'");
    const { source } = await value<PointsState>();
    expect(source).toMatchObject({ names: ["a", "b", "kind"], classNames: ["low", "high"] });
    expect(await page.locator(".pw-source .pw-note").textContent()).toMatch(
      /40 points. Left out: 1 row without a number.*1 row without a class/,
    );
    await expect.poll(() => page.locator(".key").textContent()).toBe("lowhigh");
    expect(await page.locator(".key .u2 path").count()).toBe(1);
    await page.getByLabel("Column of x").selectOption("c");
    await until("figure.value.source.names[0] === 'c'");
    expect(errors).toEqual([]);
  });

  test("a formula; a wrong one is told and changes nothing", async () => {
    const { page, until, errors } = await figureOf();
    await page.getByLabel("The side of a formula").check();
    await until("figure.value.source.kind === 'formula'");
    await page.getByLabel("class 1 where").fill("x*y +");
    await page.keyboard.press("Enter");
    await page.locator(".pw-source .pw-error", { hasText: "x*y +\n     ^" }).waitFor();
    expect(await page.getByLabel("class 1 where").getAttribute("aria-invalid")).toBe("true");
    expect(await page.evaluate("figure.value.source.text")).not.toBe("x*y +");
    await page.getByLabel("class 1 where").fill("x*y - 2");
    await page.keyboard.press("Enter");
    await until("figure.value.source.text === 'x*y - 2'");
    expect(await page.locator(".pw-source .pw-error:visible").count()).toBe(0);
    await page.getByLabel("class 1 where").fill("sqrt(-1)");
    await page.keyboard.press("Enter");
    await page.locator(".pw-source .pw-error", { hasText: "a number nowhere" }).waitFor();
    expect(await page.evaluate("figure.value.source.text")).toBe("x*y - 2");
    expect(errors).toEqual([]);
  });

  test("of no points there is no loss to tell", async () => {
    const { page, until, errors } = await figureOf();
    const told = () => page.locator(".readout.pair").textContent();
    await expect.poll(told).toMatch(/% right/);
    await page.getByLabel("Your own points").check();
    await until("figure.value.source.kind === 'own'");
    await page.getByText("There is no point to learn from yet: lay some in the plane.").waitFor();
    expect(await told()).toBe("loss on test pointsnoneon those learned fromnone");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(told).toMatch(/% right/);
    expect(errors).toEqual([]);
  });

  test("what a table does not tell by itself can be chosen; the rarest of many classes are left out", async () => {
    const { page, until, value, errors } = await figureOf();
    await page.getByLabel("A table").check();
    expect(await page.getByLabel("Column of x").isVisible()).toBe(false);
    const paste = async (rows: readonly string[]) => {
      await page.getByLabel("or paste one here").fill(rows.join("\n"));
      await page.getByLabel("or paste one here").blur();
    };
    const fault = (words: string) => page.locator(".pw-source .pw-error", { hasText: words }).waitFor();
    await paste(["x,y,kind", ...Array.from({ length: 9 }, (_, i) => `${i},${i * i},a`)]);
    await fault("no column says what each row is");
    await paste(["x,y,of,k", ...Array.from({ length: 60 }, (_, i) => `${i},${i * i},t${i},${i % 7}`)]);
    await fault("no column says what each row is");
    await page.getByLabel("Column of the class").selectOption("of");
    await fault("has more than 50 different values");
    await page.getByLabel("Column of the class").selectOption("k");
    await until("figure.value.source.kind === 'table'");
    expect(await page.locator(".pw-source .pw-error:visible").count()).toBe(0);
    expect((await value<PointsState>()).source).toMatchObject({ classNames: ["0", "1", "2", "3", "4", "5"] });
    await paste(["x,y,kind", ...Array.from({ length: 200 }, (_, i) => `${i % 17},${i % 13},k${i % 50}`)]);
    await until("figure.value.source.names[2] === 'kind'");
    expect(await page.locator(".pw-source .pw-note").textContent()).toMatch(/24 points. Left out: 176 rows of classes/);
    await page.getByLabel("or paste one here").fill("");
    await page.getByLabel("or paste one here").evaluate((field: HTMLTextAreaElement) => {
      field.value = "x,y,kind\n1,2,a\n2,3,b\n4,5,b";
      field.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
    });
    await until("figure.value.source.points.length === 9");
    expect(errors).toEqual([]);
  });

  test("heights have neither classes nor a choice of losses, and both come back as they were", async () => {
    const { page, until, value, errors } = await figureOf();
    const rows = (name: string) => page.getByRole("combobox", { name, exact: true }).count();
    await page.getByLabel("classes, value").fill("4");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "set" }).selectOption("heights: hills and hollows");
    await until("figure.value.source.set === 'hills'");
    expect([await page.getByLabel("classes, value").count(), await rows("loss")]).toEqual([0, 0]);
    await page.getByRole("combobox", { name: "optimizer" }).selectOption("momentum");
    await until("figure.value.optimizer === 'momentum'");
    await page.getByRole("combobox", { name: "set" }).selectOption("circle");
    await until("figure.value.source.set === 'circle'");
    expect(await value<PointsState>()).toMatchObject({ source: { classes: 4 }, loss: "cross-entropy" });
    expect([await page.getByLabel("classes, value").inputValue(), await rows("loss")]).toEqual(["4", 1]);
    expect(errors).toEqual([]);
  });
});
