// untrusted.test.ts: fingers, files and addresses from anywhere, in the figures that draw and fit.
import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { roomPage } from "../test-room.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SCRIPT = `
import { drawFigure, fitFigure } from "piecewise/elements";
window.alert = () => { window.ran = true; };
window.fit = fitFigure({ units: 4, maxUnits: 8, url: "any" });
window.draw = drawFigure({ units: 5, maxUnits: 8, url: "cover" });
document.body.append(draw, fit);`;

const run = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>;
const settled = (page: Page) =>
  page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

test("a finger draws sideways, and scrolls where it sets out downwards", async () => {
  const { page, errors } = await roomPage(browser, SCRIPT, {
    viewport: { width: 375, height: 640 },
    hasTouch: true,
  });
  const touch = await page.context().newCDPSession(page);
  const box = (await page.locator(".pw-draw svg").first().boundingBox())!;
  const swipe = async (dx: number, dy: number) => {
    const at = (t: number) => [{ x: box.x + 80 + dx * t, y: box.y + 60 + dy * t }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (let i = 1; i <= 12; i++)
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(i / 12) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await settled(page);
  };
  const before = await run(page, "draw.value");
  await swipe(5, 90);
  expect(await run(page, "draw.value")).toEqual(before);
  await swipe(180, 20);
  const heights = await run<(number | null)[]>(page, "draw.value.drawing.y");
  expect(heights[0]).toBe(null);
  expect(heights.filter((height) => height !== null).length).toBeGreaterThan(100);
  expect(errors).toEqual([]);
});

test("a pointer pulls a knot, and one Undo puts it back", async () => {
  const { page, errors } = await roomPage(browser, SCRIPT, { viewport: { width: 900, height: 1400 } });
  const handle = page.locator('.pw-fit [aria-label^="knot 2 "]');
  const { x, y, width, height } = (await handle.boundingBox())!;
  const [left, top] = [x + width / 2, y + height / 2];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (let i = 1; i <= 5; i++) await page.mouse.move(left + 4 * i, top);
  await page.mouse.up();
  await settled(page);
  expect(await run(page, "fit.value.knots.length")).toBe(4);
  expect(await page.locator(".pw-fit .pw-status").textContent()).toContain("knots put by hand");
  await page.locator(".pw-fit").getByRole("button", { name: "Undo" }).click();
  expect(await run(page, "fit.value.knots")).toBe(null);
  expect(errors).toEqual([]);
});

test("a file's markup is text: in the headers, in the cells, in what is wrong with it", async () => {
  const { page, errors } = await roomPage(browser, SCRIPT);
  await page.getByLabel("Take a table").check();
  const header = "<script>alert(1)</script>";
  const text = `${header},<img src=x onerror=alert(1)>\n1,2\n2,4\n3,${header}\n4,1\n`;
  const file = page.locator(".pw-fit input[type=file]");
  await file.setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect.poll(() => run(page, "fit.value.source.kind")).toBe("table");
  await settled(page);
  expect(await run(page, "fit.value.source.names.x")).toBe(header);
  expect(await page.getByLabel("Column of x").locator("option").first().textContent()).toBe(header);
  await file.setInputFiles({ name: "b.csv", mimeType: "text/csv", buffer: Buffer.from(`a\n${header}\n`) });
  await expect.poll(() => page.locator(".pw-source [role=status]").textContent()).toContain("no column holds numbers");
  expect(await run(page, "fit.value.source.names.x")).toBe(header);
  expect(await page.locator("img, .pw-fit script").count()).toBe(0);
  expect(await run(page, "window.ran")).toBe(undefined);
  expect(errors).toEqual([]);
});

test.each(["constructor", "alert(1)", "x.constructor", "__proto__", "((((x"])(
  "the formula %j is a message",
  async (text) => {
    const { page, errors } = await roomPage(browser, SCRIPT);
    const before = await run(page, "fit.value");
    await page.getByLabel("f(x) =").fill(text);
    expect((await page.getByRole("alert").textContent())!.length).toBeGreaterThan(10);
    expect(await run(page, "fit.value")).toEqual(before);
    expect(await run(page, "window.ran")).toBe(undefined);
    expect(errors).toEqual([]);
    await page.close();
  },
);

test("an address of 1 MB, or one that is nonsense, is told of and leaves the start", async () => {
  const { page, errors } = await roomPage(browser, SCRIPT);
  const before = await run(page, "fit.value");
  for (const packed of [`1.${"A".repeat(1_000_000)}`, "1.AAAA", "9.abc"]) {
    await page.evaluate((query) => {
      history.pushState(null, "", `?any=${query}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, packed);
    await expect.poll(() => page.locator(".pw-fit > .pw-note").isVisible()).toBe(true);
    expect(await run(page, "fit.value")).toEqual(before);
  }
  expect(errors).toEqual([]);
});

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test("names, roles and colours hold", async () => {
    const { page } = await roomPage(browser, SCRIPT, { viewport: { width: 375, height: 640 }, colorScheme });
    await page.addStyleTag({ content: readFileSync(new URL("../theme.css", import.meta.url), "utf8") });
    await page.waitForTimeout(500);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe
        .run({ include: [[".pw-draw"], [".pw-fit"]] })
        .then(({ violations }) =>
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`),
        ),
    );
    expect(found).toEqual([]);
  });
});
