import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open } from "../../test/browser.ts";
import type { reluSum } from "../core/index.ts";
import type { asSpare } from "../markup/index.ts";
import type { download, imageOf, Move, Plot, plot, reluHandles } from "./index.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/**
 * A page with one live figure of the units `window.values` describes, which applies what `pw-move` proposes, clamped and
 * snapped as controls do, and redraws in place.
 */
const FIGURE = `
  import { plot, reluHandles, download, imageOf } from "/src/plot/index.ts";
  import { reluSum } from "/src/core/index.ts";
  import { asSpare } from "/src/markup/index.ts";
  const host = document.querySelector("main");
  const draw = () => {
    const { m1, b1, m2, b2 } = values;
    const f = reluSum(m2 === undefined ? [{ m: m1, b: b1 }] : [{ m: m1, b: b1 }, { m: m2, b: b2 }]);
    return plot(f, { xlim: [-4, 4], ylim: [-1, 4], units: true, anatomy: true, handles: reluHandles(f) });
  };
  window.faults = [];
  window.addEventListener("error", ({ message }) => faults.push(message));
  window.values = { m1: 1.2, b1: 1.2 };
  window.moves = [];
  const shown = draw();
  host.append(shown);
  window.redraw = () => { const next = draw(); return shown.patch(next); };
  host.addEventListener("pw-move", ({ detail }) => {
    moves.push(detail);
    const proposed = detail.values ?? Object.fromEntries(Object.entries(detail.steps).map(([name, n]) => [name, values[name] + n / 10]));
    for (const [name, value] of Object.entries(proposed)) {
      values[name] = Math.round(Math.min(3.6, Math.max(-3.6, value)) * 10) / 10 + 0;
    }
    redraw();
  });
  Object.assign(window, { asSpare, plot, reluHandles, reluSum, download, imageOf, shown, host });
`;

