// faster.test.ts: the ways of a race lead to the same place, and the race in a page.
import { readFileSync } from "node:fs";
import { evaluate } from "piecewise";
import { mse, pack, reference, unpack } from "piecewise/fit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { axeFindings, figurePage } from "../descent/test-figure.ts";
import { raceTask, type ShardState, shardTask } from "../work/race-task.ts";
import { fasterFigure } from "./faster.ts";
import { ratioWords, standings, timeWords } from "./race-picture.ts";
import { type Finish, median, RATE, raceGoal, raceRows, raceRun, raceStart, STEPS, WAYS } from "./ways.ts";

const small = { rows: 1000, units: 16 };
const host = {
  ...{ progress: () => {}, state: () => {}, due: () => false, turn: async () => {}, messages: () => [] },
  message: () => new Promise<never>(() => {}),
};

describe("the ways", () => {
  test.each([4, 16, 64])("%i ReLUs: the loop, moments and compiled moments take the same thousand steps", (units) => {
    const problem = { rows: 1000, units };
    const rows = raceRows(problem);
    const losses = [WAYS.loop, WAYS.moments, WAYS.compiled].map((way) => raceRun(way, problem, rows).step(STEPS).loss);
    const goal = raceGoal(problem);
    for (const loss of losses) expect(Math.abs(loss / goal - 1)).toBeLessThan(1e-6);
    expect(goal).toBeLessThan(raceRun(WAYS.loop, problem, rows).loss / 3);
  });

  test("each begins at the same sum, whatever the number of rows; its loss is that of the sum it ends at", async () => {
    const rows = raceRows(small);
    expect(pack(raceRun(WAYS.adam, small, rows).model)).toEqual(pack(raceStart(small)));
    const { model, loss } = raceRun(WAYS.momentum, small, rows).step(50);
    const values = evaluate(model, rows.x) as Float64Array;
    const byHand = values.reduce((sum, value, i) => sum + (value - rows.y[i]) ** 2, 0) / rows.x.length;
    expect(loss).toBeCloseTo(byHand, 12);
  });

  test.each(["loop", "moments", "compiled", "momentum", "adam"] as const)(
    "%s arrives, and says in which time",
    async (way) => {
      const { result } = await raceTask({ problem: small, way }, host as never);
      expect(result.reached).toBe(true);
      expect(result.ms).toBeGreaterThan(0);
      expect(result.loss).toBeLessThanOrEqual(raceGoal(small) * (1 + 1e-6));
      if ("method" in WAYS[way]) expect(result.steps).toBe(STEPS);
    },
  );

  test("parts of the rows, their gradients averaged by their sizes, give the gradient of all of them", async () => {
    const problem = { rows: 1000, units: 4 };
    const numbers = pack(raceStart(problem));
    const answers: ShardState[] = [];
    for (const part of [0, 1, 2]) {
      let asked = 0;
      const state = (told: ShardState) => told.gradient.length > 0 && answers.push(told);
      const message = () => (asked++ === 0 ? Promise.resolve({ numbers }) : Promise.reject(new Error("enough")));
      await shardTask({ problem, part, parts: 3 }, { ...host, state, message } as never).catch(() => {});
    }
    expect(answers.reduce((sum, { rows }) => sum + rows, 0)).toBe(1000);
    const gradient = new Float64Array(numbers.length);
    const loss = reference(raceRows(problem), mse)(numbers, gradient);
    gradient.forEach((slope, i) => {
      const averaged = answers.reduce((sum, { gradient, rows }) => sum + (gradient[i] * rows) / 1000, 0);
      expect(averaged).toBeCloseTo(slope, 12);
    });
    expect(answers.reduce((sum, { loss, rows }) => sum + (loss * rows) / 1000, 0)).toBeCloseTo(loss, 12);
    const next = unpack(numbers.map((value, i) => value - RATE * gradient[i]));
    const stepped = raceRun(WAYS.loop, problem, raceRows(problem)).step().model;
    pack(next).forEach((value, i) => {
      expect(value).toBeCloseTo(pack(stepped)[i], 12);
    });
  });
});

test("bars are medians; a way that did not arrive has no ratio; times in the unit they are read in", () => {
  const finish = (way: Finish["way"], ms: number, reached = true): Finish => ({ way, ms, steps: 1, loss: 1, reached });
  const all = standings([
    ...[90, 110, 100].map((ms) => finish("loop", ms)),
    ...[4, 5].map((ms) => finish("moments", ms)),
    finish("adam", 10_000, false),
    finish("compiled", 250),
  ]);
  expect(all.map(({ ms }) => ms)).toEqual([100, 4.5, 250, Number.NaN, 10_000, Number.NaN]);
  expect(all.map((each) => ratioWords(all, each))).toEqual(["", "22 times as fast", "2.5 times as slow", "", "", ""]);
  expect([0.25, 8, 1234].map(timeWords)).toEqual(["250 µs", "8 ms", "1.2 s"]);
  expect([median([3, 1, 2]), median([1, 2])]).toEqual([2, 1.5]);
});

