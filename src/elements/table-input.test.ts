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
import { readJob } from "/src/elements/work/jobs.ts";
window.seen = [];
window.input = tableInput({
  paste: ["or paste two columns", "x, y"],
  read: (source, onProgress) => readJob(source, {}, onProgress),
  onTable: ({ x, y, names }, name) => seen.push({ x: [...x].slice(0, 5), y: [...y].slice(0, 5), names, name }),
  onNothing: () => seen.push("nothing"),
});
document.body.append(input.element);`;

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const HOSTILE = [
  '<script>window.ran = 1</script>,"<img src=x onerror=window.ran=2>"',
  "1,3",
  "2,<script>window.ran=3</script>",
  "3,5",
].join("\n");

test("a file is read, and what it says is text", async () => {
  const { page, errors } = await open(browser, SOURCE);
  await page.locator("input[type=file]").setInputFiles(csv("<b>evil</b>.csv", HOSTILE));
  const names = { x: "<script>window.ran = 1</script>", y: "<img src=x onerror=window.ran=2>" };
  await expect.poll(() => seen(page)).toEqual([{ x: [1, 3], y: [3, 5], names, name: "<b>evil</b>.csv" }]);
  await page.evaluate("input.again()");
  await expect.poll(async () => (await seen(page)).length).toBe(2);
  await page.locator("input[type=file]").setInputFiles(csv("<b>bad</b>.csv", "<i>x</i>,y\n1,2,3"));
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("<b>bad</b>.csv: row 2, column 3");
  expect(await page.evaluate("window.ran")).toBeUndefined();
  expect(await page.locator(".pw-table :is(script, img, b, i)").count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

test("text is pasted; what is wrong is said with its place, and goes away", async () => {
  const { page } = await open(browser, SOURCE);
  const box = page.locator("textarea");
  const paste = async (text: string) => {
    await box.fill(text);
    await box.blur();
  };
  await paste("1 2\n3 4\n5 6");
  await expect.poll(() => seen(page)).toEqual([expect.objectContaining({ x: [1, 3, 5], y: [2, 4, 6], name: "" })]);
  await paste("1,2\n3,4,5");
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("row 2, column 3: the row has 3 cells");
  expect((await seen(page)).at(-1)).toBe("nothing");
  await paste("1,2\n3,4");
  await expect.poll(async () => (await seen(page)).length).toBe(3);
  expect(await page.locator("[role=alert]").isVisible()).toBe(false);
  await page.evaluate("input.complain('other columns, please')");
  expect(await page.getByRole("alert").textContent()).toBe("other columns, please");
  await page.close();
});

test("a dropped file is read; a long one shows progress and can be cancelled", async () => {
  const { page } = await open(browser, `${SOURCE}\ninput.acceptDrops(document.body);`);
  const drop = (rows: number, place: string) =>
    page.evaluate(
      ([rows, place]) => {
        const lines = Array.from({ length: Number(rows) }, (_, i) => `${i},${i % 7}\n`);
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["x,y\n", ...lines], "long.csv"));
        const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector(String(place))!.dispatchEvent(event);
      },
      [rows, place],
    );
  await drop(1000, ".drop");
  await expect.poll(async () => (await seen(page)).length).toBe(1);
  await drop(10, "body");
  await expect.poll(async () => (await seen(page)).length).toBe(2);
  await drop(2_000_000, ".drop");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => page.locator("progress").isVisible()).toBe(false);
  await page.waitForTimeout(300);
  expect((await seen(page)).slice(2)).toEqual(["nothing"]);
  expect(await page.locator("[role=alert]").isVisible()).toBe(false);
  await page.close();
});

test.each(["light", "dark"] as const)("names, roles and colours hold (%s)", async (colorScheme) => {
  const { page } = await open(browser, SOURCE, { viewport: { width: 375, height: 640 }, colorScheme });
  await page.locator("input[type=file]").setInputFiles(csv("a.csv", `${HOSTILE}\n1,2,3`));
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("3 cells");
  await page.addStyleTag({ content: readFileSync(new URL("./theme.css", import.meta.url), "utf8") });
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
