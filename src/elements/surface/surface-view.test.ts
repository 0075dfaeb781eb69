import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { axeFindings, figurePage, watchedRun } from "../descent/test-figure.ts";
import type { SurfaceState } from "./surface-state.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CSS = readFileSync(new URL("../theme.css", import.meta.url), "utf8");

/** Puts three.js in the page, as its script does. */
const STAGE = `import * as stage from "/src/elements/surface/stage.ts"; globalThis.piecewiseThree = stage;`;

const opened = (options = "{ units: 6, url: 'two' }", more = {}, before = "") =>
  figurePage(browser, `surfaceFigure(${options})`, { ...more, before });
/** How many of 2500 places the stage has painted, asked in the frame in which it draws. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const square = document.querySelector(".square")!;
    square.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
    return new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const copy = document.createElement("canvas");
        [copy.width, copy.height] = [50, 50];
        const context = copy.getContext("2d")!;
        context.drawImage(square.querySelector("canvas")!, 0, 0, 50, 50);
        resolve(context.getImageData(0, 0, 50, 50).data.filter((byte, i) => i % 4 === 3 && byte > 0).length);
      });
    });
  });
/** What draws the canvas that is shown, where it is by this. */
const drawnBy = (by: "2d" | "webgl2"): string => `document.querySelector(".square canvas").getContext("${by}")`;

