// elements.test.ts: <pw-relu> and <pw-sum> in a browser: attributes, properties, events, slots, errors, coming and going.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { reluFigure } from "./relu-figure.ts";
import { sumFigure } from "./sum-figure.ts";
import { roomPage } from "./test-room.ts";

const SCRIPT = `
  import "piecewise/elements/define";
  import { define } from "piecewise/elements";
  define();
  window.seen = [];
  for (const type of ["input", "change"]) {
    document.body.addEventListener(type, (event) => seen.push([type, event.target.localName, event.target.value]));
  }
  window.it = document.querySelector("pw-relu, pw-sum");`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const look = <T>(page: Page, expression: string): Promise<T> => page.evaluate(expression) as Promise<T>;
const slider = (page: Page, name: string) => page.getByRole("slider", { name, exact: true }).and(page.locator("input"));
const ink = (page: Page) => page.locator(".sum").first().getAttribute("d");
const alert = (page: Page) => page.getByRole("alert");

/** Whether an element has drawn: its sum, or where it has none, any lines. */
const PLOTTED = async (page: Page): Promise<boolean> => (await ink(page))!.includes("M");
const PATHS = async (page: Page): Promise<boolean> =>
  (await look<number>(page, "it.shadowRoot.querySelectorAll('svg path').length")) > 0;

