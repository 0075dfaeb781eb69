// test-room.ts: a browser page with the room's modules as globals, for its tests.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { bundle } from "../../test/browser.ts";

export interface RoomPage {
  readonly page: Page;
  readonly errors: string[];
  /** Loads the page at this query anew and runs the script again. */
  visit(at: string): Promise<void>;
}

/** A page at `at` that has run `script` (TypeScript; it may import the public entry points and `/src/…`). */
export async function roomPage(
  browser: Browser,
  script: string,
  { at = "", html = "", ...options }: BrowserContextOptions & { at?: string; html?: string } = {},
): Promise<RoomPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>test</title><body>${html}</body></html>`;
  await page.route("http://piecewise.test/**", (route) =>
    route.request().resourceType() === "document"
      ? route.fulfill({ contentType: "text/html", body })
      : route.fulfill({ status: 404, body: "not here" }),
  );
  const content = await bundle(script);
  const visit = async (to: string) => {
    await page.goto(`http://piecewise.test/${to}`);
    await page.addScriptTag({ content });
  };
  await visit(at);
  return { page, errors, visit };
}
