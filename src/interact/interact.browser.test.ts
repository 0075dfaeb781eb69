import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "../../test/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SETUP = `
import { choice, fixed, float, interact, log, play, range } from "/src/interact/index.ts";
const calls = [];
const events = [];
const show = (view) => {
  for (const type of ["input", "change"]) view.addEventListener(type, (event) => events.push([type, event.target === view, view.value]));
  document.body.append(view);
  Object.assign(window, { view, calls, events });
  return view;
};
`;

async function mount(source: string, options: BrowserContextOptions & { html?: string } = {}) {
  const { page, errors } = await open(browser, SETUP + source, options);
  const look = <T>(expression: string): Promise<T> => page.evaluate(expression);
  const frame = () => page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))));
  return { page, errors, look, frame };
}

test("a view: value, output, controls; a key moves the slider, the readout, the value and the output", async () => {
  const { page, errors, look, frame } = await mount(
    `show(interact((values) => { calls.push(values); return "m is " + values.m; }, { m: 1.2, b: -1.2 }));`,
  );
  await page.getByRole("slider", { name: "m", exact: true }).press("ArrowRight");
  await frame();
  expect(await look("view.value")).toEqual({ m: 1.3, b: -1.2 });
  expect(await page.locator(".pw-output").textContent()).toBe("m is 1.3");
  expect(await look("calls")).toEqual([
    { m: 1.2, b: -1.2 },
    { m: 1.3, b: -1.2 },
  ]);
  expect(await look("events.map((e) => e[0])")).toEqual(["input", "change"]);
  expect(errors).toEqual([]);
});