describe("<pw-relu>", () => {
  test("a slider moves: the picture, the value and the model follow, and the element fires", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, { html: `<pw-relu m="1" b="0.5">waiting</pw-relu>` });
    expect(await look(page, "[it.m, it.b, it.value, it.model.units.length]")).toEqual([1, 0.5, { m: 1, b: 0.5 }, 1]);
    const before = await ink(page);
    await slider(page, "m").fill("2");
    await expect.poll(() => ink(page)).not.toBe(before);
    expect(await look(page, "[it.m, it.model.units[0].m]")).toEqual([2, 2]);
    expect(await look<unknown[][]>(page, "seen")).toEqual([
      ["input", "pw-relu", { m: 2, b: 0.5 }],
      ["change", "pw-relu", { m: 2, b: 0.5 }],
    ]);
    await look(page, "it.undo()");
    expect(await look(page, "it.m")).toBe(1);
    await look(page, "it.redo()");
    expect(await look(page, "it.m")).toBe(2);
    await look(page, "it.reset()");
    expect(await look(page, "it.value")).toEqual({ m: 1, b: 0.5 });
    expect(errors).toEqual([]);
  });

  test("its corner is dragged", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html: "<pw-relu></pw-relu>" });
    const box = (await page.locator('[data-handle="0"]').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    expect(await look<number>(page, "it.b")).toBeLessThan(1.1);
    expect(await look(page, "it.m")).toBe(1.2);
    await look(page, "it.undo()");
    expect(await look(page, "it.b")).toBe(1.2);
  });

  test("an attribute changes in place: focus stays, the range widens", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html: "<pw-relu></pw-relu>" });
    await slider(page, "b").focus();
    await look(page, `it.setAttribute("m", "10")`);
    expect(await look(page, "it.m")).toBe(10);
    expect(await slider(page, "m").getAttribute("max")).toBe("30");
    expect(await slider(page, "b").evaluate((field) => field.matches(":focus"))).toBe(true);
    await look(page, `it.setAttribute("xlim", "-1, 1")`);
    await expect.poll(() => page.locator("text").allTextContents()).toContain("−0.8");
    await look(page, `(it.removeAttribute("m"), it.b = -3)`);
    expect(await look(page, "it.value")).toEqual({ m: 1.2, b: -3 });
    expect(await look(page, "seen.length")).toBe(0);
  });

  test.each([
    { name: "m", text: "banana", message: "pw-relu: m must be a number, got “banana”" },
    { name: "m", text: "", message: "pw-relu: m must be a number, got “”" },
    { name: "b", text: "1e999", message: "pw-relu: b must be a number, got “1e999”" },
    {
      name: "xlim",
      text: "3 -3",
      message: "pw-relu: xlim must be two numbers, the smaller first, as in “-4 4”, got “3 -3”",
    },
    {
      name: "ylim",
      text: "<b>",
      message: "pw-relu: ylim must be two numbers, the smaller first, as in “-4 4”, got “<b>”",
    },
  ])("$name=$text is told, and what was right stays", async ({ name, text, message }) => {
    const { page, errors } = await roomPage(browser, SCRIPT, { html: `<pw-relu m="2" b="1" xlim="-3 3"></pw-relu>` });
    const before = await ink(page);
    await page.evaluate(([n, t]) => document.querySelector("pw-relu")!.setAttribute(n, t), [name, text]);
    expect(await alert(page).textContent()).toBe(message);
    expect(await look(page, "it.value")).toEqual({ m: 2, b: 1 });
    expect(await ink(page)).toBe(before);
    await page.evaluate(([n]) => document.querySelector("pw-relu")!.removeAttribute(n), [name]);
    expect(await alert(page).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("a wrong property throws, and says which", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html: "<pw-relu></pw-relu>" });
    expect(await look(page, "(() => { try { it.m = '2'; } catch (error) { return error.message; } })()")).toBe(
      "pw-relu: m must be a number, got “2”",
    );
  });

  test("moved it keeps everything; taken out and put back it keeps its value, and leaves nothing behind", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, { html: "<pw-relu></pw-relu><div></div>" });
    await slider(page, "m").fill("2");
    await look(page, `document.querySelector("div").append(it)`);
    await look(page, "it.undo()");
    expect(await look(page, "it.m")).toBe(1.2);
    await slider(page, "m").fill("3");
    await look(page, "it.remove()");
    expect(await look(page, "[it.value, it.shadowRoot.querySelector('svg')]")).toEqual([{ m: 3, b: 1.2 }, null]);
    await look(page, "document.body.append(it)");
    expect(await look(page, "it.m")).toBe(3);
    await slider(page, "b").fill("0");
    expect(await look(page, "it.value")).toEqual({ m: 3, b: 0 });
    expect(errors).toEqual([]);
  });

  test("a thousand that came and went are collected", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    const client = await page.context().newCDPSession(page);
    const nodes = async () => {
      await page.waitForTimeout(100);
      await client.send("HeapProfiler.collectGarbage");
      return (await client.send("Memory.getDOMCounters")).nodes;
    };
    const round = (count: number) =>
      look(
        page,
        `(async () => { for (let i = 0; i < ${count}; i++) {
        const one = document.createElement("pw-relu");
        document.body.append(one); await new Promise((done) => setTimeout(done)); one.remove(); await null;
      } })()`,
      );
    await round(20);
    const before = await nodes();
    await round(200);
    expect((await nodes()) - before).toBeLessThan(2000); // one element has some 150 nodes
  });

  test("children show until then, not after; a caption stays", async () => {
    const html = `<pw-relu><p id="still">still</p><p slot="caption">caption</p></pw-relu>`;
    const { page } = await roomPage(browser, "window.nothing = 1", { html });
    expect(await page.getByText("still").isVisible()).toBe(true);
    const { page: live } = await roomPage(browser, SCRIPT, { html });
    expect(await live.getByText("still").isVisible()).toBe(false);
    expect(await live.getByText("caption").isVisible()).toBe(true);
  });

  test("the look needs no style sheet of the page, and takes its --pw- properties from anywhere", async () => {
    const { page } = await roomPage(browser, SCRIPT, {
      html: `<style>body { --pw-unit-1: rgb(1, 2, 3) } * { color: red }</style><pw-relu></pw-relu>`,
    });
    const style = (property: string) =>
      slider(page, "m").evaluate((field, name) => getComputedStyle(field).getPropertyValue(name), property);
    expect(await style("appearance")).toBe("none");
    expect(await style("--pw-unit-1")).toBe("rgb(1, 2, 3)");
    expect(await style("--pw-unit-2")).toContain("#d55e00");
    expect(
      await page
        .locator(".handle")
        .first()
        .evaluate((node) => getComputedStyle(node).stroke),
    ).toBe("rgb(1, 2, 3)");
  });

  test("properties that were set before it was defined are taken", async () => {
    const { page } = await roomPage(
      browser,
      `const early = document.createElement("pw-relu"); early.m = 0.5; document.body.append(early);
       import("piecewise/elements").then(({ define }) => { define(); window.it = early; });`,
    );
    await page.waitForFunction("window.it");
    expect(await look(page, "it.value")).toEqual({ m: 0.5, b: 1.2 });
  });
});

