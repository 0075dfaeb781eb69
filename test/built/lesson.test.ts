// The built lesson as a reader meets it: every figure of the notebook, by slider, in the plot, by key, by address.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { ORIGIN, openLesson, SITE, settled } from "./site.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const slider = (page: Page, figure: string, name: string) =>
  page.locator(`#${figure}`).getByRole("slider", { name, exact: true }).and(page.locator("input"));

const value = (page: Page, figure: string) =>
  page.evaluate(
    (id) => (document.getElementById(id) as HTMLElement & { value: Record<string, unknown> }).value,
    figure,
  );

/** The ink of a figure, as the path that is drawn. */
const ink = (page: Page, figure: string) => page.locator(`#${figure} .pw-view .sum`).first().getAttribute("d");

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const FIGURES = [
  "cover",
  "cat-pixels",
  "rectified-linear",
  "custom-relu",
  "relu-plot",
  "one-relu",
  "double-relu",
  "two-relus",
  "three-relus",
  "any-function",
  "quadratic",
  "descent",
  "surface",
  "slices",
  "folding",
  "regions",
  "pyramid",
  "points",
  "depth",
  "digits",
  "faster",
];

describe("figures", () => {
  test("all stand on the page, with no error and no request to anybody else", async () => {
    const { page, errors, requests } = await openLesson(browser);
    expect(await page.locator("figure[id]").evaluateAll((figures) => figures.map(({ id }) => id))).toEqual(FIGURES);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(`${ORIGIN}/`) && !url.startsWith(`blob:${ORIGIN}/`))).toEqual([]);
    expect(requests.length).toBeGreaterThan(4);
  });

  test.each([
    { figure: "one-relu", name: "m", min: "-1.2", max: "3.6", step: "0.1", start: "1.2" },
    { figure: "one-relu", name: "b", min: "-1.2", max: "3.6", step: "0.1", start: "1.2" },
    { figure: "two-relus", name: "m1", min: "-3.6", max: "1.2", step: "0.1", start: "-1.2" },
    { figure: "two-relus", name: "b1", min: "-3.6", max: "1.2", step: "0.1", start: "-1.2" },
    { figure: "two-relus", name: "m2", min: "-1.2", max: "3.6", step: "0.1", start: "1.2" },
    { figure: "two-relus", name: "b2", min: "-1.2", max: "3.6", step: "0.1", start: "1.2" },
    { figure: "three-relus", name: "m1", min: "-3.6", max: "1.2", step: "0.1", start: "-1.2" },
    { figure: "three-relus", name: "b2", min: "-1.2", max: "3.6", step: "0.1", start: "1.2" },
    { figure: "three-relus", name: "m3", min: "-0.5", max: "1.5", step: "0.1", start: "0.5" },
    { figure: "three-relus", name: "b3", min: "-0.5", max: "1.5", step: "0.1", start: "0.5" },
  ])("$figure: $name runs from $min to $max by $step, from $start", async ({ figure, name, min, max, step, start }) => {
    const { page } = await shared();
    const input = slider(page, figure, name);
    expect(
      await input.evaluate(({ min, max, step, defaultValue }: HTMLInputElement) => ({
        min,
        max,
        step,
        start: defaultValue,
      })),
    ).toEqual({ min, max, step, start });
  });

  let opened: ReturnType<typeof openLesson> | undefined;
  const shared = () => (opened ??= openLesson(browser));

  test.each(FIGURES.filter((figure) => figure !== "cat-pixels"))(
    "%s: the code shown is the file that runs, letter for letter",
    async (figure) => {
      const { page } = await shared();
      const chapters = readdirSync(`${ROOT}lessons`).map(
        (chapter) => `${ROOT}lessons/${chapter}/figures/${figure}.figure.ts`,
      );
      const file = chapters.find((path) => existsSync(path))!;
      expect(await page.locator(`#${figure} .pw-code pre`).textContent()).toBe(readFileSync(file, "utf8").trimEnd());
    },
  );

  test("relu-plot shows ReLU(1x + 1) at 20 points", async () => {
    const { page } = await shared();
    await expect.poll(() => page.locator("#relu-plot .datum").count()).toBe(20);
  });
});

