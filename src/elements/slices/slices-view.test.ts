// slices-view.test.ts: what the cuts look like while they learn, and how soon they answer.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, restingPlace } from "../../../test/browser.ts";
import { heatMap, pagePaint } from "../../plot/surface/index.ts";
import { figurePage } from "../descent/test-figure.ts";
import { mapOf } from "./slices-picture.ts";
import { slicesProblem } from "./slices-problem.ts";
import { type SlicesState, sumOf } from "./slices-state.ts";

const CSS = readFileSync(new URL("../theme.css", import.meta.url), "utf8");

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const opened = (more = {}) => figurePage(browser, "slicesFigure({ url: 'cut', units: 12 })", more);
const curve = (page: Page) => page.locator(".cuts .pw-plot .sum").first().getAttribute("d");

/** The numbers of a path. */
const numbersIn = (d: string): number[] => (d.match(/-?[\d.]+/g) ?? []).map(Number);

describe("while it learns", () => {
  test("the map is pixels over axes that follow, and exact paths at rest and on paper", async () => {
    const { page, errors, press, until, value } = await opened();
    const [pixels, heat] = [page.locator(".pw-map canvas"), page.locator(".pw-heat")];
    const painted = () => pixels.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    expect(await pixels.count()).toBe(0);
    await press("Start");
    await until("figure.value.steps > 50");
    expect([await pixels.count(), await heat.locator("path").count()]).toEqual([1, 0]);
    const before = [await painted(), await curve(page)];
    await until(`figure.value.steps > ${(await value<SlicesState>()).steps + 50}`);
    expect(await painted()).not.toBe(before[0]);
    expect(await curve(page)).not.toBe(before[1]);
    await page.getByLabel("across").selectOption("horsepower");
    await expect.poll(() => heat.textContent()).toContain("horsepower across, weight up");
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => pixels.count()).toBe(0);
    expect(await heat.locator("path").count()).toBeGreaterThan(3);
    await page.emulateMedia({ media: null });
    await expect.poll(() => pixels.count()).toBe(1);
    await press("Pause");
    expect(await pixels.count()).toBe(0);
    const state = await value<SlicesState>();
    const exact = mapOf(slicesProblem("cars"), sumOf(state), state);
    expect(await heat.getAttribute("aria-label")).toBe(exact.description);
    const drawn = await heat
      .locator("path[fill=none]")
      .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
    const wanted = heatMap(exact, pagePaint).children.flatMap((child) =>
      typeof child === "object" && child.attributes.fill === "none" ? [String(child.attributes.d)] : [],
    );
    expect(drawn).toHaveLength(exact.creases!.length);
    // The state keeps nine digits of each number, a path tenths of a pixel.
    drawn.forEach((d, i) => {
      numbersIn(d!).forEach((at, j) => {
        expect(Math.abs(at - numbersIn(wanted[i])[j])).toBeLessThan(0.15);
      });
    });
    expect(errors).toEqual([]);
  });

  test.each(["light", "dark"] as const)("its picture is that of rest, to a pixel (%s)", async (colorScheme) => {
    const html = `<style>${CSS} :root { color-scheme: light dark } body { background: var(--pw-paper) } .pw-map { inline-size: 320px } .cuts .pw-plot { display: none }</style>`;
    const { page, errors, press, until } = await opened({ html, colorScheme });
    await page.evaluate(`
      const { putImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.putImageData = function (...given) {
        window.drawn = figure.value;
        return putImageData.apply(this, given);
      };`);
    await press("Start");
    await until("figure.value.steps > 60");
    const moving = (await page.evaluate(
      `({ state: drawn, image: document.querySelector(".pw-map canvas").toDataURL() })`,
    )) as { state: SlicesState; image: string };
    await press("Pause");
    await page.evaluate(`figure.value = ${JSON.stringify(moving.state)}`);
    const box = (await page.locator(".pw-heat").boundingBox())!;
    expect(box.width).toBe(320);
    const clip = { x: box.x + 38, y: box.y + 22, width: 274, height: 274 };
    const resting = `data:image/png;base64,${(await page.screenshot({ clip })).toString("base64")}`;
    const off = await page.evaluate(differing, [moving.image, resting] as const);
    expect(off.pixels).toBe(274);
    expect(off.share).toBeLessThan(0.0005);
    expect(errors).toEqual([]);
  });

  test("a hand on a slider is answered in the next frame, in the cuts and in words", async () => {
    const { page, errors, press, until } = await opened();
    await press("Start");
    await until("figure.value.steps > 50");
    for (const year of [1974, 1979, 1982]) {
      const seen = await page.evaluate(
        (year) =>
          new Promise<(string | null)[]>((resolve) => {
            setTimeout(() => {
              const slider = [...document.querySelectorAll<HTMLInputElement>(".pw-main input[type=range]")].at(-1)!;
              slider.value = String(year);
              slider.dispatchEvent(new Event("input", { bubbles: true }));
              requestAnimationFrame(() => {
                const words = [".pw-main > .pw-note", ".answer output"].map(
                  (at) => document.querySelector(at)!.textContent,
                );
                resolve([...words, document.querySelector(".pw-heat")!.getAttribute("aria-label")]);
              });
            });
          }),
        year,
      );
      expect(seen[0]).toContain(`model year is ${year}`);
      expect(seen[2]).toContain(`model year is ${year}`);
    }
    expect(errors).toEqual([]);
  });
});