describe.each([
  { tag: "pw-relu", html: `<pw-relu m="1" b="1" xlim="-2 2"></pw-relu>`, formula: "f(x) = max(0, x + 1)" },
  {
    tag: "pw-sum",
    html: `<pw-sum units='[{"m":1,"b":1}]' intercept="2" weights></pw-sum>`,
    formula: "f(x) = 2 + max(0, x + 1)",
  },
])("<$tag> is taken away, and goes back", ({ tag, html, formula }) => {
  const name = tag.slice(3);
  const first = tag === "pw-relu" ? "m" : "m1";

  test("as a formula that follows, as JSON, CSV, SVG and PNG", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, { html });
    await page.getByText("Take away").click();
    const code = page.locator(".pw-take code");
    await expect.poll(() => code.textContent()).toBe(formula);
    await slider(page, first).fill("2");
    await expect.poll(() => code.textContent()).toBe(formula.replace("0, x", "0, 2·x"));
    await look(page, "it.undo()");
    await expect.poll(() => code.textContent()).toBe(formula);
    for (const [kind, begin] of Object.entries({ JSON: "{", CSV: "x,", SVG: "<svg", PNG: "\x89PNG" })) {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: kind, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`${name}.${kind.toLowerCase()}`);
      expect(readFileSync((await file.path())!, "latin1")).toContain(begin);
    }
    expect(errors).toEqual([]);
  });

  test("as an embed that brings it back", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html });
    await page.evaluate(
      `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (t) => { window.copied = t; } } })`,
    );
    await slider(page, first).fill("0.5");
    await page.getByText("Take away").click();
    await page.getByRole("button", { name: "Copy embed" }).click();
    const [, markup] = /^([\s\S]*)<script/.exec(await look<string>(page, "copied"))!;
    const { page: other, errors } = await roomPage(browser, SCRIPT, { html: markup });
    expect(await look(other, "it.value")).toEqual(await look(page, "it.value"));
    expect(await other.locator("input[type=range]").count()).toBe(await page.locator("input[type=range]").count());
    expect(await other.locator("text").allTextContents()).toEqual(await page.locator("text").allTextContents());
    expect(errors).toEqual([]);
  });

  test("by buttons and keys, and the element fires", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html });
    const undo = page.getByRole("button", { name: "Undo" });
    expect(await undo.isDisabled()).toBe(true);
    const before = await look(page, "it.value");
    await slider(page, first).fill("2");
    const after = await look(page, "it.value");
    await undo.click();
    expect(await look(page, "it.value")).toEqual(before);
    expect(await undo.isDisabled()).toBe(true);
    await page.keyboard.press("Control+Shift+Z");
    expect(await look(page, "it.value")).toEqual(after);
    await page.keyboard.press("Control+z");
    expect(await look(page, "it.value")).toEqual(before);
    expect(await look(page, "seen.map(([type]) => type)")).toEqual(new Array(4).fill(["input", "change"]).flat());
  });
});

