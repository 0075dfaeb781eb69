// points-live.test.ts: the figure of points in a page.
import { readFileSync } from "node:fs";
import type axe from "axe-core";
import { evaluate, fromJson, type Network } from "piecewise";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, restingPlace } from "../../../test/browser.ts";
import { figurePage } from "../descent/test-figure.ts";
import { roomPage } from "../test-room.ts";
import type { PointsState } from "./points-state.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CALL = "pointsFigure({ layers: [6, 6], url: 'points' })";
const EPOCH = "Number(figure.dataset.epoch)";
const THEME = readFileSync(new URL("../theme.css", import.meta.url), "utf8");
const html = `<style>${THEME} :root { color-scheme: light dark; background: var(--pw-paper); }</style>`;
const figureOf = (call = CALL, options = {}, ready?: string) => figurePage(browser, call, { html, ...options }, ready);

describe("a network that tells points apart", () => {
  test("learns, rests when paused, rewinds to the same start; undo and redo go to and fro", async () => {
    const { page, press, until, value, errors } = await figureOf();
    const parameters = () => page.evaluate("JSON.stringify(figure.model.layers)") as Promise<string>;
    const first = await parameters();
    await press("Start");
    await until(`${EPOCH} > 5`);
    await press("Pause");
    await page.waitForTimeout(300);
    const learned = await value<PointsState>();
    expect(learned.numbers.length).toBe(6 * 3 + 6 * 7 + 2 * 7);
    expect(await parameters()).not.toBe(first);
    await page.waitForTimeout(200);
    expect((await value<PointsState>()).steps).toBe(learned.steps);
    await press("Rewind");
    await until(`${EPOCH} === 0`);
    expect(await parameters()).toBe(first);
    await press("Undo");
    await until("figure.value.steps > 0");
    expect((await value<PointsState>()).numbers).toEqual(learned.numbers);
    await press("Redo");
    await until("figure.value.steps === 0");
    await press("New start");
    await page.waitForTimeout(200);
    expect(await parameters()).not.toBe(first);
    expect((await value<PointsState>()).seed).toBe(2);
    expect(errors).toEqual([]);
  });

  test("the same start leads the same way", async () => {
    const { page, press, until } = await figureOf("pointsFigure({ layers: [6], stop: 10 })");
    const parameters = () => page.evaluate("JSON.stringify(figure.model.layers)") as Promise<string>;
    await press("Start");
    await until(`${EPOCH} === 10 && figure.querySelector("button.main").textContent === "Start"`);
    const first = await parameters();
    await press("Rewind");
    await until(`${EPOCH} === 0`);
    await press("Start");
    await until(`${EPOCH} === 10 && figure.querySelector("button.main").textContent === "Start"`);
    expect(await parameters()).toBe(first);
  });

  test("stops at the epoch that is set, to the step; one epoch is one epoch", async () => {
    const { page, press, until, value } = await figureOf("pointsFigure({ layers: [6], stop: 25, pace: 125 })");
    await press("Start");
    await until(`figure.querySelector("button.main").textContent === "Start" && ${EPOCH} > 1`);
    expect((await value<PointsState>()).steps).toBe(25 * 25);
    await press("One epoch");
    await until(`${EPOCH} === 26`);
    await page.waitForTimeout(200);
    expect((await value<PointsState>()).steps).toBe(26 * 25);
  });

  test("layers and units are added and removed; up to 8 layers of 64", async () => {
    const { page, press, value, errors } = await figureOf();
    await page.getByRole("button", { name: "One unit more in layer 2" }).click();
    expect((await value<PointsState>()).layers).toEqual([6, 7]);
    await press("Add a layer");
    expect((await value<PointsState>()).layers).toEqual([6, 7, 7]);
    await page.getByLabel("Units of layer 3").fill("64");
    await page.keyboard.press("Enter");
    expect((await value<PointsState>()).layers).toEqual([6, 7, 64]);
    for (let i = 0; i < 5; i++) await press("Add a layer");
    expect((await value<PointsState>()).layers).toHaveLength(8);
    expect(await page.getByRole("button", { name: "Add a layer" }).isDisabled()).toBe(true);
    for (let i = 0; i < 8; i++) await press("Remove the last layer");
    expect((await value<PointsState>()).layers).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("a weight that is moved by keys is the network's, and the run goes on from there", async () => {
    const { page, press, until, errors } = await figureOf();
    await page.getByLabel("Layer", { exact: true }).selectOption("layer 2");
    await page.getByLabel("Unit", { exact: true }).selectOption("3");
    await page.getByLabel("Weight of").selectOption("unit 5 below");
    await press("Start");
    await until(`${EPOCH} > 2`);
    await page.locator(".pw-weight input[type=range]").focus();
    await page.keyboard.press("Home");
    await until("figure.model.layers[1].weights[2][4] <= -2");
    const before = (await page.evaluate(EPOCH)) as number;
    await until(`${EPOCH} > ${before + 2}`);
    expect(errors).toEqual([]);
  });

  test("a mouse over a unit shows it large; over a line it tells the weight, and a click chooses that", async () => {
    const { page, until, errors } = await figureOf("pointsFigure({ layers: [2], source: 'xor' })");
    const pixels = () => page.evaluate("figure.querySelector('.pw-plane canvas').toDataURL()");
    const net = page.locator(".pw-net canvas");
    const box = (await net.boundingBox())!;
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    const decision = await pixels();
    await page.mouse.move(...at(0.5, 0.41)); // the first unit, in the middle column of three
    expect(await net.getAttribute("title")).toBe("Unit 1 of layer 1");
    const unit = await pixels();
    expect(unit).not.toBe(decision);
    await page.getByRole("button", { name: "Look closer" }).click();
    await page.mouse.move(0, 0);
    expect(await pixels()).toBe(unit);
    // Midway between the inputs and the units, where lines cross.
    await page.mouse.move(...at(1 / 3, 0.5));
    const title = (await net.getAttribute("title"))!;
    expect(title).toMatch(/^−?[\d.]+: the weight of [xy] in unit [12] of layer 1$/);
    await page.mouse.down();
    await page.mouse.up();
    const [, input, number] = title.match(/of ([xy]) in unit ([12])/)!;
    await until(`figure.querySelector("select[aria-label=Unit]").value === "${Number(number) - 1}"`);
    expect(await page.getByLabel("Weight of").locator("option:checked").textContent()).toBe(input);
    expect(errors).toEqual([]);
  });

  test("L1 puts weights at 0, exactly; the decision alone is one shade a class", async () => {
    const { page, press, until, errors } = await figureOf(
      "pointsFigure({ layers: [8, 8], l1: 0.003, stop: 60, pace: 0, discrete: true })",
    );
    await press("Start");
    await until(`${EPOCH} === 60`);
    const zeros = "figure.model.layers[1].weights.flat().filter((weight) => weight === 0).length";
    expect(await page.evaluate(zeros)).toBeGreaterThan(20);
    const hues = `(() => { const c = figure.querySelector('.pw-plane canvas');
      return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size; })()`;
    expect(await page.evaluate(hues)).toBe(2);
    await page.getByLabel("show the decision alone", { exact: true }).uncheck();
    expect(await page.evaluate(hues)).toBeGreaterThan(20);
    await page.getByLabel("weights to 0 (L1)", { exact: true }).selectOption("10");
    await until("figure.value.l1 === 10 && figure.value.steps === 1500");
    expect(errors).toEqual([]);
  });

  test("points by chance: any number of them, with noise, of a formula as well", async () => {
    const call =
      "pointsFigure({ layers: [4], source: { kind: 'set', set: 'spiral', rows: 333, noise: 0.1, classes: 3, seed: 2 } })";
    const { page, until, value, errors } = await figureOf(call);
    expect(await value<PointsState>()).toMatchObject({ source: { rows: 333, classes: 3 } });
    await page.getByLabel("The side of a formula").check();
    await until("figure.value.source.kind === 'formula'");
    await page.locator(".pw-source input[type=range]:visible").nth(1).fill("0.2");
    await until("figure.value.source.noise === 0.2 && figure.value.source.rows === 500");
    await page.evaluate("figure.value = { ...figure.value, source: { ...figure.value.source, rows: 41 } }");
    expect(await value<PointsState>()).toMatchObject({ source: { rows: 41, noise: 0.2 } });
    expect(errors).toEqual([]);
  });

  test("points of the reader's own: by mouse, by keys, erased; learned", async () => {
    const own = "pointsFigure({ layers: [6], source: { kind: 'own', points: [], classes: 2 } })";
    const { page, press, until, value, errors } = await figureOf(own, {}, "document.querySelector('.pw-plane svg')");
    const count = "figure.value.source.points.length / 3";
    const box = (await page.locator(".pw-plane").boundingBox())!;
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.mouse.click(...at(0.3, 0.3));
    await page.mouse.click(...at(0.35, 0.4));
    await until(`${count} === 2`);
    await page.getByLabel("class 2").check();
    await page.mouse.click(...at(0.7, 0.7));
    await page.locator(".pw-plane").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await until(`${count} === 4`);
    const { source } = await value<PointsState>();
    expect((source as Extract<typeof source, { kind: "own" }>).points.slice(-3)).toEqual([0.25, 0, 1]);
    await page.getByLabel("erase", { exact: true }).check();
    await page.mouse.click(...at(0.3, 0.3));
    await until(`${count} === 3`);
    await press("Undo");
    await until(`${count} === 4`);
    await press("Start");
    await until(`${EPOCH} > 3`);
    expect(errors).toEqual([]);
  });

  test("a finger lays a point by a tap", async () => {
    const own = "pointsFigure({ layers: [6], source: { kind: 'own', points: [], classes: 2 } })";
    const options = { hasTouch: true, viewport: { width: 375, height: 2000 } };
    const { page, until, errors } = await figureOf(own, options, "document.querySelector('.pw-plane svg')");
    const box = (await page.locator(".pw-plane").boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 3);
    await until("figure.value.source.points.length === 3");
    await page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 2);
    await until("figure.value.source.points.length === 6");
    expect(errors).toEqual([]);
  });

  test("a finger draws where it begins sideways; up and down it scrolls the page and lays nothing", async () => {
    const own = "pointsFigure({ layers: [6], source: { kind: 'own', points: [], classes: 2 } })";
    const options = { hasTouch: true, viewport: { width: 375, height: 700 } };
    const { page, press, until, errors } = await figureOf(own, options, "document.querySelector('.pw-plane svg')");
    const count = async () => ((await page.evaluate("figure.value.source.points.length")) as number) / 3;
    const plane = page.locator(".pw-plane");
    await plane.scrollIntoViewIfNeeded();
    const client = await page.context().newCDPSession(page);
    const slide = async (dx: number, dy: number) => {
      const { x, y, width, height } = (await plane.boundingBox())!;
      const touch = (type: string, at?: number) =>
        client.send("Input.dispatchTouchEvent", {
          type: type as "touchStart",
          touchPoints: at === undefined ? [] : [{ x: x + width / 3 + dx * at, y: y + height / 3 + dy * at }],
        });
      await touch("touchStart", 0);
      for (let i = 1; i <= 12; i++) await touch("touchMove", i / 12);
      await touch("touchEnd");
    };
    const top = () => page.evaluate("document.scrollingElement.scrollTop") as Promise<number>;
    const before = await top();
    await slide(0, -150);
    await page.waitForFunction(`document.scrollingElement.scrollTop > ${before + 50}`);
    expect(await count()).toBe(0);
    await restingPlace(page);
    await plane.scrollIntoViewIfNeeded();
    const there = await top();
    await slide(120, 60);
    await until("figure.value.source.points.length >= 15");
    expect(await top()).toBe(there);
    const laid = await count();
    await press("Undo");
    await until("figure.value.source.points.length === 0");
    await press("Redo");
    expect(await count()).toBe(laid);
    expect(errors).toEqual([]);
  });

  test("a frame stays a frame, from its first picture on", async () => {
    const { page, press, until } = await figureOf("pointsFigure({ layers: [3], pieces: true })", {}, "window.figure");
    const height = () => page.evaluate("figure.getBoundingClientRect().height");
    const before = await height();
    await until(`figure.dataset.epoch === "0" && /counted/.test(figure.textContent)`);
    expect(await height()).toBe(before);
    await press("Start");
    await until(`${EPOCH} > 10`);
    expect(await height()).toBe(before);
  });

  test("numbers beside the plane are within the figure, on a phone as well", async () => {
    const { page, errors } = await figureOf(CALL, { viewport: { width: 375, height: 800 } });
    const beside = (await page.evaluate(`[...figure.querySelectorAll(".pw-plane svg text")].map((text) =>
      text.getBoundingClientRect().left - figure.getBoundingClientRect().left)`)) as number[];
    expect(beside.length).toBe(8);
    expect(Math.min(...beside)).toBeGreaterThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  test("the address holds points, network and run; nonsense is told and not used", async () => {
    const { page, press, value, until, visit, errors } = await figureOf();
    await press("Start");
    await until(`${EPOCH} > 2`);
    await press("Pause");
    await page.waitForTimeout(1000);
    const learned = await value<PointsState>();
    await visit(new URL(page.url()).search);
    await until(`figure.value.steps === ${learned.steps}`);
    expect(await value()).toEqual(learned);
    await visit("?points=1.nonsense");
    await page.waitForTimeout(300);
    expect(await page.locator("body").textContent()).toContain("was not used");
    expect(errors).toEqual([]);
  });

  test("saved and loaded; taken away as formula, JSON, ONNX, CSV, SVG, PNG", async () => {
    const { page, press, until, value, errors } = await figureOf("pointsFigure({ layers: [5], pieces: true })");
    const download = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent("download"), press(name)]);
      return file.path();
    };
    await press("Start");
    await until(`${EPOCH} > 3`);
    await press("Pause");
    await page.waitForTimeout(300);
    const saved = await download("Save");
    const learned = await value<PointsState>();
    await press("New start");
    await page.waitForTimeout(200);
    await page.locator("input[type=file][accept*=json]").setInputFiles(saved);
    await until(`figure.value.steps === ${learned.steps}`);
    expect((await value<PointsState>()).numbers).toEqual(learned.numbers);
    await page
      .locator("input[type=file][accept*=json]")
      .setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("[1]") });
    await until(`[...figure.querySelectorAll(".pw-error")].some((e) => e.textContent.includes("the file must be"))`);
    await page.getByText("Take away").click();
    for (const language of ["text", "python", "sql", "excel", "desmos"]) {
      await page.getByLabel("Language of the formula").selectOption(language);
      expect(await page.locator(".pw-learn > .pw-take code").textContent()).toMatch(/max|GREATEST|CASE|MAX/i);
    }
    const json = fromJson(JSON.parse(readFileSync(await download("JSON"), "utf8"))) as Network;
    expect(evaluate(json, [1, 2])).toHaveLength(2);
    expect(readFileSync(await download("ONNX")).length).toBeGreaterThan(100);
    const csv = readFileSync(await download("CSV"), "utf8")
      .trim()
      .split("\n");
    expect(csv).toHaveLength(501);
    expect(csv[0]).toBe("x,y,class,part,score of 1,score of 2");
    const svg = readFileSync(await download("SVG"), "utf8");
    expect(svg).toMatch(/^<svg[^>]*xmlns/);
    expect((svg.match(/<path/g) ?? []).length).toBeGreaterThan(5);
    expect(readFileSync(await download("PNG"), "latin1").slice(1, 4)).toBe("PNG");
    expect(errors).toEqual([]);
  });

  /** The mean of the parts of a canvas's pixels, `opaque` ones. */
  const BRIGHTNESS = `function brightness(selector) {
    const canvas = figure.querySelector(selector);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let [sum, count] = [0, 0];
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) (sum += data[i] + data[i + 1] + data[i + 2]), (count += 3);
    return sum / count;
  }`;

  test("the heat map turns dark with the page", async () => {
    const { page, errors } = await figureOf();
    const plane = () => page.evaluate(`(${BRIGHTNESS})(".pw-plane canvas")`) as Promise<number>;
    const light = await plane();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(plane).toBeLessThan(0.7 * light);
    expect(errors).toEqual([]);
  });

  test("a dark page is printed light, its pixels too, and is dark again after", async () => {
    const lit = `${html}<style>@media print { :root { color-scheme: light; } }</style>`;
    const { page, errors } = await figureOf(CALL, { html: lit, colorScheme: "dark" });
    const both = `[".pw-plane canvas", ".pw-net canvas"].map(${BRIGHTNESS})`;
    const dark = (await page.evaluate(both)) as number[];
    await page.evaluate(`matchMedia("print").addEventListener("change", ({ matches }) => {
      if (matches) window.printed = ${both};
    })`);
    await page.pdf();
    const printed = (await page.evaluate("printed")) as number[];
    for (const [i, brightness] of printed.entries()) expect(brightness).toBeGreaterThan(1.4 * dark[i]);
    await expect.poll(() => page.evaluate(both)).toEqual(dark.map((brightness) => expect.closeTo(brightness, 0)));
    expect(errors).toEqual([]);
  });

  test("a network out of the page stops its worker, and comes back as it was", async () => {
    const { page, errors } = await roomPage(
      browser,
      `import { define } from "piecewise/elements"; import { workerCount } from "/src/elements/work/job.ts"; define();
      Object.assign(window, { workerCount, it: document.querySelector("pw-points") });`,
      { html: `<main><pw-points layers="4" pace="0" pieces></pw-points></main>` },
    );
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.waitForFunction("it.value.steps > 100");
    await page.evaluate("it.remove()");
    await page.waitForTimeout(500);
    expect(await page.evaluate("workerCount()")).toBeLessThanOrEqual(1);
    const { steps } = (await page.evaluate("it.value")) as PointsState;
    expect(steps).toBeGreaterThan(100);
    await page.evaluate("document.querySelector('main').append(it)");
    await page.waitForTimeout(300);
    expect(((await page.evaluate("it.value")) as PointsState).steps).toBe(steps);
    expect(errors).toEqual([]);
  });

  test.each(["light", "dark"] as const)("axe finds nothing, %s; nothing is wider than a phone", async (colorScheme) => {
    const { page, errors } = await figureOf(CALL, { colorScheme, viewport: { width: 375, height: 800 } });
    for (const kind of ["The side of a formula", "Your own points", "A table", "A known set"]) {
      await page.getByLabel(kind).check();
      await page.waitForTimeout(100);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
      const widest = `Math.max(...[...figure.querySelectorAll(".pw-source textarea")].map((field) =>
        field.getBoundingClientRect().right))`;
      // Room for the ring of what has the focus.
      expect(await page.evaluate(`figure.getBoundingClientRect().right - ${widest}`)).toBeGreaterThanOrEqual(2);
      await page.evaluate(readFileSync(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
      const { violations } = (await page.evaluate("axe.run(figure)")) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => `${kind}, ${id}: ${nodes[0].html}`)).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
});
