// The pages in examples/ as a reader opens them: from disk, with no network; a control moves and the picture follows.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../browser.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Machines that are busy take their time. */
const SOON = { timeout: 20_000 };

let browser: Browser;
let server: Server;
beforeAll(async () => {
  browser = await launch();
  // Browsers load no modules from disk, so the page of modules has the project's folder served, and nothing else.
  server = createServer(async ({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const body = await readFile(join(root, normalize(pathname))).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(pathname)] ?? "text/plain" }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const ink = (page: Page): Promise<string | null> => page.locator(".sum").first().getAttribute("d");

test.each([
  { file: "plain.html", tag: "pw-relu", slider: "m", figures: 3 },
  { file: "nbconvert.html", tag: "pw-relu", slider: "b", figures: 1 },
  { file: "quarto.html", tag: "pw-sum", slider: "m2", figures: 1 },
  { file: "observable.html", tag: "#cell-1", slider: "m", figures: 2, served: true },
])("$file is alive", async ({ file, tag, slider, figures, served = false }) => {
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ offline: !served });
  const page = await context.newPage();
  const errors: string[] = [];
  const elsewhere: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.route(/^https?:/, (route) => {
    const url = route.request().url();
    if (served && url.startsWith(`${own}/`)) return route.continue();
    elsewhere.push(url);
    return route.abort();
  });
  await page.goto(served ? `${own}/examples/${file}` : `file://${root}examples/${file}`);
  await expect.poll(() => page.locator(".pw-output .sum").count(), SOON).toBe(figures);
  const before = await ink(page);
  const field = page.locator(tag).first().locator(`input[type=range][name="${slider}"]`);
  await field.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => ink(page), SOON).not.toBe(before);
  expect({ errors, elsewhere: elsewhere.filter((url) => !url.endsWith("/favicon.ico")) }).toEqual({
    errors: [],
    elsewhere: [],
  });
  await context.close();
});