describe("a slider moves", () => {
  test.each([
    { figure: "one-relu", name: "m" },
    { figure: "two-relus", name: "b2" },
    { figure: "three-relus", name: "m3" },
  ])("$figure: $name redraws the ink and the formula", async ({ figure, name }) => {
    const { page, errors } = await openLesson(browser);
    const before = await ink(page, figure);
    const input = slider(page, figure, name);
    const start = Number(await input.inputValue());
    await input.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await settled(page);
    expect((await value(page, figure))[name]).toBeCloseTo(start + 0.3, 12);
    expect(await ink(page, figure)).not.toBe(before);
    const shown = (start + 0.3).toFixed(1);
    expect(await page.locator(`[data-of="${figure}"]`).textContent()).toContain(shown.replace("-", ""));
    expect(errors).toEqual([]);
  });

  test("Home, End, Page Up and Page Down reach the ends and tens of steps", async () => {
    const { page } = await openLesson(browser);
    const input = slider(page, "one-relu", "m");
    await input.focus();
    await page.keyboard.press("End");
    await settled(page);
    expect(await value(page, "one-relu")).toMatchObject({ m: 3.6 });
    await page.keyboard.press("PageDown");
    await settled(page);
    expect((await value(page, "one-relu")).m).toBeCloseTo(2.6, 12);
    await page.keyboard.press("Home");
    await settled(page);
    expect(await value(page, "one-relu")).toMatchObject({ m: -1.2 });
  });

  test.each([
    { figure: "one-relu", name: "m", before: "1.2 for each 1", after: "2 for each 1" },
    { figure: "three-relus", name: "m2", before: "rises by 1.7", after: "rises by 2.5" },
    { figure: "rectified-linear", name: "m", before: "rectifiedLinear(1, 1, 2)", after: "rectifiedLinear(2, 1, 2)" },
  ])("$figure: the accessible description follows the values", async ({ figure, name, before, after }) => {
    const { page } = await openLesson(browser);
    const client = await page.context().newCDPSession(page);
    const { root } = await client.send("DOM.getDocument");
    const { nodeId } = await client.send("DOM.querySelector", { nodeId: root.nodeId, selector: `#${figure}` });
    const description = async () => {
      const { nodes } = await client.send("Accessibility.getPartialAXTree", { nodeId, fetchRelatives: false });
      return String(nodes[0].description?.value);
    };
    expect(await description()).toContain(before);
    await slider(page, figure, name).fill("2");
    await settled(page);
    expect(await description()).toContain(after);
    expect(await description()).not.toContain(before);
  });
});

describe("the plot is a control", () => {
  async function dragged(page: Page, figure: string, handle: number, dx: number, dy: number) {
    const target = page.locator(`#${figure} [role="slider"]:not(input)`).nth(handle);
    await target.scrollIntoViewIfNeeded();
    const box = (await target.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 8; i++) await page.mouse.move(x + (dx * i) / 8, y + (dy * i) / 8);
    await page.mouse.up();
    await settled(page);
  }

  test.each(["one-relu", "two-relus", "three-relus"])(
    "%s: every handle moves exactly one parameter, and its slider",
    async (figure) => {
      const { page } = await openLesson(browser);
      const handles = page.locator(`#${figure} [role="slider"]:not(input)`);
      const count = await handles.count();
      expect(count).toBe({ "one-relu": 2, "two-relus": 4, "three-relus": 6 }[figure]);
      const moved = new Set<string>();
      for (let i = 0; i < count; i++) {
        const before = await value(page, figure);
        const corner = /corner/.test((await handles.nth(i).getAttribute("aria-label"))!);
        await dragged(page, figure, i, corner ? 40 : 0, corner ? 0 : 40);
        const after = await value(page, figure);
        const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
        expect(changed).toHaveLength(1);
        expect(changed[0][0]).toBe(corner ? "b" : "m");
        expect(Number(await slider(page, figure, changed[0]).inputValue())).toBe(after[changed[0]]);
        moved.add(changed[0]);
      }
      expect(moved.size).toBe(count);
    },
  );

  test("arrow keys on a handle do the same, and the handle keeps the focus", async () => {
    const { page } = await openLesson(browser);
    const corner = page.locator('#one-relu [role="slider"]:not(input)').first();
    await corner.focus();
    await page.keyboard.press("ArrowRight");
    await settled(page);
    expect((await value(page, "one-relu")).b).toBeCloseTo(1.1, 12);
    expect(await corner.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("a thumb drags too", async () => {
    const { page } = await openLesson(browser, "/", {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 375, height: 740 },
    });
    const corner = page.locator('#one-relu [role="slider"]:not(input)').first();
    await corner.scrollIntoViewIfNeeded();
    const box = (await corner.boundingBox())!;
    const client = await page.context().newCDPSession(page);
    const at = (dx: number) => [{ x: box.x + box.width / 2 + dx, y: box.y + box.height / 2 }];
    await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (const dx of [10, 20, 30])
      await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(dx) });
    await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await settled(page);
    expect((await value(page, "one-relu")).b).toBeLessThan(1);
  });
});

