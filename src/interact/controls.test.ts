// The controls under the reader's hands: readouts, keys, resets, playing, handles in the output, controls that depend on others.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { box, output, RELU, slider, type TestSite, testSite } from "./test-page.ts";

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site?.close());
const mount: TestSite["mount"] = (script, setting) => site.mount(script, setting);

describe("a readout", () => {
  test.each([
    // typed, value, shown, slider, note
    ["2", 2, "2.0", "2", null],
    ["\u22120,5", -0.5, "\u22120.5", "-0.5", null],
    ["1.25", 1.25, "1.25", "1.3", null],
    ["1.234567", 1.234567, "1.234567", "1.2", null],
    ["9", 3.6, "3.6", "3.6", "m takes \u22121.2 to 3.6"],
    ["-9", -1.2, "\u22121.2", "-1.2", "m takes \u22121.2 to 3.6"],
    ["1e3", 3.6, "3.6", "3.6", "m takes \u22121.2 to 3.6"],
    ["wide", 1.2, "1.2", "1.2", "m takes \u22121.2 to 3.6"],
    ["", 1.2, "1.2", "1.2", "m takes \u22121.2 to 3.6"],
    ["1e999", 1.2, "1.2", "1.2", "m takes \u22121.2 to 3.6"],
    ["1,2,3", 1.2, "1.2", "1.2", "m takes \u22121.2 to 3.6"],
  ])("typed %j: the value is %d, shown as %s, the slider at %s, note %j", async (text, value, shown, native, note) => {
    const { page, errors, look } = await mount(RELU);
    await box(page, "m").fill(text);
    await box(page, "m").press("Enter");
    expect(await look("view.value.m")).toBe(value);
    expect(await box(page, "m").inputValue()).toBe(shown);
    expect(await slider(page, "m").inputValue()).toBe(native);
    expect(await look("document.querySelector('.pw-note')?.textContent ?? null")).toBe(note);
    if (note) {
      const id = await box(page, "m").getAttribute("aria-describedby");
      expect(await look(`document.getElementById("${id}").textContent`)).toBe(note);
    }
    expect(await look("events.map(([type]) => type)")).toEqual(value === 1.2 ? [] : ["input", "change"]);
    expect(errors).toEqual([]);
  });

  test("is committed by leaving it, restored by Escape, and untouched by what happens meanwhile", async () => {
    const { page, look } = await mount(RELU);
    await box(page, "m").fill("2.2");
    await look("view.value = { m: 3, b: 1 }, frame()");
    expect(await box(page, "m").inputValue()).toBe("2.2");
    expect(await box(page, "b").inputValue()).toBe("1.0");
    await box(page, "m").press("Escape");
    expect(await box(page, "m").inputValue()).toBe("3.0");
    await box(page, "m").fill("2.2");
    await slider(page, "b").focus();
    expect(await look("view.value.m")).toBe(2.2);
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
  });

  test("left as it is changes nothing, whatever lies behind what it shows", async () => {
    const { page, look } = await mount(RELU);
    await look("view.value = { m: 1 / 3 }");
    await box(page, "m").press("Enter");
    await box(page, "m").press("Tab");
    expect(await look("[view.value.m, events.length]")).toEqual([1 / 3, 0]);
  });

  test("of whole numbers takes whole numbers", async () => {
    const { page, look } = await mount(`show(interact(() => "", { n: 5 }));`);
    await box(page, "n").fill("2.7");
    await box(page, "n").press("Enter");
    expect(await look("[view.value.n, document.querySelector('.pw-note').textContent]")).toEqual([
      3,
      "n takes whole numbers from \u22125 to 15",
    ]);
    await slider(page, "n").press("ArrowRight");
    expect(await page.locator(".pw-note").count()).toBe(0);
  });

  test("of a value between two steps leaves the slider free to go on", async () => {
    const { page, look } = await mount(RELU);
    await box(page, "m").fill("1.25");
    await box(page, "m").press("Enter");
    await look("fire(view.querySelector('[name=m]'), 'input')");
    expect(await look("view.value.m")).toBe(1.25);
    await slider(page, "m").press("PageUp");
    expect(await look("view.value.m")).toBe(2.2);
  });
});

