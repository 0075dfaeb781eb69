import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "../../test/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SOURCE = `
import { tableInput } from "/src/elements/table-input.ts";
window.seen = [];
document.body.append(tableInput({
  onTable: ({ x, y, names }, name) => window.seen.push({ x: [...x].slice(0, 5), y: [...y].slice(0, 5), names, name }),
  onProblem: (text) => window.seen.push(text),
}));`;

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const HOSTILE = [
  '<script>window.ran = 1</script>,"=cmd|\' /C calc\'!A0","<img src=x onerror=window.ran=2>"',
  "1,2,3",
  "2,<script>window.ran=3</script>,4",
  "3,=cmd,5",
  "4,5,<b>6</b>",
  "5,6,7",
  "6,7,8",
  "7,8,9",
].join("\n");

test("a file is read, its columns are chosen, and what it says is text", async () => {
  const { page, errors } = await open(browser, SOURCE);
  await page.locator("input[type=file]").setInputFiles(csv("<b>evil</b>.csv", HOSTILE));
  await expect.poll(() => page.locator("[role=status]").textContent()).toBe("<b>evil</b>.csv: 7 rows, 1 left out");
  expect(await page.getByLabel("column for x").locator("option").allTextContents()).toEqual([
    "<script>window.ran = 1</script>",
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=window.ran=2>",
  ]);
  expect(await seen(page)).toEqual(["", expect.objectContaining({ x: [1, 2, 3, 5, 6], y: [3, 4, 5, 7, 8] })]);
  await page.getByLabel("column for y").selectOption("column 2");
  await expect.poll(() => page.locator("[role=status]").textContent()).toContain("7 rows, 2 left out");
  await page.locator("summary").click();
  expect(await page.locator("li").allTextContents()).toEqual([
    'row 3, column 2: "<script>window.ran=3</script>" is not a number',
    'row 4, column 2: "=cmd" is not a number',
  ]);
  expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
  expect(await page.locator(".pw-table :is(script, img, b)").count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

test("text is pasted; what is wrong is said with its place, and goes away", async () => {
  const { page } = await open(browser, SOURCE);
  const box = page.locator("textarea");
  await box.fill("1 2\n3 4\n5 6");
  await box.blur();
  await expect.poll(() => page.locator("[role=status]").textContent()).toBe("3 rows");
  await box.fill("1,2\n3,4,5");
  await box.blur();
  await expect.poll(() => page.locator("[role=alert]").textContent()).toContain("row 2, column 3: the row has 3 cells");
  // What was there before stays.
  expect(await page.locator("[role=status]").textContent()).toBe("3 rows");
  await box.fill("1,2\n3,4");
  await box.blur();
  await expect.poll(() => page.locator("[role=status]").textContent()).toBe("2 rows");
  expect(await page.locator("[role=alert]").isVisible()).toBe(false);
  await page.close();
});

test("a dropped file is read; a long one shows progress and can be cancelled", async () => {
  const { page } = await open(browser, SOURCE);
  const drop = (rows: number) =>
    page.evaluate((rows) => {
      const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 7}\n`);
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x,y\n", ...lines], "long.csv"));
      document
        .querySelector(".drop")!
        .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, rows);
  await drop(1000);
  await expect.poll(() => page.locator("[role=status]").textContent()).toBe("long.csv: 1,000 rows");
  await drop(2_000_000);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => page.locator("progress").isVisible()).toBe(false);
  await page.waitForTimeout(300);
  expect(await page.locator("[role=status]").textContent()).toBe("long.csv: 1,000 rows");
  expect(await page.locator("[role=alert]").isVisible()).toBe(false);
  await page.close();
});

test.each(["light", "dark"] as const)("names, roles and colours hold (%s)", async (colorScheme) => {
  const { page } = await open(browser, SOURCE, { viewport: { width: 375, height: 640 }, colorScheme });
  await page.locator("input[type=file]").setInputFiles(csv("a.csv", HOSTILE));
  await expect.poll(() => page.locator("[role=status]").textContent()).toContain("7 rows");
  await page.addStyleTag({ content: readFileSync(new URL("./theme.css", import.meta.url), "utf8") });
  await page.locator("summary").click();
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe
      .run(".pw-table")
      .then((result) => result.violations.map(({ id }) => id)),
  );
  expect(found).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
  await page.close();
});