test("as a picture without script its bars are empty, and it says nothing of the machine that made it", () => {
  const html = String(fasterFigure());
  expect(html).toContain("6 empty bars: no race yet.");
  expect(html).toContain("loop over rows, several cores");
  expect(html).not.toContain("there is one");
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const bars = (page: Page) => page.evaluate("document.querySelector('.pw-main svg').getAttribute('aria-label')");
const state = "document.querySelector('.words').textContent";

describe("the race", () => {
  test("nothing before it is asked for; then each way, never less than its loss; as a table; other rows forget it", async () => {
    const { page, press, until, errors } = await figurePage(
      browser,
      "fasterFigure({ rows: 1000, units: 4, repeats: 1 })",
    );
    expect(await bars(page)).toBe("6 empty bars: no race yet.");
    await press("Race");
    await until(`/^[56] runs are done/.test(${state})`);
    const cores = (await page.evaluate("navigator.hardwareConcurrency")) as number;
    const named = (await bars(page)) as string;
    for (const name of [
      "loop over rows",
      "moments",
      "moments, compiled",
      "mini-batches, momentum",
      "mini-batches, Adam",
    ]) {
      expect(named).toContain(`${name} `);
    }
    await page.locator("summary").click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV", exact: true }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await file.createReadStream()) parts.push(part as Buffer);
    const [head, ...lines] = Buffer.concat(parts).toString().trim().split(/\r?\n/);
    expect(head).toBe("way,milliseconds,steps,loss,reached,rows,units,cores");
    expect(lines).toHaveLength(cores > 1 ? 6 : 5);
    const goal = raceGoal({ rows: 1000, units: 4 });
    for (const line of lines.map((text) => text.replaceAll(/"[^"]*"/g, "way").split(","))) {
      expect(Number(line[1])).toBeGreaterThan(0);
      expect(Number(line[3])).toBeLessThanOrEqual(goal * (1 + 1e-6));
      expect(line[4]).toBe("yes");
    }
    await page.getByRole("combobox", { name: "ReLUs" }).selectOption("16");
    await until("document.querySelector('.pw-main svg').getAttribute('aria-label').includes('no race yet')");
    expect(errors).toEqual([]);
  });

  test("on a phone a frame stays a frame through a whole race", async () => {
    const html = `<style>${readFileSync(new URL("../theme.css", import.meta.url), "utf8")}</style>`;
    const options = { html, viewport: { width: 375, height: 800 } };
    const call = "fasterFigure({ rows: 1000, units: 4 })";
    const { page, press, until, errors } = await figurePage(browser, call, options);
    await page.evaluate(`window.heights = new Set();
      new MutationObserver(() => heights.add(figure.getBoundingClientRect().height)).observe(figure, { subtree: true, childList: true });
      heights.add(figure.getBoundingClientRect().height);`);
    await press("Race");
    await until(`/^1[58] runs are done/.test(${state})`);
    expect(await page.evaluate("heights.size")).toBe(1);
    expect(errors).toEqual([]);
  });

  test("stop ends it where it is; the page stays alive meanwhile", async () => {
    const { page, press, until, errors } = await figurePage(browser, "fasterFigure({ rows: 1000000, units: 64 })");
    await press("Race");
    await until(`/^Round 1, loop over rows: [1-9]/.test(${state})`);
    await press("Stop");
    await until(`/^Press Race/.test(${state})`);
    await page.waitForTimeout(500);
    expect(await bars(page)).toBe("6 empty bars: no race yet.");
    expect(errors).toEqual([]);
  });

  test("the address holds the settings; undo takes one back", async () => {
    const { page, press, until, value, visit } = await figurePage(browser, "fasterFigure({ url: 'faster' })");
    await page.getByRole("combobox", { name: "rows" }).selectOption("1,000");
    await page.getByRole("combobox", { name: "bars" }).selectOption("log");
    await page.waitForTimeout(600);
    await visit(new URL(page.url()).search);
    await until("figure.value.scale === 'logarithmic'");
    expect(await value()).toEqual({ rows: 1000, units: 16, repeats: 3, scale: "logarithmic" });
    await page.getByRole("combobox", { name: "rows" }).selectOption("100,000");
    await press("Undo");
    await until("figure.value.rows === 1000");
  });

  test.each(["light", "dark"] as const)("axe finds nothing, %s; nothing is wider than a phone", async (colorScheme) => {
    const viewport = { width: 375, height: 800 };
    const call = "fasterFigure({ rows: 1000, units: 4, repeats: 1 })";
    const { page, press, until, errors } = await figurePage(browser, call, { colorScheme, viewport });
    await press("Race");
    await until(`/^[56] runs are done/.test(${state})`);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