describe("keys", () => {
  test.each([
    ["ArrowRight", 1.3],
    ["ArrowLeft", 1.1],
    ["ArrowUp", 1.3],
    ["Home", -1.2],
    ["End", 3.6],
    ["PageUp", 2.2],
    ["PageDown", 0.2],
  ])("%s takes 1.2 to %d", async (key, value) => {
    const { page, look } = await mount(RELU);
    await slider(page, "m").press(key);
    expect(await look("view.value.m")).toBe(value);
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
  });

  test("reach every control in order, and no step carries dust", async () => {
    const { page, look } = await mount(`show(interact(() => "", { m: 1.2, on: true, d: ["x", "y"] }));`);
    await slider(page, "m").press("ArrowRight");
    const names = [];
    for (let i = 0; i < 6; i++) {
      names.push(await look("document.activeElement.getAttribute('aria-label')"));
      await page.keyboard.press("Tab");
    }
    expect(names).toEqual(["m", "m, value", "Reset m to 1.2", "on", "d", null]);
    const seen = await look<number[]>(`(() => {
      const field = view.querySelector("[name=m]"), seen = [];
      for (field.value = -1.2, fire(field, "input"); field.value !== "3.6"; field.stepUp(), fire(field, "input")) seen.push(view.value.m);
      return seen;
    })()`);
    expect(seen).toEqual(Array.from({ length: 48 }, (_, k) => (k - 12) / 10));
  });
});

describe("a reset", () => {
  test("is there once the value has moved, and brings it back", async () => {
    const { page, look } = await mount(RELU);
    const reset = page.getByRole("button", { name: "Reset b to \u22121.2" });
    expect(await reset.isDisabled()).toBe(true);
    await slider(page, "b").press("ArrowLeft");
    await slider(page, "m").press("ArrowLeft");
    await reset.focus();
    await page.keyboard.press("Enter");
    expect(await look("view.value")).toEqual({ m: 1.1, b: -1.2 });
    expect(await reset.isDisabled()).toBe(true);
    expect(await look("document.activeElement.name")).toBe("b");
    expect(await look("events.slice(-2).map(([type]) => type)")).toEqual(["input", "change"]);
    await look("frame()");
    expect(await look("calls.at(-1)")).toEqual({ m: 1.1, b: -1.2 });
  });

  test("of all is there on request, fires, and is off at the start; view.reset() fires nothing", async () => {
    const { page, look } = await mount(
      `show(interact(() => "", { m: 1.2, n: [0, 9], t: "a", on: true }, { reset: "all", defaults: { n: 7 } }));`,
    );
    const all = page.getByRole("button", { name: "Reset all" });
    expect(await all.isDisabled()).toBe(true);
    await slider(page, "m").press("Home");
    await slider(page, "n").press("Home");
    await page.getByRole("checkbox").uncheck();
    const before = await look<number>("events.length");
    await all.click();
    expect(await look("view.value")).toEqual({ m: 1.2, n: 7, t: "a", on: true });
    expect(await look(`events.slice(${before}).map(([type]) => type)`)).toEqual(["input", "change"]);
    expect(await all.isDisabled()).toBe(true);
    await look("view.value = { m: 0 }, view.reset()");
    expect(await look(`[view.value.m, events.length - ${before}]`)).toEqual([1.2, 2]);
  });

  test("can be left out", async () => {
    const { page } = await mount(`show(interact(() => "", { m: 1.2 }, { reset: false }));`);
    expect(await page.getByRole("button").count()).toBe(0);
  });
});