describe("the wall (B1)", () => {
  test("output weights open the axis, and a hill can be built with the sliders", async () => {
    const { page } = await openLesson(browser);
    const verdict = page.locator("#three-relus .verdict");
    for (const [name, to] of [
      ["m1", 1],
      ["b1", 1],
      ["m2", 1],
      ["b2", 0],
    ] as const)
      await slider(page, "three-relus", name).fill(String(to));
    await settled(page);
    expect(await verdict.textContent()).toContain("Halfway");
    expect(await page.locator("#three-relus").getByRole("slider", { name: "w1", exact: true }).count()).toBe(0);
    await page.locator("#three-relus").getByRole("checkbox").check();
    await settled(page);
    expect(await page.locator("#three-relus .pw-view svg text").allTextContents()).toContain("−3");
    for (const [name, to] of [
      ["w2", -2],
      ["m3", 1],
      ["b3", -0.5],
    ] as const)
      await slider(page, "three-relus", name).fill(String(to));
    await settled(page);
    expect(await verdict.textContent()).toMatch(/^You did/);
    expect(await page.locator("#three-relus .met").count()).toBe(4);
  });
});

describe("the address", () => {
  test("carries the values, and brings them back", async () => {
    const { page } = await openLesson(browser);
    await slider(page, "two-relus", "m2").fill("2.5");
    await page.waitForURL(/two-relus/);
    const { pathname, search } = new URL(page.url());
    const again = await openLesson(browser, pathname + search);
    expect(await value(again.page, "two-relus")).toMatchObject({ m1: -1.2, m2: 2.5 });
    expect(await slider(again.page, "two-relus", "m2").inputValue()).toBe("2.5");
  });

  test.each([
    "/?one-relu=m:banana",
    "/?one-relu=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?one-relu=m:1e999,b:NaN",
    "/?one-relu=__proto__:1,constructor:2",
    "/?nonsense=1",
    "/#nowhere",
    "/?one-relu=%E0%A4%A",
    `/?one-relu=m:${"9".repeat(100_000)}`,
  ])("with nonsense shows the defaults and a note: %.40s", async (path) => {
    const { page, errors } = await openLesson(browser, path);
    expect(await value(page, "one-relu")).toEqual({ m: 1.2, b: 1.2 });
    const note = page.locator(".pw-note:visible").first();
    expect((await note.textContent())!.length).toBeGreaterThan(20);
    expect((await note.textContent())!.length).toBeLessThan(400);
    expect(errors).toEqual([]);
  });
});

describe("reset", () => {
  test("one control, or all of them", async () => {
    const { page } = await openLesson(browser);
    await slider(page, "one-relu", "m").fill("3");
    await slider(page, "one-relu", "b").fill("3");
    await settled(page);
    await page
      .locator("#one-relu")
      .getByRole("button", { name: /Reset m/ })
      .click();
    await settled(page);
    expect(await value(page, "one-relu")).toEqual({ m: 1.2, b: 3 });
    await page.locator("#one-relu").getByRole("button", { name: "Reset all" }).click();
    await settled(page);
    expect(await value(page, "one-relu")).toEqual({ m: 1.2, b: 1.2 });
  });
});