interface Globals {
  values: Record<string, number>;
  moves: Move[];
  redraw: () => boolean;
  /** What the browser itself complained about. */
  faults: string[];
  shown: Plot;
  host: HTMLElement;
  asSpare: typeof asSpare;
  plot: typeof plot;
  reluSum: typeof reluSum;
  reluHandles: typeof reluHandles;
  download: typeof download;
  imageOf: typeof imageOf;
  axe: { run: (where: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

async function figure(options: Parameters<typeof open>[2] = {}) {
  const { page, errors } = await open(browser, FIGURE, {
    viewport: { width: 800, height: 700 },
    html: `<main style="width:640px"></main>`,
    ...options,
  });
  await settled(page);
  return { page, errors };
}

const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
const values = (page: Page) => page.evaluate(() => (window as unknown as Globals).values);
const moves = (page: Page) => page.evaluate(() => (window as unknown as Globals).moves);
const set = (page: Page, next: Record<string, number>) =>
  page.evaluate((next) => {
    (window as unknown as Globals).values = next;
    (window as unknown as Globals).redraw();
  }, next);

async function center(page: Page, index: number): Promise<[number, number]> {
  const { x, y, width, height } = (await page.locator(`[data-handle="${index}"] .handle`).boundingBox())!;
  return [x + width / 2, y + height / 2];
}

/** How many CSS pixels one on x is. */
const unitOfX = (page: Page) =>
  page.evaluate(() => {
    const { frame, xlim } = (document.querySelector(".pw-plot") as unknown as { scene: import("./scene.ts").Scene })
      .scene;
    return (frame.right - frame.left) / (xlim[1] - xlim[0]);
  });

describe("dragging", () => {
  test("the corner follows the mouse with the offset it was grabbed at; b follows the corner", async () => {
    const { page, errors } = await figure();
    const [x, y] = await center(page, 0);
    const one = await unitOfX(page);
    await page.mouse.move(x + 5, y - 3);
    await page.mouse.down();
    await page.mouse.move(x + 5 + one, y, { steps: 4 });
    await page.mouse.up();
    // From −1 to 0: b from 1.2 to 0.
    expect(await values(page)).toEqual({ m1: 1.2, b1: 0 });
    const [nowX] = await center(page, 0);
    expect(nowX).toBeCloseTo(x + one, 0);
    const all = await moves(page);
    expect(all.at(-1)).toEqual({ values: { b1: expect.closeTo(0, 5) }, done: true });
    expect(all.slice(0, -1).every(({ done }) => !done)).toBe(true);
    expect(errors).toEqual([]);
  });

  test("the arm turns, through flat to the other side, and stays under the hand", async () => {
    const { page, errors } = await figure();
    const [x, y] = await center(page, 1);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 40; i++) {
      await page.mouse.move(x, y + i * 8);
      const [nowX] = await center(page, 1);
      expect(Math.abs(nowX - x)).toBeLessThan(60);
      if ((await values(page)).m1 <= 0) break;
    }
    expect((await values(page)).m1).toBe(0);
    expect(await page.locator('[data-handle="0"]').isVisible()).toBe(false);
    await page.mouse.up();
    expect(errors).toEqual([]);
  });

  test("a press without a move proposes nothing", async () => {
    const { page } = await figure();
    const [x, y] = await center(page, 0);
    await page.mouse.click(x, y);
    expect(await moves(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("corner of ReLU 1, b1");
  });

  test("Escape during a drag goes back to where it began, exactly", async () => {
    const { page } = await figure();
    await set(page, { m1: 1.1, b1: 0.7 });
    const [x, y] = await center(page, 0);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y);
    expect((await values(page)).b1).not.toBe(0.7);
    await page.keyboard.press("Escape");
    expect((await moves(page)).at(-1)).toEqual({ values: { b1: 0.7 }, done: true });
    await page.mouse.move(x + 90, y);
    await page.mouse.up();
    expect((await values(page)).b1).toBe(0.7);
  });

  test("a drag goes on while other numbers change under it", async () => {
    const { page } = await figure();
    const [x, y] = await center(page, 0);
    const one = await unitOfX(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + one / 2, y);
    await set(page, { ...(await values(page)), m1: 2 });
    await page.mouse.move(x + one, y);
    await page.mouse.up();
    expect(await values(page)).toEqual({ m1: 2, b1: 0 });
  });

  test("where handles are close, the nearest one is taken, whichever lies on top", async () => {
    const { page } = await figure();
    await set(page, { m1: -1.2, b1: -1.2, m2: 1.2, b2: 1.2 });
    const [left, right] = [await center(page, 0), await center(page, 2)];
    expect(right[0] - left[0]).toBeGreaterThan(14);
    for (const [index, name] of [
      [0, "b1"],
      [2, "b2"],
    ] as const) {
      await page.evaluate(() => (window as unknown as Globals).moves.splice(0));
      const [x, y] = await center(page, index);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 30, y);
      await page.mouse.up();
      expect(Object.keys((await moves(page)).at(-1)!.values!)).toEqual([name]);
    }
  });

  test("a finger drags the handle and does not scroll; beside the handle it scrolls", async () => {
    const { page } = await figure({
      hasTouch: true,
      viewport: { width: 375, height: 500 },
      html: `<main style="width:335px"></main><p style="height:2000px"></p>`,
    });
    const touch = await page.context().newCDPSession(page);
    const swipe = async (x: number, y: number, dx: number, dy: number) => {
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
      for (let i = 1; i <= 8; i++) {
        const point = { x: x + (dx * i) / 8, y: y + (dy * i) / 8 };
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [point] });
      }
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await page.waitForTimeout(100);
    };
    const [x, y] = await center(page, 0);
    const one = await unitOfX(page);
    // Not on the ring itself, but within a thumb of it.
    await swipe(x + 14, y + 10, one, -60);
    expect(await values(page)).toEqual({ m1: 1.2, b1: 0 });
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await swipe(60, 150, 0, -100);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(20);
  });
});

describe("keys", () => {
  test("arrows step, pages step ten, Home and End do nothing; focus stays through it all", async () => {
    const { page } = await figure();
    await page.keyboard.press("Tab");
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "PageUp", "Home", "End", "ArrowUp"]) {
      await page.keyboard.press(key);
    }
    expect(await moves(page)).toEqual([
      { steps: { b1: -1 }, done: true },
      { steps: { b1: -1 }, done: true },
      { steps: { b1: 1 }, done: true },
      { steps: { b1: -10 }, done: true },
    ]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp");
    expect((await moves(page)).at(-1)).toEqual({ steps: { m1: 1 }, done: true });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-valuetext"))).toBe("m1 1.3");
  });

  test("the focus ring is there for the keyboard and not for the mouse", async () => {
    const { page } = await figure();
    const ring = () => page.evaluate(() => getComputedStyle(document.activeElement!.querySelector(".ring")!).stroke);
    await page.mouse.click(...(await center(page, 0)));
    expect(await ring()).toBe("none");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("Tab");
    expect(await ring()).not.toBe("none");
  });
});