describe("play", () => {
  const PLAY = (rest: string) => `show(interact((values) => values.k, { k: play(0, 3, 1, ${rest}) }));`;
  const button = (name: string) => `view.querySelector("[aria-label='${name} k']")`;

  test("steps to the end and stops; pressed again it begins anew", async () => {
    const { page, look } = await mount(PLAY("{ interval: 30 }"));
    await page.getByRole("button", { name: "Play k" }).click();
    expect(await look(`[view.value.k, ${button("Pause")} !== null]`)).toEqual([1, true]);
    await look("wait(400)");
    expect(await look("events.map(([type, , value]) => type + value.k)")).toEqual([
      "input1",
      "input2",
      "input3",
      "change3",
    ]);
    expect(await output(page)).toBe("3");
    await page.getByRole("button", { name: "Play k" }).click();
    expect(await look("view.value.k")).toBe(0);
  });

  test("loops and pauses", async () => {
    const { page, look } = await mount(PLAY("{ interval: 20, loop: true }"));
    await page.getByRole("button", { name: "Play k" }).click();
    await look("wait(400)");
    await page.getByRole("button", { name: "Pause k" }).click();
    const values = await look<number[]>("events.filter(([type]) => type === 'input').map(([, , value]) => value.k)");
    expect(values.length).toBeGreaterThan(6);
    expect(values).toEqual(values.map((_, i) => (i + 1) % 4));
    await look("wait(100)");
    expect(await look("events.filter(([type]) => type === 'input').length")).toBe(values.length);
    expect(await look("events.at(-1)[0]")).toBe("change");
  });

  test("goes on from where the reader puts the slider", async () => {
    const { look } = await mount(PLAY("{ interval: 50 }"));
    await look(`${button("Play")}.click(), fire(view.querySelector("[name=k]"), "input", "3")`);
    await look("wait(150)");
    expect(await look(`[view.value.k, ${button("Play")} !== null]`)).toEqual([3, true]);
  });

  test("draws each step also where only releases are drawn", async () => {
    const { look } = await mount(
      `show(interact((values) => void calls.push(values.k), { k: play(0, 2, 1, { interval: 40 }) }, { continuous: false }));`,
    );
    await look(`${button("Play")}.click(), wait(300)`);
    expect(await look("[...new Set(calls)]")).toEqual([0, 1, 2]);
  });

  test.each([
    ["it leaves the page", "view.remove()"],
    ["the page is hidden", "Object.defineProperty(document, 'hidden', { get: () => true })"],
  ])("stops when %s", async (_, leave) => {
    const { look } = await mount(PLAY("{ interval: 30, loop: true }"));
    await look(`${button("Play")}.click(), ${leave}, wait(200)`);
    expect(await look(`[view.value.k, ${button("Play")} !== null]`)).toEqual([1, true]);
  });

  test("takes at most ten steps a second where motion is reduced, and none unasked", async () => {
    const { page, look } = await mount(PLAY("{ interval: 5, loop: true }"), { reducedMotion: "reduce" });
    await look("wait(200)");
    expect(await look("events.length")).toBe(0);
    const started = Date.now();
    await page.getByRole("button", { name: "Play k" }).click();
    await look("wait(500)");
    const steps = await look<number>("events.length");
    expect(steps).toBeGreaterThan(1);
    expect(steps).toBeLessThanOrEqual(1 + (Date.now() - started) / 100);
  });
});

test("a log slider moves by equal ratios, is typed into as a number, and says its value", async () => {
  const { page, look } = await mount(`show(interact(() => "", { rate: log(0.001, 10) }));`);
  expect(await look("view.value.rate")).toBe(0.1);
  await slider(page, "rate").press("Home");
  expect(await look("view.value.rate")).toBe(0.001);
  const ratios = [];
  for (let i = 0; i < 3; i++) {
    const before = await look<number>("view.value.rate");
    await slider(page, "rate").press("PageUp");
    ratios.push((await look<number>("view.value.rate")) / before);
  }
  for (const ratio of ratios) expect(ratio).toBeCloseTo(10 ** (1 / 4), 1);
  await box(page, "rate").fill("0.02");
  await box(page, "rate").press("Enter");
  expect(await look("view.value.rate")).toBe(0.02);
  expect(await slider(page, "rate").getAttribute("aria-valuetext")).toBe("0.02");
  await box(page, "rate").fill("0");
  await box(page, "rate").press("Enter");
  expect(await look("[view.value.rate, document.querySelector('.pw-note').textContent]")).toEqual([
    0.001,
    "rate takes 0.001 to 10",
  ]);
});

