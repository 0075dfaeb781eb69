import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle, launch } from "../test/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** A page with two figures of one script below `screens` heights of the window. */
async function pageWith(screens: number, hash = "") {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 500 } })).newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const figures = `<figure id="one" data-script="far.js">1</figure><figure id="two" data-script="far.js">2</figure>`;
  const body = `<!doctype html><title>t</title><body style="margin:0"><div style="height:${500 * screens}px"></div>${figures}<div style="height:5000px"></div>`;
  await page.route("http://near.test/**", (route) =>
    route.request().url().endsWith("far.js")
      ? route.fulfill({ contentType: "text/javascript", body: "window.runs = (window.runs ?? 0) + 1" })
      : route.fulfill({ contentType: "text/html", body }),
  );
  await page.goto(`http://near.test/${hash}`);
  await page.addScriptTag({ content: await bundle(`import { loadNear } from "/site/near.ts"; loadNear();`) });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  return { page, asked: () => requests.filter((path) => path === "/far.js").length };
}

const runs = "window.runs";

test("a script far away is not loaded, and once when one comes within two screens", async () => {
  const { page, asked } = await pageWith(10);
  expect(asked()).toBe(0);
  await page.mouse.wheel(0, 500 * 5);
  await page.waitForTimeout(300);
  expect(asked()).toBe(0);
  await page.mouse.wheel(0, 500 * 3);
  await expect.poll(() => page.evaluate(runs)).toBe(1);
  await page.mouse.wheel(0, -500 * 8);
  await page.waitForTimeout(100);
  await page.mouse.wheel(0, 500 * 9);
  await page.waitForTimeout(200);
  expect(asked()).toBe(1);
});

test("a link that leads there loads it", async () => {
  const { page, asked } = await pageWith(20, "#two");
  await expect.poll(() => page.evaluate(runs)).toBe(1);
  expect(asked()).toBe(1);
});
