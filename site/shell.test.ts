// shell.test.ts: the bar says which chapter one is in.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "../test/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CHAPTERS = ["One", "Two", "Three", "Four"];

test("the bar names the chapter, also after a jump from the middle of one to the middle of another", async () => {
  const html = `<nav class="pw-nav"><details><summary><span class="here"></span></summary><ol>${CHAPTERS.map(
    (name) => `<li><a href="#${name}">${name}</a></li>`,
  ).join("")}</ol></details></nav>${CHAPTERS.map(
    (name, i) =>
      `<header class="${i === 0 ? "pw-cover" : "pw-chapter-head"}" id="${name}">${name}</header><div style="height:4000px"></div>`,
  ).join("")}`;
  const viewport = { width: 375, height: 740 };
  const { page, errors } = await open(browser, `import { chapterBar } from "/site/shell.ts"; chapterBar();`, {
    ...{ html, viewport },
  });
  for (const chapter of [2, 0, 3, 1]) {
    await page.evaluate((top) => scrollTo(0, top), 4000 * chapter + 2000);
    await expect.poll(() => page.locator(".here").textContent()).toBe(CHAPTERS[chapter]);
    expect(await page.locator("[aria-current]").textContent()).toBe(CHAPTERS[chapter]);
  }
  expect(errors).toEqual([]);
});
