// picture.ts: makes docs/one-relu.png, the picture on the README's first screen, from the README's own sample.
import { readFileSync, writeFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { launch } from "../test/browser.ts";

/** The README's sample as a browser shows it, twice as large as on screen. */
export async function picture(browser: Browser, root: string): Promise<Buffer> {
  const [, sample] = /^```html\n([\s\S]*?)^```$/m.exec(readFileSync(`${root}README.md`, "utf8"))!;
  const page = await browser.newPage({ viewport: { width: 640, height: 560 }, deviceScaleFactor: 2 });
  const script = readFileSync(`${root}dist/piecewise.global.js`, "utf8");
  await page.route("http://readme.test/**", (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({ contentType: "text/javascript", body: script })
      : route.fulfill({ contentType: "text/html", body: sample }),
  );
  await page.goto("http://readme.test/");
  await page.locator(".pw-plot svg").waitFor();
  const shot = await page.locator(".pw-interact").screenshot();
  await page.close();
  return shot;
}

export async function main(): Promise<void> {
  const browser = await launch();
  writeFileSync("docs/one-relu.png", await picture(browser, "./"));
  await browser.close();
}
