// digits.test.ts: the figure of digits in a page: it learns, reads what is drawn, and remembers.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { axeFindings, figurePage } from "../descent/test-figure.ts";
import { digitsFigure } from "./digits.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const THEME = `<style>${readFileSync(new URL("../theme.css", import.meta.url), "utf8")}</style>`;
const share = "parseFloat(document.querySelector('output.value').textContent)";
const words = (page: Page) =>
  page.evaluate("document.querySelector('.pw-desk .pw-plot svg').getAttribute('aria-label')");

/** Draws a line through these points of the paper, 0 to 1 both ways. */
async function stroke(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const { x, y, width, height } = (await page.locator(".pw-pad svg").boundingBox())!;
  const at = ([u, v]: readonly [number, number]) => [x + u * width, y + v * height] as const;
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 8 });
  await page.mouse.up();
}

describe("digits", () => {
  test("it learns, rests where it should, names what is drawn; undo takes the stroke back, and the address brings all of it again", async () => {
    const { page, press, until, value, visit, errors } = await figurePage(
      browser,
      "digitsFigure({ until: 10, url: 'digits' })",
      { html: THEME },
    );
    await until(`${share} < 40`);
    await press("Start");
    await until("figure.value.steps === 450");
    await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    const reached = await page.evaluate(share);
    expect(reached).toBeGreaterThan(94);
    const round = Array.from({ length: 17 }, (_, i) => (i * Math.PI) / 8);
    await stroke(
      page,
      round.map((angle) => [0.5 + 0.22 * Math.sin(angle), 0.5 - 0.35 * Math.cos(angle)] as const),
    );
    expect(await words(page)).toMatch(/^what it sees: the network says 0 /);
    await stroke(page, [
      [0.1, 0.9],
      [0.9, 0.9],
    ]);
    expect((await value<{ strokes: number[][] }>()).strokes).toHaveLength(2);
    await press("Undo");
    expect((await value<{ strokes: number[][] }>()).strokes).toHaveLength(1);
    await page.waitForTimeout(600);
    await visit(new URL(page.url()).search);
    await until("figure.value.steps === 450 && figure.value.strokes.length === 1");
    await until(`${share} === ${reached}`);
    expect(await words(page)).toMatch(/^what it sees: the network says 0 /);
    await press("Clear paper");
    expect(await words(page)).toMatch(/^test image 1, a 4: /);
    expect(errors).toEqual([]);
  });

  test("without drawing: keys choose an image, a mistake shows itself", async () => {
    const { page, press, until, value, errors } = await figurePage(browser, "digitsFigure({ until: 3 })");
    await page.getByRole("slider", { name: "test image" }).focus();
    await page.keyboard.press("ArrowRight");
    await until("figure.value.image === 1");
    await press("Start");
    await until("figure.value.steps === 135");
    await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    const mistake = page.getByRole("button", { name: / as / }).first();
    const [, label, name] = /(\d) as (\d)/.exec((await mistake.textContent())!)!;
    await mistake.press("Enter");
    const { image } = await value<{ image: number }>();
    expect(await words(page)).toMatch(new RegExp(`^test image ${image + 1}, a ${label}: the network says ${name} `));
    expect(errors).toEqual([]);
  });

  test("with keys alone: a digit is drawn and taken back; mistakes are one stop of the tab key", async () => {
    const { page, press, until, value, errors } = await figurePage(browser, "digitsFigure({ until: 3 })");
    const strokes = async () => (await value<{ strokes: number[][] }>()).strokes;
    const keys = async (key: string, times = 1) => {
      for (let i = 0; i < times; i++) await page.keyboard.press(key);
    };
    await press("Start");
    await until("figure.value.steps === 135");
    await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    await page.getByRole("application", { name: "Paper to draw a digit on" }).focus();
    await keys("Enter");
    await keys("ArrowDown", 12);
    await keys(" ");
    await keys("ArrowRight", 3);
    expect(await strokes()).toEqual([Array.from({ length: 13 }, (_, i) => [50, 25 + 4 * i]).flat()]);
    expect(await words(page)).toMatch(/^what it sees: the network says 1 /);
    await keys("Enter");
    await keys("ArrowUp", 2);
    await keys("Tab");
    expect((await strokes()).at(-1)).toEqual([62, 73, 62, 69, 62, 65]);
    await keys("Shift+Tab");
    await keys("Backspace", 2);
    expect(await strokes()).toEqual([]);
    expect(await words(page)).toMatch(/^test image 1, /);
    const mistakes = page.getByRole("button", { name: / as / });
    expect(await page.locator(".pw-mistakes button:not([tabindex='-1'])").count()).toBe(1);
    await mistakes.first().focus();
    await keys("ArrowRight");
    await keys("ArrowDown");
    await keys("ArrowLeft");
    await keys("Enter");
    const [, label] = /(\d) as \d/.exec((await page.locator(".pw-mistakes :focus").textContent())!)!;
    expect(await words(page)).toMatch(new RegExp(`^test image \\d+, a ${label}: `));
    await keys("Home");
    expect(await mistakes.first().evaluate((button) => button === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
  });

  test("of many mistakes the first sixty are pictured, which is said, and sixty more when asked", async () => {
    const { page, press, until, errors } = await figurePage(
      browser,
      "digitsFigure({ units: 64, vary: false, until: 1 })",
      { html: THEME },
    );
    const mistakes = page.getByRole("button", { name: / as / });
    const list = page.locator(".pw-mistakes");
    const more = page.getByRole("button", { name: /^\d+ more$/ });
    await until(`${share} < 40`);
    const wrong = Number(/^\d+/.exec((await page.locator(".words").textContent())!)![0]);
    expect(await mistakes.count()).toBe(60);
    expect(await list.getAttribute("aria-label")).toBe(`Test images that are named wrong, the first 60 of ${wrong}`);
    expect(await more.textContent()).toBe(`${wrong - 60} more`);
    await more.press("Enter");
    expect(await mistakes.count()).toBe(120);
    expect(await mistakes.nth(60).evaluate((tile) => tile === document.activeElement)).toBe(true);
    await page.locator(".words").click();
    await press("Start");
    await until("figure.value.steps === 45");
    await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    expect(await mistakes.count()).toBeLessThan(60);
    expect(await more.count()).toBe(0);
    expect(await list.getAttribute("aria-label")).toBe("Test images that are named wrong");
    expect(errors).toEqual([]);
  });

  test("another setting begins anew; a page without MNIST says so, and one whose files are missing as well", async () => {
    const figure = "digitsFigure({ until: 1, mnist: 'nowhere/' })";
    const { page, press, until, value, errors } = await figurePage(browser, figure, { html: THEME });
    const mistakes = page.getByRole("button", { name: / as / });
    await page.route("**/nowhere/**", (route) => route.fulfill({ status: 404 }));
    await press("Start");
    await until("figure.value.steps > 0");
    await page.getByRole("combobox", { name: "ReLUs" }).selectOption("none: linear");
    await until("figure.value.steps === 0 && figure.value.units === 0");
    expect(await mistakes.count()).toBeGreaterThan(5);
    await press("Start");
    await until("figure.value.steps > 0");
    await page.getByRole("combobox", { name: "digits" }).selectOption("28×28, MNIST, 70,000");
    await page.waitForTimeout(500); // what the small digits' run still had to say has come
    expect(await value<{ steps: number }>()).toMatchObject({ set: "MNIST", steps: 0 });
    expect(await mistakes.count()).toBe(0);
    await press("Load MNIST");
    await until("document.querySelector('.pw-digits-source').textContent.includes('The small digits are here')");
    await page.getByRole("combobox", { name: "digits" }).selectOption("8×8, 1,797 of them");
    await until(`!Number.isNaN(${share})`);
    expect(errors).toEqual([]);
  });

  test("each set is learned in a way of its own, and in the one that was chosen by hand when it comes back", async () => {
    const { page, value, errors } = await figurePage(browser, "digitsFigure({ mnist: 'nowhere/' })");
    const choose = (name: string, label: string) => page.getByRole("combobox", { name }).selectOption(label);
    const way = async () => {
      const { vary, until } = await value<{ vary: boolean; until: number }>();
      expect(await page.getByRole("checkbox", { name: "vary the images" }).isChecked()).toBe(vary);
      return [vary, until];
    };
    expect(await value()).toMatchObject({ set: "8×8", units: 128 });
    expect(await way()).toEqual([true, 30]);
    await choose("digits", "28×28, MNIST, 70,000");
    expect(await way()).toEqual([false, 5]);
    await page.getByRole("checkbox", { name: "vary the images" }).check();
    await choose("digits", "8×8, 1,797 of them");
    expect(await way()).toEqual([true, 30]);
    await choose("stop after", "10 epochs");
    await choose("digits", "28×28, MNIST, 70,000");
    expect(await way()).toEqual([true, 5]);
    await page.evaluate("figure.undo()");
    expect(await way()).toEqual([true, 10]);
    expect(errors).toEqual([]);
  });

  test("options go before what a set is learned by", () => {
    expect(digitsFigure({ set: "MNIST" }).value).toMatchObject({ vary: false, until: 5, units: 128 });
    expect(digitsFigure({ set: "MNIST", vary: true }).value).toMatchObject({ vary: true, until: 5 });
    expect(digitsFigure({ vary: false }).value).toMatchObject({ set: "8×8", vary: false, until: 30 });
  });

  test("an answer of the small digits' run that comes after MNIST was chosen is passed over", async () => {
    // While there is `held`, states of a run wait in it.
    const before = `
      const { Worker } = window;
      window.Worker = class extends Worker {
        set onmessage(hear) {
          super.onmessage = (event) => (window.held && event.data.type === "state" ? held.push(() => hear(event)) : hear(event));
        }
      };`;
    const { page, press, until, value, errors } = await figurePage(browser, "digitsFigure({ mnist: 'nowhere/' })", {
      before,
    });
    await press("Start");
    await until("figure.value.steps > 0");
    await page.evaluate("window.held = []");
    await until("held.length > 0");
    await page.getByRole("combobox", { name: "digits" }).selectOption("28×28, MNIST, 70,000");
    await until("figure.value.set === 'MNIST'");
    await page.evaluate("held.splice(0).forEach((tell) => tell())");
    expect(await value<{ steps: number }>()).toMatchObject({ set: "MNIST", steps: 0 });
    expect(await page.locator("output.value").textContent()).toBe("…");
    expect(await page.getByRole("button", { name: / as / }).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("on paper there is the digit that is drawn, and without one no empty box", async () => {
    const { page } = await figurePage(browser, "digitsFigure({})", { html: THEME });
    const printed = async () => {
      await page.emulateMedia({ media: "print" });
      const boxes = await Promise.all([".pw-pad", ".pw-desk .pw-plot"].map((of) => page.locator(of).boundingBox()));
      await page.emulateMedia({ media: "screen" });
      return boxes.map((box) => box?.width ?? 0);
    };
    const [empty, alone] = await printed();
    expect(empty).toBe(0);
    await stroke(page, [
      [0.5, 0.1],
      [0.5, 0.9],
    ]);
    const [drawn, beside] = await printed();
    expect(drawn).toBeGreaterThan(100);
    expect(alone).toBeGreaterThan(beside + 100);
  });

  test.each([1000, 375])("a frame %d pixels wide stays a frame, from its first picture to its rest", async (width) => {
    const { page, press, until } = await figurePage(
      browser,
      "digitsFigure({ units: 128, until: 10, vary: true })",
      { html: THEME, viewport: { width, height: 900 } },
      "window.figure",
    );
    const height = () => page.evaluate("figure.getBoundingClientRect().height");
    const before = await height();
    await until(`${share} > 0`);
    expect(await height()).toBe(before);
    await press("Start");
    for (const steps of [50, 200, 449]) {
      await until(`figure.value.steps > ${steps}`);
      expect(await height()).toBe(before);
    }
    await page.getByRole("button", { name: "Start", exact: true }).waitFor();
    expect(await height()).toBe(before);
  });

  test("what is taken home: the network as JSON, its names of the test images as CSV, the formula of a small one", async () => {
    const { page, errors } = await figurePage(browser, "digitsFigure({ units: 8 })");
    await page.locator("summary").click();
    await page.waitForFunction("document.querySelector('.pw-take code').textContent.includes('score_of_')");
    await page.getByLabel("Language of the formula").selectOption("desmos");
    await page.waitForFunction("document.querySelector('.pw-take code').textContent.includes('s_{')");
    const saved = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name, exact: true }).click(),
      ]);
      const parts: Buffer[] = [];
      for await (const part of await file.createReadStream()) parts.push(part as Buffer);
      return Buffer.concat(parts).toString();
    };
    const { layers } = JSON.parse(await saved("JSON"));
    expect(layers.map(({ biases }: { biases: number[] }) => biases.length)).toEqual([8, 10]);
    const lines = (await saved("CSV")).trim().split(/\r?\n/);
    expect([lines[0], lines.length]).toEqual(["image,label,named", 360]);
    expect(await saved("SVG")).toContain("<svg");
    expect(errors).toEqual([]);
  });

  test.each([{ units: 7 }, { set: "EMNIST" }, { image: -1 }, { rate: 2 }, { depth: 3 }])(
    "%j is refused",
    async (options) => {
      const { digitsFigure } = await import("./digits.ts");
      expect(() => digitsFigure(options as never)).toThrow(/^digitsFigure: state/);
    },
  );

  test.each(["light", "dark"] as const)("axe finds nothing, %s; nothing is wider than a phone", async (colorScheme) => {
    const viewport = { width: 375, height: 800 };
    const { page, press, until, errors } = await figurePage(browser, "digitsFigure({ until: 1 })", {
      colorScheme,
      viewport,
    });
    await press("Start");
    await until("figure.value.steps === 45");
    await page.getByRole("button", { name: / as / }).first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
