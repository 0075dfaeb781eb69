// The embed of each figure of several inputs and layers, pasted into a bare page elsewhere: served, and opened from disk.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { openLesson, SITE } from "./site.ts";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

let folder: string;
let server: Server;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "piecewise-"));
  mkdirSync(join(folder, "a page"));
  for (const name of ["piecewise.global.js", "piecewise.three.js"]) {
    copyFileSync(SITE + name, join(folder, "a page", name));
  }
  server = createServer(async ({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const body = await readFile(join(folder, decodeURIComponent(pathname))).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(pathname)] ?? "text/plain" }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

type Valued = HTMLElement & { value: Record<string, unknown> };
const valueIn = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => (element as Valued).value);

/** A state of each figure that is not the one it begins at. */
const FIGURES: readonly { id: string; state: object }[] = [
  { id: "surface", state: { units: 6 } },
  { id: "slices", state: { units: 7 } },
  { id: "folding", state: { folds: 4 } },
  { id: "regions", state: { units: 5 } },
  { id: "pyramid", state: { units: 9 } },
  { id: "points", state: { layers: [4, 2], inputs: "y" } },
  { id: "depth", state: { target: "abs(x)" } },
  { id: "digits", state: { units: 16 } },
  { id: "faster", state: { units: 4 } },
];

/** What the figure's take-away hands over. */
async function embedOf(page: Page, id: string): Promise<string> {
  const figure = page.locator(`#${id}`);
  await page.evaluate(() => {
    const clipboard = { writeText: async (text: string) => Object.assign(window, { copied: text }) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  });
  for (const fold of await figure.locator(".pw-take:visible > summary").all()) await fold.click();
  await figure.getByRole("button", { name: "Copy embed", exact: true }).click();
  return page.evaluate(() => (window as unknown as { copied: string }).copied);
}

test.each(FIGURES)("the embed of $id is alive in a page elsewhere, at the state it was taken at", async (given) => {
  const { id, state } = given;
  const lesson = await openLesson(browser);
  await lesson.page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await lesson.page.locator(`#${id} .pw-tools button`).first().waitFor();
  await expect.poll(() => valueIn(lesson.page, `#${id}`)).toBeDefined();
  await lesson.page
    .locator(`#${id}`)
    .evaluate((figure, given) => Object.assign(figure, { value: { ...(figure as Valued).value, ...given } }), state);
  const value = await valueIn(lesson.page, `#${id}`);
  expect(value).toMatchObject(state);
  const file = join(folder, "a page", `${id}.html`);
  const snippet = await embedOf(lesson.page, id);
  writeFileSync(file, `<!doctype html>\n<meta charset="utf-8">\n<title>a page</title>\n${snippet}`);
  const served = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a%20page/${id}.html`;
  for (const address of [served, pathToFileURL(file).href]) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      // Where the processor draws, the browser itself remarks on its speed.
      const told = ["error", "warning"].includes(message.type()) && !message.text().includes("GL Driver Message");
      if (told) problems.push(message.text());
    });
    page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
    page.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(address);
    const figure = `pw-${id}`;
    await page.locator(figure).locator("svg:visible, canvas:visible").first().waitFor();
    expect(await valueIn(page, figure)).toEqual(value);
    await page.waitForTimeout(800);
    await page.locator(figure).locator("input[type=range]:visible, select:visible").first().focus();
    await page.keyboard.press("End");
    await expect.poll(() => valueIn(page, figure)).not.toEqual(value);
    expect(problems).toEqual([]);
    await context.close();
  }
  expect(lesson.errors).toEqual([]);
});