describe("patching", () => {
  test("keeps nodes, focus and description up to date", async () => {
    const { page, errors } = await figure();
    const seen = await page.evaluate(() => {
      const { redraw, shown, plot } = window as unknown as Globals & {
        shown: HTMLElement & { patch: (next: unknown) => boolean };
        plot: (...args: unknown[]) => unknown;
      };
      const svg = shown.querySelector("svg")!;
      const [sum, handle] = [svg.querySelector(".sum")!, svg.querySelector<SVGElement>('[data-handle="0"]')!];
      handle.focus();
      const before = [sum.getAttribute("d"), svg.getAttribute("aria-label"), handle.getAttribute("aria-valuetext")];
      Object.assign((window as unknown as Globals).values, { b1: 2.4 });
      const patched = redraw();
      const after = [sum.getAttribute("d"), svg.getAttribute("aria-label"), handle.getAttribute("aria-valuetext")];
      return {
        patched,
        before,
        after,
        kept: sum === svg.querySelector(".sum") && sum.isConnected && document.activeElement === handle,
        refused: [shown.patch(document.createElement("p")), shown.patch("text"), shown.patch(undefined)],
        itself: shown.patch(shown),
        other: shown.patch(plot([0, 1], [0, 1])),
        handles: shown.querySelectorAll("[data-handle]").length,
      };
    });
    expect(seen).toMatchObject({
      patched: true,
      kept: true,
      refused: [false, false, false],
      itself: true,
      other: true,
      handles: 0,
    });
    expect(seen.before[1]).toContain("x = −1");
    expect(seen.after[1]).toContain("x = −2");
    expect(seen.after[2]).toBe("b1 2.4, corner at x = −2");
    expect(seen.after[0]).not.toBe(seen.before[0]);
    expect(errors).toEqual([]);
  });

  test("a patched picture is the one that a new plot makes", async () => {
    const { page } = await figure();
    await set(page, { m1: -0.7, b1: 1.1 });
    const same = await page.evaluate(() => {
      const { shown, host, plot, reluSum, reluHandles } = window as unknown as Globals;
      const f = reluSum([{ m: -0.7, b: 1.1 }]);
      const fresh = plot(f, { xlim: [-4, 4], ylim: [-1, 4], units: true, anatomy: true, handles: reluHandles(f) });
      host.append(fresh);
      return [shown.innerHTML, fresh.innerHTML];
    });
    expect(same[0]).toBe(same[1]);
  });

  test("a plot is drawn at once; a large one that is made to be patched into another by the end of the task, if it was not", async () => {
    const { page } = await figure();
    await set(page, { m1: 1, b1: 1 });
    const drawn = await page.evaluate(async () => {
      const { asSpare, plot, host, shown } = window as unknown as Globals;
      const next = (points: number) => {
        const x = Array.from({ length: points }, (_, i) => i);
        return plot(x, x);
      };
      const has = (element: Element) => element.querySelector(".sum") !== null;
      const [small, large, taken] = asSpare(() => [20, 21, 21].map(next));
      shown.patch(taken);
      const after = next(21);
      host.append(small, large, after);
      const all = [small, large, taken, after];
      const atOnce = all.map(has);
      await null;
      return [atOnce, all.map(has), large.scene.marks.length > 0];
    });
    expect(drawn).toEqual([[true, false, false, true], [true, true, false, true], true]);
  });
});