describe("<pw-sum>", () => {
  const TENT = `[{"m": 1, "b": 1}, {"m": 1, "b": 0, "weight": -2}]`;

  test("units as an attribute: a group of sliders each, weights where there are some", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, {
      html: `<pw-sum units='${TENT}' intercept="0.5"></pw-sum>`,
    });
    const names = await page
      .locator("input[type=range]")
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).name));
    expect(names).toEqual(["m1", "b1", "w1", "m2", "b2", "w2", "intercept"]);
    const before = await ink(page);
    await slider(page, "w2").fill("-1");
    await expect.poll(() => ink(page)).not.toBe(before);
    expect(await look(page, "it.value")).toEqual({
      units: [
        { m: 1, b: 1, weight: 1 },
        { m: 1, b: 0, weight: -1 },
      ],
      intercept: 0.5,
      slope: 0,
    });
    expect(await look(page, "[it.model.intercept, it.units.length, it.intercept]")).toEqual([0.5, 2, 0.5]);
    expect(await look(page, "seen.map(([type]) => type)")).toEqual(["input", "change"]);
    expect(errors).toEqual([]);
  });

  test("units as children, which may come, go and change", async () => {
    const { page, errors } = await roomPage(browser, SCRIPT, {
      html: `<pw-sum><pw-unit m="1" b="0"></pw-unit><pw-unit m="-1" b="0" weight="2"></pw-unit></pw-sum>`,
    });
    expect(await look(page, "it.units.map(({ m, weight }) => [m, weight])")).toEqual([
      [1, 1],
      [-1, 2],
    ]);
    await look(page, `it.children[0].setAttribute("m", "3")`);
    await expect.poll(() => look(page, "it.units[0].m")).toBe(3);
    await look(page, `it.insertAdjacentHTML("beforeend", '<pw-unit m="2" b="1"></pw-unit>')`);
    await expect.poll(() => look(page, "it.units.length")).toBe(3);
    await look(page, `it.children[1].setAttribute("b", "x")`);
    await expect.poll(() => alert(page).textContent()).toBe("pw-sum: pw-unit 2: b must be a number, got “x”");
    expect(await look(page, "it.units.length")).toBe(3);
    await look(page, "it.children[1].remove()");
    await expect.poll(() => look(page, "it.units.map(({ m }) => m)")).toEqual([3, 2]);
    expect(await alert(page).count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test.each([
    { text: "[{", message: "pw-sum: units must be JSON, got “[{”" },
    { text: `[{"m":1}]`, message: "units[0].b" },
    { text: `{"m":1}`, message: "units must be an array" },
    { text: `[{"m":1,"b":2,"__proto__":{"x":1}}]`, message: "units[0]" },
  ])("units $text is told", async ({ text, message }) => {
    const { page, errors } = await roomPage(browser, SCRIPT, { html: `<pw-sum units='${TENT}'></pw-sum>` });
    await page.evaluate((t) => document.querySelector("pw-sum")!.setAttribute("units", t), text);
    expect(await alert(page).textContent()).toContain(message);
    expect(await look(page, "it.units.length")).toBe(2);
    expect(errors).toEqual([]);
  });

  test("value takes other units, wider numbers, and sliders for all with weights", async () => {
    const { page } = await roomPage(browser, SCRIPT, { html: `<pw-sum units='[{"m":1,"b":0}]' weights></pw-sum>` });
    expect(await page.locator("input[type=range]").count()).toBe(5);
    await look(page, `it.value = { units: [{ m: 9, b: 1 }, { m: 1, b: 1 }], slope: 7 }`);
    expect(await look(page, "[it.units.length, it.slope, it.units[0].m]")).toEqual([2, 7, 9]);
    expect(await page.locator("input[type=range]").count()).toBe(8);
    await look(page, "it.undo()");
    expect(await look(page, "it.value")).toEqual({ units: [{ m: 1, b: 0, weight: 1 }], intercept: 0, slope: 0 });
    expect(await page.locator("input[type=range]").count()).toBe(5);
    await look(page, "it.redo()");
    expect(await look(page, "it.units.length")).toBe(2);
  });
});

describe("<pw-fit>, <pw-draw>, <pw-descent>, <pw-quadratic>", () => {
  const GLOBAL = `
    import { define } from "piecewise/elements";
    define();
    window.seen = [];
    for (const type of ["input", "change"]) document.body.addEventListener(type, ({ target }) => seen.push([type, target.localName]));
    window.it = document.querySelector("main").firstElementChild;`;
  const DRAWN = '{"units":2,"drawing":{"x":[-1,1],"y":[0,1,0]}}';

  test.each([
    {
      html: `<pw-fit target="|x|" domain="-2 2" units="3"></pw-fit>`,
      expression: "it.value.source.text",
      value: "|x|",
    },
    { html: `<pw-draw curve="x^2" units="4"></pw-draw>`, expression: "it.value.units", value: 4 },
    { html: `<pw-draw value='${DRAWN}'></pw-draw>`, expression: "it.value.drawing.y", value: [0, 1, 0] },
    { html: `<pw-descent target="|x|" units="3"></pw-descent>`, expression: "it.value.units", value: 3 },
    { html: `<pw-quadratic rate="0.05"></pw-quadratic>`, expression: "it.value.rate", value: 0.05 },
    { html: `<pw-folding folds="5"></pw-folding>`, expression: "it.value.folds", value: 5, drawn: PATHS },
    { html: `<pw-regions units="6" layers="2"></pw-regions>`, expression: "it.value.layers", value: 2, drawn: PATHS },
    { html: `<pw-pyramid reach="5"></pw-pyramid>`, expression: "it.value.reach", value: 5, drawn: PATHS },
    {
      html: `<pw-depth target="x^2" numbers="60"></pw-depth>`,
      expression: "it.value.target",
      value: "x^2",
      drawn: PATHS,
    },
    {
      html: `<pw-points source="spiral" layers="4, 5"></pw-points>`,
      expression: "it.value.layers",
      value: [4, 5],
      drawn: PATHS,
    },
  ])(
    "$html comes from its attributes, and its embed brings it back",
    async ({ html, expression, value, drawn = PLOTTED }) => {
      const { page, errors } = await roomPage(browser, GLOBAL, { html: `<main>${html}</main>` });
      expect(await look(page, expression)).toEqual(value);
      await page.evaluate(
        `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (t) => { window.copied = t; } } })`,
      );
      await page.getByText("Take away", { exact: true }).click();
      await page.getByRole("button", { name: "Copy embed" }).click();
      const [, markup] = /^([\s\S]*)<script/.exec(await look<string>(page, "copied"))!;
      const { page: other, errors: otherErrors } = await roomPage(browser, GLOBAL, { html: `<main>${markup}</main>` });
      expect(await look(other, "it.value")).toEqual(await look(page, "it.value"));
      expect(await drawn(other)).toBe(true);
      expect(await alert(other).count()).toBe(0);
      expect([errors, otherErrors]).toEqual([[], []]);
    },
  );

  test("a setting and reset fire input and change, a second reset neither", async () => {
    const { page, errors } = await roomPage(browser, GLOBAL, {
      html: `<main><pw-descent units="3"></pw-descent></main>`,
    });
    const fired = () => look(page, "seen.splice(0).map(([type]) => type)");
    const losses = page.locator("pw-descent select").filter({ hasText: "mean absolute error" });
    await losses.selectOption({ label: "mean absolute error" });
    expect(await fired()).toEqual(["input", "change"]);
    await look(page, "it.reset()");
    expect(await look(page, "it.value.loss")).toBe("mse");
    expect(await fired()).toEqual(["input", "change"]);
    await look(page, "it.reset()");
    expect(await fired()).toEqual([]);
    await look(page, "it.remove()");
    expect(errors).toEqual([]);
  });

  test("an attribute changes what it decides and nothing else; a control fires from the element; reset goes to value", async () => {
    const { page, errors } = await roomPage(browser, GLOBAL, { html: `<main><pw-fit units="3"></pw-fit></main>` });
    await page.getByRole("checkbox", { name: "residuals" }).check();
    expect(await look(page, "seen")).toEqual([
      ["input", "pw-fit"],
      ["change", "pw-fit"],
    ]);
    await look(page, `it.setAttribute("units", "5")`);
    await expect.poll(() => look(page, "[it.value.units, it.value.residuals]")).toEqual([5, true]);
    await look(page, `it.setAttribute("target", "x^2")`);
    await expect.poll(() => look(page, "[it.value.source.text, it.value.units]")).toEqual(["x^2", 5]);
    await look(page, `it.setAttribute("value", JSON.stringify({ ...it.value, units: 2 }))`);
    await look(page, `it.value = { ...it.value, units: 9 }`);
    await look(page, "(seen.length = 0, it.reset())");
    expect(await look(page, "it.value.units")).toBe(2);
    expect(await look(page, "seen.map(([type]) => type)")).toEqual(["input", "change"]);
    await look(page, "it.remove()");
    expect(errors).toEqual([]);
  });

  test.each([
    { html: `<pw-fit target="sin("></pw-fit>`, message: "pw-fit: " },
    {
      html: `<pw-fit units="1.5"></pw-fit>`,
      message: "pw-fit: units must be a whole number from 1 to 1000, got “1.5”",
    },
    { html: `<pw-fit tables="[{}]"></pw-fit>`, message: "pw-fit: tables [0] must have name" },
    { html: `<pw-draw curve="x +"></pw-draw>`, message: "pw-draw: curve " },
    { html: `<pw-draw value="{"></pw-draw>`, message: "pw-draw: value must be JSON, got “{”" },
    { html: `<pw-descent optimizer="magic"></pw-descent>`, message: "optimizer" },
    { html: `<pw-quadratic rate="9"></pw-quadratic>`, message: "rate must be from" },
    { html: `<pw-folding folds="11"></pw-folding>`, message: "folds must be a whole number from 1 to 10" },
    {
      html: `<pw-points source="square"></pw-points>`,
      message: "pw-points: what is learned (source) must be points of a set (circle, ",
    },
    {
      html: `<pw-points layers="65"></pw-points>`,
      message: "pw-points: layers must be at most 8 whole numbers from 1 to 64, got [65]",
    },
    {
      html: `<pw-faster units="8"></pw-faster>`,
      message: "pw-faster: the number of ReLUs (units) must be one of 4, 16, 64, got 8",
    },
    { html: `<pw-quadratic value='{"a":"x"}'></pw-quadratic>`, message: "pw-quadratic: a must be a number from" },
  ])("$html is told", async ({ html, message }) => {
    const { page, errors } = await roomPage(browser, GLOBAL, { html: `<main>${html}</main>` });
    expect(
      await alert(page)
        .allTextContents()
        .then((texts) => texts.join()),
    ).toContain(message);
    expect(errors).toEqual([]);
  });

  test("a table of the page's own", async () => {
    const tables = JSON.stringify([
      { name: "mine", x: { name: "a" }, y: { name: "b" }, rows: { x: [1, 2, 3], y: [1, 2, 2] } },
    ]);
    const { page } = await roomPage(browser, GLOBAL, { html: `<main><pw-fit tables='${tables}'></pw-fit></main>` });
    await page.getByRole("radio", { name: "Take a table" }).check();
    await page.getByRole("combobox", { name: /[Tt]able/ }).selectOption({ label: "mine" });
    await expect.poll(() => look(page, "it.value.source.names")).toEqual({ x: "a", y: "b" });
  });
});

test("README.md names every element with all of its attributes", async () => {
  const source = readFileSync(new URL("elements.ts", import.meta.url), "utf8");
  const tags = [...source.matchAll(/"(pw-[a-z]+)":/g)].map(([, tag]) => tag);
  expect(tags.length).toBeGreaterThan(10);
  const { page } = await roomPage(browser, SCRIPT);
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const tag of tags) {
    const attributes = await look<string[]>(page, `customElements.get("${tag}").observedAttributes`);
    const [row] = readme.match(new RegExp(`^\\| \`<${tag}>\` .*$`, "m")) ?? [tag];
    const missing = attributes.filter((name) => name !== "value" && !row.includes(`\`${name}\``));
    expect([tag, missing]).toEqual([tag, []]);
  }
});

describe("in Node", () => {
  test.each([
    { figure: reluFigure({ m: 2 }), value: { m: 2, b: 1.2 } },
    {
      figure: sumFigure({ units: [{ m: 1, b: 0 }] }),
      value: { units: [{ m: 1, b: 0, weight: 1 }], intercept: 0, slope: 0 },
    },
  ])("a figure is a still with a picture", ({ figure, value }) => {
    expect(figure.value).toEqual(value);
    expect(figure.html).toMatch(/^<div class="pw-interact">.*<svg/);
    expect(String(figure)).toBe(figure.html);
  });
});