describe("by touch", () => {
  test("a finger takes the point along, a tap puts it there, and what scrolls the page leaves it", async () => {
    const html = `<meta name="viewport" content="width=device-width"><style>${CSS} body { padding-block: 100vh }</style>`;
    const { page, errors, value, press } = await opened({
      ...{ html, hasTouch: true, isMobile: true, viewport: { width: 375, height: 740 } },
    });
    const map = page.locator(".pw-map");
    const client = await page.context().newCDPSession(page);
    const at = async () => (await value<SlicesState>()).at;
    /** How far the page goes with a finger on the map that goes so far. */
    const swipe = async (dx: number, dy: number) => {
      await map.evaluate((element) => element.scrollIntoView({ block: "center" }));
      const before = await restingPlace(page);
      const { x, y } = (await map.boundingBox())!;
      const touched = (t: number) => [{ x: x + 120 + t * dx, y: y + 200 + t * dy }];
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: touched(0) });
      for (const t of dx || dy ? [0.2, 0.4, 0.6, 0.8, 1] : [])
        await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: touched(t) });
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      return (await restingPlace(page)) - before;
    };
    const start = await at();
    expect(await swipe(0, -150)).toBeGreaterThan(50);
    expect(await at()).toEqual(start);
    expect(await swipe(90, 0)).toBe(0);
    expect((await at())[2]).toBeGreaterThan(start[2] + 500);
    const dragged = await at();
    expect(await swipe(0, 0)).toBe(0);
    expect((await at())[2]).toBeLessThan(dragged[2]);
    await press("Undo");
    expect(await at()).toEqual(dragged);
    await press("Undo");
    expect(await at()).toEqual(start);
    expect(errors).toEqual([]);
  });
});

/** The share of pixels of either picture that have no pixel of their colour within one pixel in the other. */
async function differing(urls: readonly [string, string]): Promise<{ pixels: number; share: number }> {
  const [a, b] = await Promise.all(
    urls.map(async (url) => {
      const image = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }),
  );
  const LIKE = 24;
  const side = a.width;
  const like = (one: ImageData, i: number, other: ImageData, j: number) =>
    [0, 1, 2].every((k) => Math.abs(one.data[4 * i + k] - other.data[4 * j + k]) <= LIKE);
  let off = 0;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (let y = 1; y < side - 1; y++) {
      for (let x = 1; x < side - 1; x++) {
        const near = [-1, 0, 1].some((dy) =>
          [-1, 0, 1].some((dx) => like(one, y * side + x, other, (y + dy) * side + x + dx)),
        );
        if (!near) off++;
      }
    }
  }
  return { pixels: side, share: off / (2 * side * side) };
}