describe("width", () => {
  test.each([
    { width: 375, ticks: 5, sum: "sum" },
    { width: 1092, ticks: 9, sum: "their sum" },
  ])("in $width px: the scene is as wide, text keeps its size, nothing overflows", async ({ width, ticks, sum }) => {
    const { page, errors } = await figure({
      viewport: { width: width + 40, height: 800 },
      html: `<main style="width:${width}px"></main>`,
    });
    await set(page, { m1: -1.2, b1: -1.2, m2: 1.2, b2: 1.2 });
    const seen = await page.evaluate(() => {
      const svg = document.querySelector("svg")!;
      const labels = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
      const text = svg.querySelector("text")!.getBoundingClientRect();
      const { width } = (window as unknown as Globals).shown.scene;
      const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      return { box: svg.getBoundingClientRect().width, scene: width, labels, text: text.height, overflow };
    });
    expect(seen).toMatchObject({ box: width, scene: width, overflow: 0 });
    expect(seen.text).toBeGreaterThan(13);
    expect(seen.text).toBeLessThan(24);
    expect(seen.labels.slice(0, ticks)).toContain("−4");
    expect(seen.labels.slice(0, ticks)).toContain("4");
    expect(seen.labels).toContain(sum);
    expect(errors).toEqual([]);
  });

  test("follows its container, lays out a bounded number of times, and lets go when it is thrown away", async () => {
    const { page, errors } = await figure();
    const seen = await page.evaluate(async () => {
      const { shown, host } = window as unknown as Globals;
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      let changes = 0;
      new MutationObserver((records) => {
        changes += records.filter(({ attributeName }) => attributeName === "viewBox").length;
      }).observe(shown, { subtree: true, attributes: true });
      const widths: number[] = [];
      for (const width of [400, 700, 705, 500]) {
        host.style.width = `${width}px`;
        await frame();
        await frame();
        widths.push(shown.scene.width);
      }
      shown.remove();
      host.style.width = "300px";
      await frame();
      const away = shown.scene.width;
      host.append(shown);
      await frame();
      await frame();
      return { widths, changes, away, back: shown.scene.width };
    });
    // 5 px more are shown by scaling.
    expect(seen).toEqual({ widths: [400, 700, 700, 500], changes: 4, away: 500, back: 300 });
    expect(await page.evaluate(() => (window as unknown as Globals).faults)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("a scroll bar that its height brings and takes makes no loop", async () => {
    const { page, errors } = await figure({ html: `<main style="overflow:auto;width:640px;height:452px"></main>` });
    const changes = await page.evaluate(async () => {
      const { shown, host } = window as unknown as Globals;
      let changes = 0;
      new MutationObserver((records) => {
        changes += records.length;
      }).observe(shown, { subtree: true, attributes: true });
      const heights = [430, 425, 422, 420, 418, 415, 410];
      for (const height of heights) {
        host.style.height = `${height}px`;
        for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame);
      }
      const before = changes;
      for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
      return changes - before;
    });
    expect(changes).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe("as a file", () => {
  test("the SVG is well-formed XML that stands alone", async () => {
    const { page } = await figure();
    const seen = await page.evaluate(() => {
      const { shown } = window as unknown as Globals;
      const parsed = new DOMParser().parseFromString(shown.svg, "image/svg+xml");
      return {
        root: parsed.documentElement.tagName,
        broken: parsed.querySelector("parsererror") !== null,
        text: String(shown) === shown.svg,
      };
    });
    expect(seen).toEqual({ root: "svg", broken: false, text: true });
  });

  test.each(["light", "dark"] as const)(
    "the PNG is twice the picture, in the colours shown: %s",
    async (colorScheme) => {
      const { page, errors } = await figure({
        colorScheme,
        html: `<style>:root{color-scheme:light dark}</style><main style="width:640px"></main>`,
      });
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.evaluate(() => {
          const { download, shown } = window as unknown as Globals;
          return download(shown, "png", "one");
        }),
      ]);
      expect(saved.suggestedFilename()).toBe("one.png");
      const png = PNG.sync.read(readFileSync((await saved.path())!));
      const height = await page.evaluate(() => (window as unknown as Globals).shown.scene.height);
      expect([png.width, png.height]).toEqual([1280, 2 * height]);
      const colours = new Map<string, number>();
      for (let i = 0; i < png.data.length; i += 4) {
        const key = png.data.subarray(i, i + 4).join();
        colours.set(key, (colours.get(key) ?? 0) + 1);
      }
      const [[paper, most]] = [...colours].sort(([, a], [, b]) => b - a);
      expect(paper).toBe(colorScheme === "light" ? "252,252,250,255" : "20,23,27,255");
      expect(most).toBeLessThan((png.data.length / 4) * 0.99);
      // The curve, in the hue of this scheme.
      expect(colours.get(colorScheme === "light" ? "0,114,178,255" : "74,151,224,255")).toBeGreaterThan(500);
      expect(errors).toEqual([]);
    },
  );

  test("an unknown format is refused", async () => {
    const { page } = await figure();
    const message = await page.evaluate(async () => {
      const { imageOf, shown } = window as unknown as Globals;
      return imageOf(shown, "gif" as "png").catch((error: Error) => `${error.name}: ${error.message}`);
    });
    expect(message).toBe('RangeError: imageOf: format must be one of svg, png, got "gif"');
  });
});

describe("for those who do not see it", () => {
  test("axe finds nothing, with handles and without", async () => {
    const { page } = await figure();
    await page.evaluate(() => {
      const { plot, host } = window as unknown as Globals;
      host.append(plot([0, 1, 2], [0, 1, 0], { title: "Three points" }));
    });
    await settled(page);
    await page.addScriptTag({ path: "node_modules/axe-core/axe.min.js" });
    const violations = await page.evaluate(async () => {
      const { violations } = await (window as unknown as Globals).axe.run("main");
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120))}`);
    });
    expect(violations).toEqual([]);
    expect(await page.getByRole("slider", { name: "corner of ReLU 1, b1" }).count()).toBe(1);
    expect(await page.getByRole("img", { name: /^Three points\. Curve/ }).count()).toBe(1);
  });
});