describe("a handle in the output", () => {
  const HANDLE = `
    window.warnings = [];
    console.warn = (text) => warnings.push(text);
    window.handle = document.createElement("button");
    window.move = (detail) => handle.dispatchEvent(new CustomEvent("pw-move", { bubbles: true, detail }));
    window.leaks = 0;
    document.addEventListener("pw-move", () => leaks++);
    show(interact((values) => { calls.push(values); return handle; }, { m: 1.2, n: 5, rate: log(1, 100), on: true, w: ({ on }) => on ? fixed(1) : range(0, 4) }));`;

  test("moves sliders: clamped, snapped, in one input; done is the change", async () => {
    const { look } = await mount(HANDLE);
    await look("move({ values: { m: 2.04, n: 7.6, rate: 10.1 } })");
    expect(await look("view.value")).toEqual({ m: 2, n: 8, rate: 10, on: true, w: 1 });
    expect(await look("events.map(([type]) => type)")).toEqual(["input"]);
    await look("move({ values: { m: 99 }, done: true })");
    expect(await look("[view.value.m, events.map(([type]) => type), leaks]")).toEqual([
      3.6,
      ["input", "input", "change"],
      0,
    ]);
    await look("move({ values: { m: 99 } }), move({ done: true })");
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "input", "change", "change"]);
    await look("frame()");
    expect(await look("calls.at(-1).m")).toBe(3.6);
  });

  test("nudges them by steps", async () => {
    const { look } = await mount(HANDLE);
    await look("move({ steps: { m: 1, n: -10, rate: 1 } })");
    expect(await look("view.value")).toEqual({ m: 1.3, n: -5, rate: 10.4, on: true, w: 1 });
    await look("move({ values: { m: 2 }, steps: { m: -1 } })");
    expect(await look("view.value.m")).toBe(1.9);
  });

  test("that names what is no slider is ignored, with one warning for each", async () => {
    const { errors, look } = await mount(HANDLE);
    await look(
      "move({ values: { q: 1, on: 0, w: 3, m: NaN, toString: 1 } }), move({ values: { q: 1 }, steps: { q: 1 } }), move(null), move()",
    );
    expect(await look("view.value")).toEqual({ m: 1.2, n: 5, rate: 10, on: true, w: 1 });
    expect(await look("[warnings.length, warnings[0], events.length]")).toEqual([
      5,
      "interact: pw-move must give finite numbers for sliders, got q: 1",
      0,
    ]);
    expect(errors).toEqual([]);
  });
});