describe("everywhere", () => {
  test("opened from disk it works the same", async () => {
    const { page, errors, requests } = await openLesson(browser, "/?one-relu=m:2", { disk: true });
    expect(errors).toEqual([]);
    expect(requests.every((url) => url.startsWith("file:"))).toBe(true);
    expect(await value(page, "one-relu")).toEqual({ m: 2, b: 1.2 });
    const before = await ink(page, "one-relu");
    await slider(page, "one-relu", "b").fill("0");
    await settled(page);
    expect(await ink(page, "one-relu")).not.toBe(before);
  });

  test.each([{ disk: true }, { disk: false }])(
    "the figures of the last script are alive, too (%o)",
    async ({ disk }) => {
      const { page, errors } = await openLesson(browser, "/", { disk });
      const live = await page.evaluate(() => {
        const { bench } = window as unknown as { bench: { views: Map<string, HTMLElement> } };
        return [...bench.views].map(([id, view]) => ({
          id,
          there: view.isConnected,
          value: typeof (document.getElementById(id) as HTMLElement & { value: unknown }).value,
          tools: document.querySelectorAll(`#${id} .pw-tools button`).length > 1,
          described: document.getElementById(document.getElementById(id)!.getAttribute("aria-describedby")!) !== null,
        }));
      });
      expect(live.map(({ id }) => id)).toContain("cover");
      for (const figure of live) {
        expect(figure).toEqual({ id: figure.id, there: true, value: "object", tools: true, described: true });
      }
      expect(errors).toEqual([]);
    },
  );

  test.each([{ disk: true }, { disk: false }])(
    "figures of several inputs come when a reader comes near, and three.js with them; else neither does (%o)",
    async ({ disk }) => {
      const { page, errors, requests } = await openLesson(browser, "/", { disk });
      const asked = (script: string) => requests.filter((url) => url.endsWith(`/${script}`)).length;
      await page.locator("#descent").scrollIntoViewIfNeeded();
      await page.locator("#one-relu").scrollIntoViewIfNeeded();
      await settled(page);
      expect([asked("layers.js"), asked("piecewise.three.js")]).toEqual([0, 0]);
      await page.locator("#surface").scrollIntoViewIfNeeded();
      await page.locator("#surface canvas:visible").waitFor();
      expect([asked("layers.js"), asked("piecewise.three.js")]).toEqual([1, 1]);
      expect(await page.locator("#surface .pw-tools button").count()).toBeGreaterThan(1);
      expect(await value(page, "surface")).toMatchObject({ units: 16, steps: 0 });
      const drawn = await page.locator("#surface .square").evaluate((square) => {
        // What a canvas of WebGL shows is there to be read until the frame is over.
        return new Promise<number>((resolve) => {
          square.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
          requestAnimationFrame(() => {
            const copy = document.createElement("canvas");
            [copy.width, copy.height] = [50, 50];
            const context = copy.getContext("2d")!;
            context.drawImage(square.querySelector("canvas")!, 0, 0, 50, 50);
            const { data } = context.getImageData(0, 0, 50, 50);
            resolve(data.filter((byte, i) => i % 4 === 3 && byte > 0).length);
          });
        });
      });
      expect(drawn).toBeGreaterThan(200);
      expect(errors).toEqual([]);
    },
  );

  test("without JavaScript each figure is a picture", async () => {
    const { page } = await openLesson(browser, "/", { javaScriptEnabled: false }).catch(() => ({ page: undefined }));
    if (!page) throw new Error("the page did not open");
    expect(await page.locator("#surface .pw-view svg:visible").count()).toBe(4);
    for (const figure of ["cover", "relu-plot", "one-relu", "two-relus", "three-relus"]) {
      const svg = page.locator(`#${figure} .pw-view svg:visible`).first();
      expect((await svg.boundingBox())!.height).toBeGreaterThan(100);
      expect(await svg.locator(".sum").count()).toBeGreaterThan(0);
    }
    expect(await page.locator("#rectified-linear .pw-view").textContent()).toContain("rectifiedLinear(");
    expect(await page.locator("noscript").textContent()).toContain("Scripts are off");
  });

  test.each([
    { width: 375, colorScheme: "light" as const },
    { width: 375, colorScheme: "dark" as const },
    { width: 1280, colorScheme: "light" as const },
    { width: 1280, colorScheme: "dark" as const },
  ])("axe finds nothing at $width px, $colorScheme, and nothing sticks out", async ({ width, colorScheme }) => {
    const { page } = await openLesson(browser, "/?three-relus=weights:1", {
      viewport: { width, height: 800 },
      colorScheme,
    });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
    ).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test("reduced motion leaves no transition", async () => {
    const { page } = await openLesson(browser, "/", { reducedMotion: "reduce" });
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter(
          (element) => parseFloat(getComputedStyle(element).transitionDuration) > 0,
        ).length,
    );
    expect(moving).toBe(0);
  });

  test("the switch changes light to dark, and the page remembers", async () => {
    const { page } = await openLesson(browser);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.locator(".pw-theme label").nth(2).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await paper()).toBe(dark);
  });
});