describe("seen in a page", () => {
  test("keys turn it, and it says how it is seen; from above and back", async () => {
    const { page, errors, value, press } = await opened();
    await page.locator(".square").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(100);
    expect(await value()).toMatchObject({ yaw: -25, pitch: 37 });
    expect(await page.locator(".square").getAttribute("aria-label")).toMatch(
      /^A sum of 6 ReLUs .* Arrow keys turn it\.$/,
    );
    const pressed = (is: boolean) => page.getByRole("button", { name: "From above", pressed: is }).waitFor();
    await pressed(false);
    await press("From above");
    expect(await value()).toMatchObject({ yaw: 0, pitch: 90 });
    await pressed(true);
    await press("Undo");
    await pressed(false);
    await press("Redo");
    await pressed(true);
    await press("From above");
    expect(await value()).toMatchObject({ yaw: -30, pitch: 32 });
    await page.locator(".square").focus();
    for (let i = 0; i < 11; i++) await page.keyboard.press("ArrowUp");
    expect(await value()).toMatchObject({ pitch: 87 });
    await pressed(true);
    expect(errors).toEqual([]);
  });

  test("a hand turns it", async () => {
    const { page, value } = await opened();
    await page.locator(".square").scrollIntoViewIfNeeded();
    const box = (await page.locator(".square").boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 240, { steps: 5 });
    await page.mouse.up();
    const { yaw, pitch } = await value<SurfaceState>();
    expect([yaw, pitch]).toEqual([expect.closeTo(-75, 6), expect.closeTo(50, 6)]);
  });

  test("a thumb turns it sideways", async () => {
    const { page, value } = await opened(undefined, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 375, height: 740 },
    });
    const square = page.locator(".square");
    await square.scrollIntoViewIfNeeded();
    const box = (await square.boundingBox())!;
    const client = await page.context().newCDPSession(page);
    const at = (dx: number) => [{ x: box.x + 150 + dx, y: box.y + 150 }];
    await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (const dx of [20, 40, 60])
      await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(dx) });
    await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(async () => (await value<SurfaceState>()).yaw).toBeLessThan(-40);
  });

  test("two fingers turn it both ways, a button tilts it, and one finger leaves up and down to the page", async () => {
    const { page, value } = await opened(undefined, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 375, height: 740 },
      html: `<style>${CSS}</style><div style="height: 300px"></div>`,
    });
    await page.evaluate("document.body.style.paddingBlockEnd = '100vh'");
    await page.evaluate("document.querySelector('.square').scrollIntoView({ block: 'center' })");
    const box = (await page.locator(".square").boundingBox())!;
    const client = await page.context().newCDPSession(page);
    const touch = async (fingers: number, way: readonly [number, number]) => {
      const at = (t: number) =>
        Array.from({ length: fingers }, (_, id) => ({
          x: box.x + 120 + 80 * id + t * way[0],
          y: box.y + 160 + t * way[1],
          id,
        }));
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
      for (const t of [0.25, 0.5, 0.75, 1]) {
        await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(t) });
      }
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    const scrolled = () => page.evaluate("scrollY") as Promise<number>;
    const before = await scrolled();
    await touch(2, [40, 60]);
    await expect.poll(async () => (await value<SurfaceState>()).pitch).toBeGreaterThan(45);
    expect((await value<SurfaceState>()).yaw).toBeLessThan(-35);
    expect(await scrolled()).toBe(before);
    const { pitch } = await value<SurfaceState>();
    await touch(1, [0, -80]);
    await expect.poll(scrolled).toBeGreaterThan(before + 30);
    expect(await value()).toMatchObject({ pitch });
    await page.getByRole("button", { name: "Tilt down" }).tap();
    expect(await value()).toMatchObject({ pitch: pitch - 10 });
    await page.getByRole("button", { name: "Tilt up" }).focus();
    await page.keyboard.press("Enter");
    expect(await value()).toMatchObject({ pitch });
  });

  const seen = async (page: Page) => (await page.locator(".pw-main > .pw-note").textContent())!;

  test("plus, minus and 0 zoom, in 3-D and on the maps; it is undone, kept in the address, and all is shown by a button", async () => {
    const { page, errors, value, press, visit } = await opened();
    const whole = page.getByRole("button", { name: "Show all" });
    expect(await whole.isVisible()).toBe(false);
    await page.locator(".square").focus();
    for (const key of ["+", "=", "+", "-"]) await page.keyboard.press(key);
    expect(await value()).toMatchObject({ zoom: 1.5625, yaw: -30, centre: [0, 0, expect.any(Number)] });
    await expect.poll(() => seen(page)).toContain("from −1.28 to 1.28 and from −1.28 to 1.28");
    await page.locator(".pw-map").last().focus();
    await page.keyboard.press("+");
    const state = await value<SurfaceState>();
    expect(state.zoom).toBeCloseTo(1.25 ** 3, 4);
    await page.waitForTimeout(600);
    await visit(new URL(page.url()).search);
    await expect.poll(() => value()).toEqual(state);
    await expect.poll(() => seen(page)).toContain("from −1.02 to 1.02");
    const first = page.locator(".pw-map").first().locator("path[stroke-dasharray], path[fill=none]").first();
    const zoomed = await first.getAttribute("d");
    await whole.click();
    expect(await value()).toMatchObject({ zoom: 1, centre: [0, 0, 0] });
    await expect.poll(() => first.getAttribute("d")).not.toBe(zoomed);
    await press("Undo");
    expect(await value()).toEqual(state);
    await page.locator(".square").press("0");
    expect(await value()).toMatchObject({ zoom: 1 });
    for (let i = 0; i < 20; i++) await page.keyboard.press("+");
    expect(await value()).toMatchObject({ zoom: 20 });
    expect(errors).toEqual([]);
  });

  test("a wheel is the page's until the surface has the focus, or the control key is down; what is under it stays", async () => {
    const { page, errors, value } = await opened(undefined, { html: `<style>${CSS}</style>` });
    await page.evaluate("document.body.style.paddingBlockEnd = '200vh'");
    const scrolled = () => page.evaluate("scrollY") as Promise<number>;
    const map = page.locator(".pw-map").first();
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.3 * box.height);
    const pointed = async () => (await page.locator(".pw-main > .pw-status").textContent())!;
    const before = await pointed();
    expect(before).toMatch(/^At x /);
    await page.keyboard.down("Control");
    for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -20);
    await page.keyboard.up("Control");
    await expect.poll(async () => (await value<SurfaceState>()).zoom).toBeCloseTo(Math.exp(0.8), 3);
    expect(await scrolled()).toBe(0);
    // A wheel that rests is a step of the history.
    await page.waitForTimeout(400);
    await page.mouse.move(box.x + 0.7 * box.width + 1, box.y + 0.3 * box.height);
    const [x, y] = [...(await pointed()).matchAll(/[xy] (−?[\d.]+)/g)].map(([, text]) => text);
    const [x0, y0] = [...before.matchAll(/[xy] (−?[\d.]+)/g)].map(([, text]) => text);
    expect(Number(x)).toBeCloseTo(Number(x0), 1);
    expect(Number(y)).toBeCloseTo(Number(y0), 1);
    await page.mouse.wheel(0, 120);
    await expect.poll(scrolled).toBeGreaterThan(60);
    const { zoom } = await value<SurfaceState>();
    expect(zoom).toBeCloseTo(Math.exp(0.8), 3);
    await page.evaluate("document.querySelector('.square').focus(); scrollTo(0, 0)");
    const square = (await page.locator(".square").boundingBox())!;
    await page.mouse.move(square.x + square.width / 2, square.y + square.height / 2);
    await page.mouse.wheel(0, 200);
    await expect.poll(async () => (await value<SurfaceState>()).zoom).toBeCloseTo(Math.exp(0.4), 3);
    expect(await scrolled()).toBe(0);
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "Undo" }).click();
    expect((await value<SurfaceState>()).zoom).toBeCloseTo(zoom, 4);
    expect(errors).toEqual([]);
  });

  test("two fingers that go apart zoom and turn nothing, on the surface and on the map; so do buttons", async () => {
    const { page, errors, value } = await opened(undefined, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 375, height: 740 },
      html: `<meta name="viewport" content="width=device-width"><style>${CSS}</style><div style="height: 300px"></div>`,
    });
    const client = await page.context().newCDPSession(page);
    const pinch = async (place: string, from: number, to: number) => {
      await page
        .locator(place)
        .first()
        .evaluate((element) => element.scrollIntoView({ block: "center" }));
      const box = (await page.locator(place).first().boundingBox())!;
      const at = (reach: number) => [
        { x: box.x + 120, y: box.y + 160, id: 0 },
        { x: box.x + 120 + reach, y: box.y + 160, id: 1 },
      ];
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
      for (const t of [0.25, 0.5, 0.75, 1]) {
        const touchPoints = at(from + t * (to - from));
        await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
      }
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await pinch(".square", 60, 150);
    await expect.poll(async () => (await value<SurfaceState>()).zoom).toBeCloseTo(2.5, 2);
    // The finger that moved did so alone for some pixels, which may have been a turn.
    const { yaw, pitch } = await value<SurfaceState>();
    expect(Math.abs(yaw + 30)).toBeLessThan(8);
    expect(pitch).toBe(32);
    await pinch(".pw-map", 150, 75);
    expect(await page.locator(".pw-main > .pw-status").textContent()).toBe("");
    await expect.poll(async () => (await value<SurfaceState>()).zoom).toBeCloseTo(1.25, 2);
    expect(await value()).toMatchObject({ yaw, pitch });
    await page.getByRole("button", { name: "Zoom in" }).tap();
    await page.getByRole("button", { name: "Zoom in" }).tap();
    expect((await value<SurfaceState>()).zoom).toBeCloseTo(1.25 ** 3, 2);
    await page.getByRole("button", { name: "Zoom out" }).tap();
    expect((await value<SurfaceState>()).zoom).toBeCloseTo(1.25 ** 2, 2);
    await page.getByRole("button", { name: "Show all" }).tap();
    expect(await value()).toMatchObject({ zoom: 1, centre: [0, 0, 0] });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
    expect(errors).toEqual([]);
  });

  test("in 3-D, zoomed in, the stage holds the part that is seen, and learns on", async () => {
    const { page, errors, press, until, value } = await opened("{ units: 12, zoom: 4 }", {}, STAGE);
    await page.locator(".square canvas").waitFor();
    expect(await seen(page)).toContain("from −0.5 to 0.5");
    expect(await painted(page)).toBeGreaterThan(200);
    const axes = () => page.locator(".pw-map").first().locator("text").allTextContents();
    const before = await axes();
    await press("Start");
    await until("figure.value.steps > 50");
    expect(await value()).toMatchObject({ zoom: 4 });
    expect(await axes()).toEqual(before);
    await page.locator(".square").press("-");
    await page.locator(".square").press("-");
    await expect.poll(axes).not.toEqual(before);
    expect(await page.locator(".pw-map canvas").count()).toBe(1);
    expect(errors).toEqual([]);
  });

  test("where a processor draws, pixels of ours move, and WebGL draws what rests: one canvas at a time", async () => {
    const { page, errors, press, until } = await opened("{ units: 12 }", {}, STAGE);
    await page.locator(".square canvas").waitFor();
    await until(drawnBy("webgl2"));
    await press("Start");
    await until(`${drawnBy("2d")} && figure.value.steps > 20`);
    await page.locator(".square").press("ArrowLeft");
    expect(await page.locator(".square canvas").count()).toBe(1);
    expect(await painted(page)).toBeGreaterThan(200);
    await press("Pause");
    await until(drawnBy("webgl2"));
    expect(await painted(page)).toBeGreaterThan(200);
    await until(drawnBy("webgl2"));
    expect(await page.locator(".square canvas").count()).toBe(1);
    expect(errors).toEqual([]);
  });

  test("when the browser takes WebGL away it is a drawing, and 3-D again when it is given back", async () => {
    const { page, errors, press, until } = await opened(undefined, { html: `<style>${CSS}</style>` }, STAGE);
    const [canvas, drawing] = [page.locator(".square canvas"), page.locator(".drawing svg")];
    const note = page.locator(".pw-stage .pw-note");
    await canvas.waitFor();
    await until(`window.context = ${drawnBy("webgl2")}?.getExtension("WEBGL_lose_context")`);
    await press("Start");
    await until("figure.value.steps > 20");
    // Lost and given back as by the browser itself.
    await page.evaluate("context.loseContext()");
    await drawing.waitFor();
    expect(await canvas.isVisible()).toBe(false);
    expect(await note.textContent()).toContain("The browser has taken the picture in 3-D away");
    const paths = () => drawing.locator("path").nth(3).getAttribute("d");
    const before = await paths();
    await expect.poll(paths).not.toBe(before);
    await press("Pause");
    await page.locator(".square").press("ArrowRight");
    await page.evaluate("context.restoreContext()");
    await canvas.waitFor();
    expect(await note.isVisible()).toBe(false);
    expect(await drawing.isVisible()).toBe(false);
    expect(await painted(page)).toBeGreaterThan(200);
    expect(errors).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing, with a formula or a table, in three dimensions (%s)",
    async (colorScheme) => {
      const html = `<style>${CSS} :root { color-scheme: light dark } body { background: var(--pw-paper) }</style>`;
      const { page, errors } = await opened(undefined, { colorScheme, hasTouch: true, html }, STAGE);
      await page.locator(".square canvas").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByLabel("Take a table").check();
      await page.getByLabel("or paste one here").fill("a,b,kind,c\n1,2,u,3\n2,3,v,4\n7,8,w,1\n3,x,u,1\n");
      await page.getByLabel("or paste one here").press("Tab");
      await page.getByText("Why rows were left out").click();
      expect(await axeFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  test("who asked for less motion sees ten pictures a second, as far on as sixty would be", async () => {
    const figure = await opened("{ units: 6 }", { reducedMotion: "reduce" });
    const { asked, pictures } = await watchedRun(figure);
    expect([...new Set(asked)]).toEqual([60]);
    expect(pictures).toBeLessThanOrEqual(asked.length + 1);
    expect(figure.errors).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "on paper it is a drawing in lines, also while it learns, and no button (%s)",
    async (colorScheme) => {
      const more = { colorScheme, html: `<style>${CSS} :root { color-scheme: light dark }</style>` };
      const { page, press, until, errors } = await opened("{ units: 30 }", more, STAGE);
      await page.locator(".square canvas").waitFor();
      await press("Start");
      await until("figure.value.steps > 20");
      await page.emulateMedia({ media: "print" });
      await page.locator(".drawing svg").waitFor();
      const maps = page.locator(".pw-map > svg");
      const pieces = Number(/: ([\d,]+) flat/.exec((await page.locator(".pw-main > .pw-note").textContent())!)![1]);
      expect(await page.locator(".drawing path").count()).toBeGreaterThan(pieces);
      expect(await maps.first().locator("path").count()).toBeGreaterThan(30);
      for (const part of [
        ".square canvas",
        ".pw-map canvas",
        "button",
        ".pw-source",
        ".pw-take",
        ".pw-side input[type=range]",
      ]) {
        expect(await page.locator(part).filter({ visible: true }).count(), part).toBe(0);
      }
      await page.emulateMedia({ media: "screen" });
      await page.locator(".square canvas").waitFor();
      expect(await page.locator(".drawing").isVisible()).toBe(false);
      expect(errors).toEqual([]);
    },
  );

  test("without three.js or WebGL it is a drawing that still turns, and says so", async () => {
    const { page, errors, value } = await opened();
    const note = page.locator(".pw-stage .pw-note");
    await expect.poll(() => note.textContent()).toContain("Not in 3-D here (piecewise.three.js is not there)");
    const paths = () => page.locator(".drawing svg path").first().getAttribute("d");
    const before = await paths();
    await page.locator(".square").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(paths).not.toBe(before);
    expect(await value()).toMatchObject({ yaw: -25 });
    expect(errors).toEqual([]);
  });
});
