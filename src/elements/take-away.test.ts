// take-away.test.ts: what a reader takes home, in a browser; and the CSV of it.
import { readFileSync } from "node:fs";
import { evaluate, fromJson, languages, print, reluSum } from "piecewise";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { curveCsv, tableCsv } from "./csv.ts";
import { roomPage } from "./test-room.ts";

const SCRIPT = `
  import { reluSum } from "piecewise";
  import { plot } from "piecewise/plot";
  import { takeAway } from "piecewise/elements";
  const figure = document.createElement("div");
  const shown = { model: reluSum([{ m: 1.5, b: -0.25 }], { intercept: 2 }), table: undefined, copied: [] };
  const picture = plot(shown.model, { xlim: [-1, 1] });
  figure.append(picture, takeAway({
    name: "mine", model: () => shown.model, table: () => shown.table, plot: () => picture, embed: () => "<p>embed</p>",
  }));
  document.body.append(figure);
  Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { shown.copied.push(text); } } });
  Object.assign(window, { shown, figure, reluSum });`;

const F = reluSum([{ m: 1.5, b: -0.25 }], { intercept: 2 });

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const opened = async (html = "") => {
  const room = await roomPage(browser, SCRIPT, { html });
  await room.page.getByText("Take away").click();
  await room.page.locator(".pw-take code").getByText("max").waitFor();
  return room;
};

describe("takeAway", () => {
  test("shows the formula in each language, and copies it", async () => {
    const { page, errors } = await opened();
    for (const language of languages) {
      await page.getByLabel("Language of the formula").selectOption(language);
      expect(await page.locator(".pw-take pre code").textContent()).toBe(print(F, language));
    }
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await expect.poll(() => page.getByRole("button", { name: "Copied" }).count()).toBe(1);
    await page.getByRole("button", { name: "Copy embed" }).click();
    expect(await page.evaluate("shown.copied")).toEqual([`${print(F, "desmos")}\n`, "<p>embed</p>"]);
    expect(errors).toEqual([]);
  });

  test.each([
    { button: "JSON", file: "mine.json", holds: (text: string) => expect(fromJson(JSON.parse(text))).toEqual(F) },
    { button: "ONNX", file: "mine.onnx", holds: (text: string) => expect(text).toContain("piecewise") },
    { button: "CSV", file: "mine.csv", holds: (text: string) => expect(text).toBe(curveCsv(F, [-1, 1])) },
    { button: "SVG", file: "mine.svg", holds: (text: string) => expect(text).toMatch(/^<svg/) },
    { button: "PNG", file: "mine.png", holds: (text: string) => expect(text.slice(1, 4)).toBe("PNG") },
  ])("saves $file", async ({ button, file, holds }) => {
    const { page } = await opened();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(file);
    holds(readFileSync(await download.path(), "latin1"));
  });

  test("follows its figure's events while it is open", async () => {
    const { page } = await opened();
    const code = page.locator(".pw-take code");
    await page.evaluate(
      `shown.model = reluSum([{ m: 3, b: 0 }]); figure.dispatchEvent(new Event("input", { bubbles: true }))`,
    );
    await expect.poll(() => code.textContent()).toBe("f(x) = max(0, 3·x)");
    await page.evaluate(`shown.model = reluSum([]); document.body.dispatchEvent(new Event("input"))`);
    await page.waitForTimeout(50);
    expect(await code.textContent()).toBe("f(x) = max(0, 3·x)"); // somebody else's event
    await page.evaluate(`shown.model = undefined; figure.dispatchEvent(new Event("change", { bubbles: true }))`);
    await expect.poll(() => code.textContent()).toBe("No function yet.");
    expect(await page.locator(".pw-take button:disabled").allTextContents()).toEqual(["Copy", "JSON", "ONNX", "CSV"]);
  });

  test("a formula too long for Excel says so", async () => {
    const { page } = await opened();
    await page.evaluate(
      `shown.model = reluSum(Array.from({ length: 600 }, (_, i) => ({ m: 1 + i / 7, b: -i / 3 }))); figure.dispatchEvent(new Event("input", { bubbles: true }))`,
    );
    await page.getByLabel("Language of the formula").selectOption("excel");
    expect(await page.locator(".pw-take code").textContent()).toMatch(/^an excel formula must have at most 8192/);
  });
});

describe("CSV", () => {
  test("of a curve has its bends, so that its lines are the function", () => {
    const rows = curveCsv(F, [-1, 1]).trimEnd().split("\n");
    expect(rows[0]).toBe("x,f(x)");
    expect(rows).toHaveLength(1 + 201 + 1);
    expect(rows).toContain(`${0.25 / 1.5},2`);
    for (const row of rows.slice(1)) expect(Number(row.split(",")[1])).toBe(evaluate(F, Number(row.split(",")[0])));
  });

  test.each([
    { model: undefined, text: "x,y\n0,1\n0.5,NaN\n" },
    { model: F, text: "x,y,f(x)\n0,1,2\n0.5,NaN,2.5\n" },
  ])("of a table %#", ({ model, text }) => {
    expect(tableCsv({ x: [0, 0.5], y: [1, Number.NaN] }, model)).toBe(text);
  });
});
