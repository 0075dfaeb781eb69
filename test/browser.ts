// browser.ts: the browser that comes with the dependencies, and pages with a script of ours in them.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import { build } from "vite";
import { SCRIPTS } from "../tools/classic.ts";
import { workerPlugin } from "../tools/worker-plugin.mjs";
import { alias } from "../vitest.config.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser; `CHROMIUM` may name another one that is installed. Close it in `afterAll`. */
export async function launch(): Promise<Browser> {
  const named = process.env.CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`launch: CHROMIUM names ${named}, which is not there`);
  return playwright.launch({ executablePath: named ?? (await chromium.executablePath()), args: FLAGS });
}

/** TypeScript source that may import the public entry points (or `/src/…`), as one classic script. */
export async function bundle(source: string): Promise<string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const entry = "\0entry.ts";
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: [...alias, ...SCRIPTS] },
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "entry" } },
    plugins: [
      workerPlugin(),
      {
        name: "entry",
        resolveId: (id) => (id.endsWith("entry.ts") && id.includes("\0") ? entry : undefined),
        load: (id) => (id === entry ? { code: source, moduleType: "ts" } : undefined),
      },
    ],
  });
  const [{ output }] = result as unknown as [{ output: [{ code: string }] }];
  return output[0].code;
}

/** A fresh page that has run `source`; any error that the page throws is collected in `errors`. */
export async function open(
  browser: Browser,
  source: string,
  { html = "", ...options }: BrowserContextOptions & { html?: string } = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.route("http://piecewise.test/**", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><body>${html}</body></html>`,
    }),
  );
  await page.goto("http://piecewise.test/");
  await page.addScriptTag({ content: await bundle(source) });
  return { page, errors };
}

/** How far down the page has come to rest: it goes on by itself for a while where a finger has let it go. */
export async function restingPlace(page: Page): Promise<number> {
  for (let last = Number.NaN; ; ) {
    const next = (await page.evaluate("scrollY")) as number;
    if (next === last) return next;
    last = next;
    await page.waitForTimeout(300);
  }
}
