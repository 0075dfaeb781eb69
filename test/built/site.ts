// site.ts: the built lesson, opened in a browser from an address that exists only there, or from disk.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export const SITE = fileURLToPath(new URL("../../dist/site/", import.meta.url));
export const ORIGIN = "http://lesson.test";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain",
};

export interface Lesson {
  readonly page: Page;
  readonly errors: string[];
  /** Every address that the page asked for. */
  readonly requests: string[];
}

/** Opens the lesson at `path` (its query and hash included); `disk` opens it as a file instead. */
export async function openLesson(
  browser: Browser,
  path = "/",
  { disk = false, ...options }: BrowserContextOptions & { disk?: boolean } = {},
): Promise<Lesson> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === "/" ? "/index.html" : pathname;
    const body = await readFile(SITE + file.slice(1)).catch(() => undefined);
    if (body) await route.fulfill({ contentType: TYPES[extname(file)] ?? "application/octet-stream", body });
    else await route.fulfill({ status: 404, body: "not here" });
  });
  await page.goto(disk ? `file://${SITE}index.html${path.slice(1)}` : ORIGIN + path);
  await page.evaluate(() => document.fonts.ready);
  return { page, errors, requests };
}

/** After the next paint: everything that the last event set off has been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