describe("a control that depends on others", () => {
  const WEIGHTS = `
    const weight = ({ weights }) => weights ? range(-3, 3, 0.1) : fixed(1);
    show(interact((values) => { calls.push(values); }, { w1: weight, m1: 1.2, w2: weight, weights: false }, { defaults: { w1: 1, w2: 1 }, groups: { "ReLU 1": ["w1", "m1"], "ReLU 2": ["w2"] } }));`;

  test("comes and goes; the neighbours keep their nodes, the focus its place, the control its value", async () => {
    const { page, look } = await mount(WEIGHTS);
    expect(await page.getByRole("slider").count()).toBe(1);
    await look("window.kept = [view.querySelector('[name=m1]'), view.querySelector('[name=weights]')]");
    await page.getByRole("checkbox").focus();
    await page.keyboard.press("Space");
    expect(await look("document.activeElement.name")).toBe("weights");
    expect(await look("[...view.querySelectorAll('[type=range]')].map((e) => e.name)")).toEqual(["w1", "m1", "w2"]);
    expect(await look("kept.every((e) => e.isConnected && e === view.querySelector('[name=' + e.name + ']'))")).toBe(
      true,
    );
    await slider(page, "w1").press("ArrowLeft");
    await page.getByRole("checkbox").uncheck();
    await look("frame()");
    expect(await look("[view.value, view.querySelector('[name=w1]')]")).toEqual([
      { w1: 1, m1: 1.2, w2: 1, weights: false },
      null,
    ]);
    await page.getByRole("checkbox").check();
    expect(await look("view.value.w1")).toBe(0.9);
    expect(await slider(page, "w1").inputValue()).toBe("0.9");
  });

  test("moves its limits while the other is dragged", async () => {
    const { page, look } = await mount(
      `show(interact(() => "", { lo: range(0, 9), hi: ({ lo }) => [lo, 10] }, { defaults: { lo: 0, hi: 3 } }));`,
    );
    await slider(page, "lo").press("PageUp");
    expect(await look("[view.value.lo, view.value.hi, view.querySelector('[name=hi]').min]")).toEqual([9, 9, "9"]);
    expect(await box(page, "hi").inputValue()).toBe("9");
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
  });

  test("may become another kind", async () => {
    const { page, look } = await mount(
      `show(interact(() => "", { kind: ["number", "text", "choice", "switch"], it: ({ kind }) => ({ number: 1.5, text: "words", choice: choice(["a", "b"]), switch: true })[kind] }));`,
    );
    expect(await slider(page, "it").inputValue()).toBe("1.5");
    await page.getByRole("combobox", { name: "kind" }).selectOption("text");
    expect(await page.getByRole("textbox", { name: "it", exact: true }).inputValue()).toBe("words");
    expect(await slider(page, "it").count()).toBe(0);
    await page.getByRole("combobox", { name: "kind" }).selectOption("choice");
    expect(await page.getByRole("combobox", { name: "it" }).inputValue()).toBe("a");
    await page.getByRole("combobox", { name: "kind" }).selectOption("switch");
    expect(await page.getByRole("checkbox", { name: "it" }).isChecked()).toBe(true);
    await page.getByRole("combobox", { name: "kind" }).selectOption("number");
    expect(await slider(page, "it").inputValue()).toBe("1.5");
    expect(await look("view.value")).toEqual({ kind: "number", it: 1.5 });
  });
});

test("tabs of groups are the page's own business: choosing one changes no value and fires nothing", async () => {
  const { page, look } = await mount(
    `show(interact(() => "", { m1: 1, m2: 2 }, { groups: { "ReLU 1": ["m1"], "ReLU 2": ["m2"] } }));`,
  );
  const tab = page.getByRole("radio", { name: "ReLU 2" });
  await tab.check();
  await slider(page, "m1").press("ArrowRight");
  expect(await tab.isChecked()).toBe(true);
  expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
});

test("has no fault that axe finds, with an error and notes on show", async () => {
  const { page, look } =
    await mount(`show(interact(({ m }) => { if (m > 3) throw new Error("too much"); return "fine"; },
    { m: 1.2, m2: 1, on: true, t: "x", d: ["a", "b"], rate: log(1, 10), k: play(0, 3) },
    { groups: { One: ["m"], Two: ["m2"] }, reset: "all", labels: { on: "switched on" } }));`);
  await box(page, "m").fill("99");
  await box(page, "m").press("Enter");
  await look("frame()");
  expect(await page.getByRole("alert").textContent()).toBe("too much");
  await page.addScriptTag({
    content: readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
  });
  const found = await look<string[]>(
    "axe.run(view, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html)))",
  );
  expect(found).toEqual([]);
  expect(await page.getByRole("checkbox", { name: "switched on" }).count()).toBe(1);
});

test("names, labels, options, texts and notes from anywhere stay text", async () => {
  const { page, errors, look } = await mount(`
    const evil = '"><img src=x onerror="window.bad = 1">';
    show(interact((values) => values[evil], { [evil]: evil, d: [evil, "b"], [evil + "2"]: 1.2 }, { labels: { d: evil }, groups: { [evil]: ["d"] }, captions: { [evil]: () => evil }, url: evil }));`);
  await page.locator("[inputmode]").fill("<img src=x onerror='window.bad = 1'>");
  await page.locator("[inputmode]").press("Enter");
  expect(await page.locator(".pw-note").textContent()).toContain("<img");
  expect(await look("[document.querySelectorAll('img').length, window.bad]")).toEqual([0, undefined]);
  expect(errors).toEqual([]);
});
