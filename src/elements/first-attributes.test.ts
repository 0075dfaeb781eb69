// first-attributes.test.ts: attributes that are refused in the HTML itself: it is said why, and the figure stands without them.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { roomPage } from "./test-room.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CASES = [
  { tag: "pw-relu", bad: `m="banana"`, good: `b="0.5"`, says: "m must be a number, got “banana”", kept: { b: 0.5 } },
  { tag: "pw-sum", bad: `units="[1]"`, good: `intercept="2"`, says: "unit", kept: {} },
  { tag: "pw-draw", bad: `units="0"`, good: `max-units="9"`, says: "units must be a whole number from 1", kept: {} },
  { tag: "pw-fit", bad: `target="sine(x)"`, good: `units="4"`, says: "sine", kept: { units: 4 } },
  { tag: "pw-quadratic", bad: `rate="0"`, good: `seed="7"`, says: "rate", kept: { seed: 7 } },
  { tag: "pw-descent", bad: `optimizer="newton"`, good: `units="4"`, says: "must be one of", kept: { units: 4 } },
  { tag: "pw-surface", bad: `target="x +"`, good: `units="3"`, says: "", kept: { units: 3 } },
  { tag: "pw-slices", bad: `table="cats"`, good: `units="5"`, says: "must be", kept: { units: 5 } },
  { tag: "pw-points", bad: `source="square"`, good: `layers="3 2"`, says: "square", kept: { layers: [3, 2] } },
  { tag: "pw-points", bad: `layers="0"`, good: `seed="5"`, says: "at most 8 whole numbers", kept: { seed: 5 } },
  { tag: "pw-folding", bad: `folds="99"`, good: `show="square"`, says: "from 1 to 10", kept: { show: "square" } },
  { tag: "pw-regions", bad: `units="99"`, good: `layers="2"`, says: "from 1 to 24", kept: { layers: 2 } },
  { tag: "pw-pyramid", bad: `layers="three"`, good: `units="9"`, says: "one of two, one", kept: { units: 9 } },
  { tag: "pw-depth", bad: `target="sin("`, good: `numbers="600"`, says: "", kept: { numbers: 600 } },
  { tag: "pw-digits", bad: `optimizer="newton"`, good: `units="16"`, says: "one of adam", kept: { units: 16 } },
  { tag: "pw-faster", bad: `rows="10"`, good: `units="4"`, says: "from 1000", kept: { units: 4 } },
];

test.each(CASES)("<$tag $bad $good>", async ({ tag, bad, good, says, kept }) => {
  const { page, errors } = await roomPage(browser, `import "piecewise/elements/define";`, {
    html: `<${tag} ${bad} ${good}></${tag}>`,
  });
  const it = page.locator(tag);
  const alert = await page.getByRole("alert").first().textContent();
  expect(alert).toMatch(new RegExp(`^${tag}: .{10}`));
  expect(alert).toContain(says);
  expect(alert).not.toMatch(/Figure:|undefined/);
  const value = () => it.evaluate((element: HTMLElement & { value: object }) => element.value);
  expect(await value()).toMatchObject(kept);
  // Mended, nothing is left of it, and the other attribute is as it was.
  await it.evaluate((element, name) => element.removeAttribute(name), bad.slice(0, bad.indexOf("=")));
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  expect(await value()).toMatchObject(kept);
  expect(errors).toEqual([]);
});

test("of two that are refused the first is told, and neither is used", async () => {
  const { page, errors } = await roomPage(browser, `import "piecewise/elements/define";`, {
    html: `<pw-points source="square" loss="mae" layers="3"></pw-points>`,
  });
  const value = () => page.locator("pw-points").evaluate((it: HTMLElement & { value: object }) => it.value);
  expect(await value()).toMatchObject({ source: { set: "circle" }, loss: "cross-entropy", layers: [8, 8] });
  expect(await page.getByRole("alert").textContent()).toContain("loss must be one of cross-entropy, mse, got mae");
  await page.locator("pw-points").evaluate((it) => {
    it.setAttribute("source", "xor");
    it.setAttribute("loss", "mse");
  });
  await expect.poll(value).toMatchObject({ source: { set: "xor" }, loss: "mse", layers: [3] });
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(errors).toEqual([]);
});
