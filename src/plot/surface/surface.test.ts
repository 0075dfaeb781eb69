import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open } from "../../../test/browser.ts";
import { type PlaneSum, random, regions, reluSum } from "../../core/index.ts";
import { type Facet, gridFacets } from "./facets.ts";
import { gridBackToFront, projector } from "./projection.ts";
import { type SurfacePlotOptions, surface } from "./surface.ts";

const three = reluSum([
  { m: [1, 0.5], b: 0.3 },
  { m: [-0.6, 1], b: 0, weight: -1.2 },
  { m: [0.2, -1], b: 0.5, weight: 0.8 },
]) as unknown as PlaneSum;

const LIMITS = { xlim: [-2, 2], ylim: [-1, 3] } as const;

const fills = (svg: string): string[] => [...svg.matchAll(/<path d="[^"]*" color="(#[^"]*)"/g)].map(([, fill]) => fill);

describe("as text", () => {
  test("a sum is its linear regions, its creases in their units' colours", () => {
    const { svg, html } = surface(three, LIMITS);
    const pieces = regions(three, [LIMITS.xlim, LIMITS.ylim]).length;
    expect(svg).toMatch(/^<svg [^>]*xmlns=/);
    expect(svg).toContain(`${pieces} flat pieces and 3 creases`);
    for (const colour of ["#0072b2", "#d55e00", "#009370"]) expect(svg).toContain(`stroke="${colour}"`);
    expect(html).toContain("light-dark(");
    expect(String(surface(three, LIMITS))).toBe(svg);
  });

  test("a function is drawn on a grid, with a hole where it has no value", () => {
    const whole = surface((x, y) => x * y, LIMITS).svg;
    const half = surface((x, y) => (x > 0 ? x * y : Number.NaN), LIMITS).svg;
    expect(whole).toContain("A function of two inputs over −2 to 2 across and −1 to 3 away: heights from −6 to 6.");
    expect(half).toContain("heights from −2 to 6");
    expect(fills(half).length).toBeLessThan(0.7 * fills(whole).length);
    expect(surface(() => Number.NaN).svg).toContain("no finite value there");
    expect(surface(() => 2).svg).toContain("heights from 2 to 2");
  });

  test("from above it is a map, from another side another drawing", () => {
    const svg = (more: SurfacePlotOptions) => surface(three, { ...LIMITS, ...more }).svg;
    expect(svg({ kind: "map" })).toContain("x across, y up");
    expect(svg({ yaw: 40 })).not.toBe(svg({}));
    expect(svg({ yaw: 330 })).toBe(svg({}));
    expect(svg({ zlim: [0, 1] })).not.toBe(svg({}));
  });

  test("names and titles are text", () => {
    const { svg } = surface(three, { title: "<b>", xlabel: "a&b", label: '"q"', width: 300 });
    expect(svg).toContain("&lt;b");
    expect(svg).toContain("a&amp;b");
    expect(svg).toContain("&quot;q&quot;: A sum of ReLUs");
    expect(svg).toContain('width="300"');
  });
});

test.each([
  [undefined, {}, "surface: f must be a sum of ReLUs or a function of x and y, got undefined"],
  [reluSum([{ m: 1, b: 0 }]), {}, "surface: f must have two inputs, got 1"],
  [reluSum([{ m: [1, 2, 3], b: 0 }]), {}, "surface: f must have two inputs, got 3"],
  [three, { kind: "heat" }, 'surface: kind must be one of solid, map, got "heat"'],
  [three, { zlim: [1, 1] }, "surface: zlim must be two finite numbers [lo, hi] with lo < hi, got [1, 1]"],
  [three, { pitch: 91 }, "surface: pitch must be from 5 to 90 degrees, got 91"],
  [three, { yaw: Number.NaN }, "surface: yaw must be a number of degrees, got NaN"],
  [three, { width: 1 }, "surface: width must be from 40 to 100,000 pixels, got 1"],
  [three, { colour: "red" }, "surface: options must be among kind, xlim"],
  [three, null, "surface: options must be an object, got null"],
])("%o with %o is refused", (f, options, message) => {
  expect(() => surface(f as never, options as never)).toThrow(message);
});

test("of a grid's facets, none is painted over one that is nearer where both are seen", () => {
  const { uniform } = random(1);
  const rectangle = [
    [-1, 2],
    [0, 5],
  ] as const;
  const box = { rectangle, zlim: [0, 1] as const };
  const facets = gridFacets(() => uniform(), rectangle, 5);
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (yaw) => {
      const ordered = gridBackToFront(facets, { yaw, pitch: 20 }, box);
      const flat = projector({ yaw, pitch: 90 }, box, 100); // down is near
      const place = ({ corners }: Facet, t: readonly number[]) => {
        const along = (axis: 0 | 1) => corners.reduce((sum, corner, i) => sum + t[i] * corner[axis], 0);
        return flat([along(0), along(1), 0]);
      };
      for (let trial = 0; trial < 200; trial++) {
        const draw = () => {
          const t = [uniform(), uniform(), uniform()];
          const sum = t[0] + t[1] + t[2];
          return t.map((value) => value / sum);
        };
        const i = Math.floor(49 * uniform());
        const j = trial % 2 === 0 ? i + 1 : Math.floor(50 * uniform());
        const [[ax, ay], [bx, by]] = [place(ordered[i], draw()), place(ordered[j], draw())];
        if (i >= j || Math.abs(ax - bx) > 0.1) continue;
        expect(ay).toBeLessThan(by + 0.2);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

describe("in a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("keys and a drag turn it; what interact draws anew keeps the turn", async () => {
    const { page, errors } = await open(
      browser,
      `import { surface } from "/src/plot/index.ts";
       import { reluSum } from "/src/core/index.ts";
       import { interact } from "/src/interact/index.ts";
       const draw = (b) => surface(reluSum([{ m: [1, 1], b }, { m: [1, -1], b: 0, weight: -1 }]), { xlim: [-2, 2], ylim: [-2, 2] });
       window.element = interact(({ b }) => draw(b), { b: 0.5 });
       document.querySelector("main").append(element);`,
      { html: "<main></main>" },
    );
    const solid = page.locator(".pw-surface");
    const picture = () => solid.locator("svg").innerHTML();
    await solid.waitFor();
    const first = await picture();
    await solid.focus();
    await page.keyboard.press("ArrowLeft");
    const turned = await picture();
    expect(turned).not.toBe(first);
    await page.keyboard.press("ArrowRight");
    expect(await picture()).toBe(first);
    const box = (await solid.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 20);
    await page.mouse.up();
    const dragged = await picture();
    expect(dragged).not.toBe(first);
    const node = await solid.elementHandle();
    await page.locator("input[type=range]").press("ArrowRight");
    await expect.poll(picture).not.toBe(dragged);
    expect(await node!.evaluate((element) => element.isConnected)).toBe(true);
    const label = "−2 to 2 across";
    expect(await solid.getAttribute("aria-label")).toContain(label);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("on a phone its numbers can be read, and it fits", async () => {
    const { page } = await open(
      browser,
      `import { surface } from "/src/plot/index.ts";
       document.querySelector("main").append(surface((x, y) => x * y), surface((x, y) => x * y, { kind: "map" }));`,
      { html: "<main></main>", viewport: { width: 375, height: 800 } },
    );
    const sizes = await page.evaluate(() =>
      [...document.querySelectorAll<SVGSVGElement>(".pw-surface svg")].map((svg) => {
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return Math.min(
          ...[...svg.querySelectorAll("text")].map((text) => scale * parseFloat(getComputedStyle(text).fontSize)),
        );
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThan(11);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.context().close();
  });
});
