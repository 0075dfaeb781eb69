// test-page.ts: pages for this room's tests, with its exports and a few helpers as globals.
import type { BrowserContextOptions, Page } from "playwright-core";
import { bundle, launch } from "../../test/browser.ts";

const LIBRARY = `
  import * as room from "/src/interact/index.ts";
  Object.assign(window, room, {
    calls: [], events: [],
    show(view) {
      for (const type of ["input", "change"]) {
        view.addEventListener(type, (event) => events.push([type, event.target === view, view.value]));
      }
      document.body.append(view);
      return (window.view = view);
    },
    fire(field, type, value) {
      if (value !== undefined) field.value = value;
      field.dispatchEvent(new Event(type, { bubbles: true }));
    },
    frame: () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  });`;

const EMPTY = "<!doctype html><html lang=en><meta charset=utf-8><title>test</title><body>";

export interface Setting extends BrowserContextOptions {
  /** The query and hash of the page. */
  readonly at?: string;
  /** A script that runs before anything else. */
  readonly before?: string;
}

export interface TestSite {
  /** The bundled room. */
  readonly library: string;
  /** A page that has run the script, which finds the room's exports, `calls`, `events` and `show(view)` as globals. */
  mount(
    script: string,
    setting?: Setting,
  ): Promise<{
    page: Page;
    errors: string[];
    look<T = unknown>(expression: string): Promise<T>;
    /** Loads the page at this query anew and runs the script again. */
    visit(at: string): Promise<void>;
  }>;
  close(): Promise<void>;
}

export async function testSite(): Promise<TestSite> {
  const browser = await launch();
  const library = await bundle(LIBRARY);
  return {
    library,
    close: () => browser.close(),
    async mount(script, { at = "", before, ...options } = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.route("http://piecewise.test/**", (route) => route.fulfill({ contentType: "text/html", body: EMPTY }));
      if (before) await page.addInitScript(before);
      const visit = async (to: string) => {
        await page.goto(`http://piecewise.test/${to}`);
        await page.addScriptTag({ content: library });
        await page.addScriptTag({ content: `{${script}}` });
      };
      await visit(at);
      return { page, errors, look: <T>(expression: string) => page.evaluate<T>(expression), visit };
    },
  };
}

/** One ReLU's two sliders; every call is recorded, the output says m. */
export const RELU = `
  show(interact((values) => { calls.push(values); return "m is " + values.m; }, { m: 1.2, b: -1.2 }));`;

export const slider = (page: Page, name: string) => page.getByRole("slider", { name, exact: true });

/** The readout of a slider. */
export const box = (page: Page, name: string) => page.getByRole("textbox", { name: `${name}, value`, exact: true });

export const output = (page: Page) => page.locator(".pw-output").textContent();
