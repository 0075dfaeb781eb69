// bare-page.test.ts: every custom element on a page that has nothing else: accessible in both schemes, readable, gone when it is gone.
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { roomPage } from "./test-room.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const SCRIPT = `
  import "piecewise/elements/define";
  import { workerCount } from "/src/elements/work/job.ts";
  window.workerCount = workerCount;
  window.it = document.querySelector("main").firstElementChild;`;

const TAGS = [
  "<pw-relu></pw-relu>",
  `<pw-sum units='[{"m":1,"b":1},{"m":-1,"b":0,"weight":-2}]' intercept="0.5"></pw-sum>`,
  "<pw-draw></pw-draw>",
  "<pw-fit></pw-fit>",
  "<pw-quadratic></pw-quadratic>",
  "<pw-descent></pw-descent>",
  "<pw-digits></pw-digits>",
  "<pw-faster></pw-faster>",
  "<pw-folding></pw-folding>",
  "<pw-regions units='6' layers='2'></pw-regions>",
  "<pw-pyramid></pw-pyramid>",
  "<pw-depth></pw-depth>",
  "<pw-points layers='4 4' pieces></pw-points>",
];
/** No rule at all; a page that follows the reader's scheme and says so; one that does so and does not say it. */
const STYLES = [
  "",
  "<style>:root { color-scheme: light dark; background: Canvas }</style>",
  "<style>@media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } a { color: #9cf } }</style>",
];
const bare = (tag: string) => `<main>${tag}<h1>a page</h1></main>`;

async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run(document)")) as axe.AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
}

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each(TAGS)("axe finds nothing in %s", async (tag) => {
    for (const style of STYLES) {
      const { page, errors } = await roomPage(browser, SCRIPT, { html: bare(tag) + style, colorScheme });
      await page.waitForTimeout(600);
      for (const summary of await page.locator("main summary:visible").all()) await summary.click();
      expect(await complaints(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.context().close();
    }
  });
});

test("a page whose policy refuses inline styles shows every figure with its own", async () => {
  const { page, errors } = await roomPage(
    browser,
    `import "piecewise/elements/define";
     const policy = document.createElement("meta");
     policy.httpEquiv = "Content-Security-Policy";
     policy.content = "style-src 'none'";
     document.head.append(policy);
     window.refused = [];
     document.addEventListener("securitypolicyviolation", ({ violatedDirective, target }) => refused.push(violatedDirective + " " + target.localName));
     document.body.innerHTML = ${JSON.stringify(TAGS.join(""))};`,
  );
  await page.waitForTimeout(1000);
  expect(await page.evaluate("refused")).toEqual([]);
  expect(await page.evaluate("getComputedStyle(document.querySelector('pw-relu')).display")).toBe("block");
  const styled = `[...document.querySelector("pw-sum").shadowRoot.querySelectorAll("[style]")].map(({ style }) => style.length)`;
  const lengths = (await page.evaluate(styled)) as number[];
  expect(lengths.length).toBeGreaterThan(0);
  expect(Math.min(...lengths)).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await page.context().close();
});

test("a figure that was in another document has its look again", async () => {
  const { page } = await roomPage(browser, SCRIPT, { html: "<main><pw-relu></pw-relu></main><iframe></iframe>" });
  const look = `[getComputedStyle(it).display, getComputedStyle(it.shadowRoot.querySelector(".pw-plot")).position]`;
  const before = await page.evaluate(look);
  await page.evaluate(
    `document.querySelector("iframe").contentDocument.body.append(it); document.querySelector("main").append(it)`,
  );
  expect(before).toEqual(["block", "relative"]);
  expect(await page.evaluate(look)).toEqual(before);
  await page.context().close();
});

test("text keeps its size in a shadow root by an angle that is computed, whether or not the page has the theme too", async () => {
  const { page, errors } = await roomPage(
    browser,
    `import "piecewise/elements/define"; import theme from "/src/elements/theme.css?inline";
     window.addTheme = () => document.head.append(Object.assign(document.createElement("style"), { textContent: theme }));`,
    { html: `<main style="inline-size: 300px"><pw-relu></pw-relu></main>` },
  );
  await page.waitForTimeout(300);
  const shown = () =>
    page.evaluate(() => {
      const svg = document.querySelector("pw-relu")!.shadowRoot!.querySelector<SVGSVGElement>(".pw-plot svg")!;
      const { fontSize } = getComputedStyle(svg.querySelector("text")!);
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return { angle: getComputedStyle(svg).getPropertyValue("--pw-angle"), size: scale * Number.parseFloat(fontSize) };
    });
  const alone = await shown();
  // Not the atan2() itself, of which WebKit makes another number within tan().
  expect(alone.angle).toMatch(/^[\d.]+deg$/);
  expect(alone.size).toBeCloseTo(14, 2);
  await page.evaluate("addTheme()");
  expect(await shown()).toEqual(alone);
  expect(errors).toEqual([]);
  await page.context().close();
});

test("on a page that is written from right to left numbers and axes are read as everywhere", async () => {
  const labels = async (dir: string) => {
    const { page } = await roomPage(
      browser,
      `import "piecewise/elements/define";
       import { plot } from "piecewise/plot"; import { reluSum } from "piecewise"; import theme from "/src/elements/theme.css?inline";
       document.head.append(Object.assign(document.createElement("style"), { textContent: theme }));
       document.querySelector("main").append(plot(reluSum([{ m: 1, b: 1 }]), { xlim: [-4, 4], ylim: [-1, 4] }));`,
      { html: `<main dir="${dir}"><pw-relu></pw-relu></main>` },
    );
    await page.waitForTimeout(300);
    const places = await page.evaluate(() =>
      [document.querySelector("pw-relu")!.shadowRoot!, document.querySelector("main > .pw-plot")!].map((root) =>
        [...root.querySelectorAll("text")].map((text) => [
          text.textContent,
          Math.round(text.getBoundingClientRect().left),
          getComputedStyle(text).direction,
        ]),
      ),
    );
    await page.context().close();
    return places;
  };
  const usual = await labels("ltr");
  expect(usual.map((texts) => texts.some(([text]) => text === "−4"))).toEqual([true, true]);
  expect(await labels("rtl")).toEqual(usual);
});

describe("a page without a color-scheme rule", () => {
  const scheme = (page: Page) => page.evaluate("getComputedStyle(it).colorScheme");

  test.each([
    { color: "#ddd", expected: "dark" },
    { color: "hsl(200 20% 85%)", expected: "dark" },
    { color: "oklch(0.9 0.02 200)", expected: "dark" },
    { color: "lab(90 0 0)", expected: "dark" },
    { color: "color(display-p3 0.9 0.9 0.9)", expected: "dark" },
    { color: "#222", expected: "normal" },
    { color: "oklch(0.3 0.02 200)", expected: "normal" },
    { color: "color(srgb 0.1 0.1 0.1)", expected: "normal" },
    { color: "#ddd; color-scheme: light", expected: "light" },
  ])("whose text is $color", async ({ color, expected }) => {
    const { page } = await roomPage(browser, SCRIPT, {
      html: `<body style="color: ${color}">${bare("<pw-relu></pw-relu>")}`,
    });
    expect(await scheme(page)).toBe(expected);
  });

  test("that turns dark with the reader's preference takes the figure along, and back", async () => {
    const { page } = await roomPage(browser, SCRIPT, {
      html: bare("<pw-relu></pw-relu>") + STYLES[2],
      colorScheme: "light",
    });
    expect(await scheme(page)).toBe("normal");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => scheme(page)).toBe("dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(() => scheme(page)).toBe("normal");
  });
});

describe("who leaves stops what was under way", () => {
  /** Counts what workers say. */
  const LISTEN = `<script>
    window.heard = 0;
    const Native = Worker;
    window.Worker = class extends Native {
      constructor(...given) { super(...given); this.addEventListener("message", () => heard++); }
    };</script>`;
  const busy = [
    { tag: "<pw-draw></pw-draw>", begin: "it.value = { ...it.value, units: 30 }" },
    { tag: "<pw-fit units='60'></pw-fit>", begin: "0" },
    { tag: "<pw-descent rows='100000' units='50'></pw-descent>", begin: "press('Start')" },
    { tag: "<pw-descent rows='100000' units='50'></pw-descent>", begin: "press('Ten starts')" },
    // Then it looks for the best sum.
    { tag: "<pw-descent rows='100000' units='50'></pw-descent>", begin: "press('Ten starts')", until: /: [6-9]\d %$/ },
  ];

  async function silent(page: Page): Promise<void> {
    // A worker learns that its job is cancelled at its next turn (on a busy machine later), says so, and is kept for another.
    await page.waitForTimeout(600);
    await expect.poll(() => page.evaluate("workerCount()"), { timeout: 1000 }).toBeLessThanOrEqual(1);
    const before = await page.evaluate("heard");
    await page.waitForTimeout(500);
    expect(await page.evaluate("heard")).toBe(before);
    for (const worker of page.workers()) expect(await worker.evaluate("1")).toBe(1);
  }

  test.each(busy)("$tag, taken out after $begin; put back it goes on", async ({ tag, begin, until }) => {
    const press =
      "window.press = (text) => [...it.shadowRoot.querySelectorAll('button')].find((b) => b.textContent === text).click();";
    const { page, errors } = await roomPage(browser, SCRIPT + press, { html: LISTEN + bare(tag) });
    await page.waitForTimeout(400);
    await page.evaluate(begin);
    await expect.poll(() => page.evaluate("heard")).toBeGreaterThan(3);
    if (until) await page.getByText(until).waitFor();
    await page.evaluate("it.remove()");
    await silent(page);
    await page.evaluate("document.querySelector('main').prepend(it)");
    await page.waitForTimeout(400);
    expect(await page.locator(".sum").first().getAttribute("d")).toContain("M");
    expect(errors).toEqual([]);
  });

  test.each([
    ["drawFigure", "{ units: 30, maxUnits: 30, signal }"],
    ["fitFigure", "{ units: 60, signal }"],
    ["descentFigure", "{ units: 50, rows: 100000, signal }"],
  ])("%s(%s), when the signal is aborted", async (name, options) => {
    const script = `
      import { ${name} } from "piecewise/elements";
      import { workerCount } from "/src/elements/work/job.ts";
      window.workerCount = workerCount;
      window.life = new AbortController();
      const { signal } = life;
      const figure = ${name}(${options});
      document.body.append(figure);
      [...figure.querySelectorAll("button")].find((b) => b.textContent === "Start")?.click();`;
    const { page, errors } = await roomPage(browser, script, { html: LISTEN });
    await expect.poll(() => page.evaluate("heard")).toBeGreaterThan(3);
    await page.evaluate("life.abort()");
    await silent(page);
    expect(errors).toEqual([]);
  });
});
