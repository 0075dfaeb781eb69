import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "../../test/browser.ts";
import { h, toText } from "./index.ts";

test("text is escaped, in attributes and between tags", () => {
  expect(toText(h("p", { title: '"><script>' }, "<b>&"))).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;</p>',
  );
});

test("control characters, which XML cannot hold, are replaced", () => {
  expect(toText(h("p", { title: "\0a\u001b" }, "\u001b[31mred\t\n"))).toBe(
    '<p title="\ufffda\ufffd">\ufffd[31mred\t\n</p>',
  );
});

test("undefined and false leave an attribute out, true writes it empty", () => {
  expect(toText(h("input", { a: undefined, b: false, c: true, d: 0 }))).toBe('<input c="" d="0">');
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test("patch changes what differs and keeps the nodes, their focus and their namespace", async () => {
  const { page, errors } = await open(
    browser,
    `import { create, patch, h } from "/src/markup/index.ts";
     const before = h("div", { class: "a" }, h("button", { id: "kept" }, "one"), h("svg", {}, h("g", {}), h("circle", { r: 1 })), "tail");
     const after = h("div", { lang: "en" }, h("button", { id: "kept" }, "two"), h("svg", {}, h("line", {}), h("circle", { r: 2 })));
     const element = create(before);
     document.body.append(element);
     const button = element.firstChild; button.focus();
     patch(element, before, after);
     window.seen = { same: element.firstChild === button, focused: document.activeElement === button, html: element.outerHTML,
       expected: create(after).outerHTML, svg: element.querySelector("line").namespaceURI };`,
  );
  const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, unknown> }).seen);
  expect(errors).toEqual([]);
  expect(seen).toMatchObject({ same: true, focused: true, svg: "http://www.w3.org/2000/svg" });
  expect(seen.html).toBe(seen.expected);
});