describe("taken away", () => {
  test.each([
    { beside: ["piecewise.global.js", "piecewise.three.js"], shown: "canvas" },
    { beside: ["piecewise.global.js"], shown: ".drawing svg" },
  ])("a surface stands in an empty page, with $beside beside it", async ({ beside, shown }) => {
    const page = await (await browser.newContext()).newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.route("http://empty.test/**", (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === "") {
        const body = `<pw-surface units="5" target="x y"></pw-surface><script src="piecewise.global.js"></script>`;
        return route.fulfill({ contentType: "text/html", body });
      }
      return beside.includes(name)
        ? route.fulfill({ contentType: "text/javascript", body: readFileSync(SITE + name, "utf8") })
        : route.fulfill({ status: 404, body: "not here" });
    });
    await page.goto("http://empty.test/");
    await page.locator(`pw-surface ${shown}`).first().waitFor();
    const note = page.locator("pw-surface .pw-stage .pw-note");
    if (shown === "canvas") expect(await note.isVisible()).toBe(false);
    else await expect.poll(() => note.textContent()).toContain("piecewise.three.js is not there");
    expect(errors).toEqual([]);
  });

  test("the embed of the surface names the files that it asks for, and with them is as it was", async () => {
    const { page } = await openLesson(browser);
    const surface = page.locator("#surface");
    await surface.scrollIntoViewIfNeeded();
    await surface.locator("canvas:visible").first().waitFor();
    await surface.locator(".square").press("ArrowRight");
    const values = await value(page, "surface");
    await page.evaluate(() => {
      const clipboard = { writeText: async (text: string) => Object.assign(window, { copied: text }) };
      Object.defineProperty(navigator, "clipboard", { value: clipboard });
    });
    await surface.getByText("Take away", { exact: true }).click();
    await surface.getByRole("button", { name: "Copy embed", exact: true }).click();
    const snippet = await page.evaluate(() => (window as unknown as { copied: string }).copied);
    const named = [...new Set(snippet.match(/piecewise\.\w+\.js/g))].sort();
    expect(named).toEqual(["piecewise.global.js", "piecewise.three.js"]);
    const empty = await (await browser.newContext()).newPage();
    const [errors, asked]: string[][] = [[], []];
    empty.on("pageerror", (error) => errors.push(String(error)));
    await empty.route("http://empty.test/**", (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === "") return route.fulfill({ contentType: "text/html", body: snippet });
      asked.push(name);
      return named.includes(name)
        ? route.fulfill({ contentType: "text/javascript", body: readFileSync(SITE + name, "utf8") })
        : route.fulfill({ status: 404, body: "not here" });
    });
    await empty.goto("http://empty.test/");
    await empty.locator(".surface canvas:visible").first().waitFor();
    expect(asked.filter((name) => name.endsWith(".js")).sort()).toEqual(named);
    const shown = await empty.evaluate(() => {
      return (document.querySelector("pw-surface") as unknown as { value: unknown }).value;
    });
    expect(shown).toMatchObject({ ...values, numbers: [] });
    expect(errors).toEqual([]);
  });

  test.each(["one-relu", "three-relus", "rectified-linear", "relu-plot"])(
    "the embed of %s works in an empty page with the script beside it",
    async (figure) => {
      const { page } = await openLesson(browser, "/?one-relu=m:2,b:0.5&three-relus=weights:1,m1:1.2,w2:-2");
      const values = await value(page, figure);
      await page.locator(`#${figure}`).getByRole("button", { name: "Embed" }).click();
      const snippet = await page.locator(`#${figure} .pw-embed textarea`).inputValue();
      const context = await browser.newContext();
      const empty = await context.newPage();
      const errors: string[] = [];
      empty.on("pageerror", (error) => errors.push(String(error)));
      await empty.route("http://empty.test/**", (route) =>
        route.request().url().endsWith("piecewise.global.js")
          ? route.fulfill({ contentType: "text/javascript", body: readFileSync(`${SITE}piecewise.global.js`, "utf8") })
          : route.fulfill({ contentType: "text/html", body: snippet }),
      );
      await empty.goto("http://empty.test/");
      await settled(empty);
      expect(errors).toEqual([]);
      const shown = await empty.locator(`#${figure} .pw-interact, #${figure} .pw-plot`).first().boundingBox();
      expect(shown!.height).toBeGreaterThan(100);
      if (values) {
        const shownValues = await empty.evaluate(
          (id) => (document.getElementById(id)!.firstElementChild as unknown as { value: unknown }).value,
          figure,
        );
        expect(shownValues).toEqual(values);
      }
      if (figure === "one-relu") {
        const before = await empty.locator(".sum").first().getAttribute("d");
        const input = empty.getByRole("slider", { name: "m", exact: true }).and(empty.locator("input"));
        expect(
          await input.evaluate(({ min, max, step, value }: HTMLInputElement) => ({ min, max, step, value })),
        ).toEqual({
          min: "-1.2",
          max: "3.6",
          step: "0.1",
          value: "2",
        });
        await input.fill("0.4");
        await settled(empty);
        expect(await empty.locator(".sum").first().getAttribute("d")).not.toBe(before);
      }
    },
  );
});
