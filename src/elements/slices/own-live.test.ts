// own-live.test.ts: a table of the reader's own in the figure of slices, in a page.
import { readFileSync } from "node:fs";
import { evaluate, fromJson, type PlaneSum, random } from "piecewise";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../../test/browser.ts";
import { axeFindings, type FigurePage, figurePage } from "../descent/test-figure.ts";
import { roomPage } from "../test-room.ts";
import type { SlicesState } from "./slices-state.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const CSS = readFileSync(new URL("../theme.css", import.meta.url), "utf8");

/** Birds whose mass is a sum of ReLUs of their wing and bill, and of their kind. */
function birds(rows: number): string {
  const { uniform } = random(5);
  const lines = Array.from({ length: rows }, (_, i) => {
    const [wing, bill, kind] = [180 + 50 * uniform(), 30 + 20 * uniform(), ["gull", "tern", "<b>auk</b>"][i % 3]];
    const mass = 3000 + 20 * Math.max(0, wing - 200) + 30 * Math.max(0, bill - 42) + (i % 3 === 1 ? 400 : 0);
    return `${kind},${wing.toFixed(1)},${i === 4 ? "" : bill.toFixed(1)},${mass.toFixed(1)}`;
  });
  return ["kind,wing,bill,mass", ...lines].join("\n");
}

const opened = async (options: BrowserContextOptions = {}): Promise<FigurePage> => {
  const room = await figurePage(browser, "slicesFigure({ url: 'cut', units: 12 })", options);
  await room.page.addStyleTag({ content: `${CSS} body { color-scheme: light dark; background: var(--pw-paper) }` });
  return room;
};

async function bring(page: Page, text: string, name = "birds.csv"): Promise<void> {
  const details = page.locator(".own");
  if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open)))
    await details.locator("summary").click();
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await details.locator("input[type=file]").setInputFiles(file);
}

const words = (page: Page) => page.locator(".pw-main > .pw-note").textContent();

describe("a table of one's own", () => {
  test("is learned at once, told of rows that it never sees, undone and done again", async () => {
    const { page, errors, press, until, value } = await opened();
    await bring(page, birds(300));
    await until("figure.value.table === 'own' && figure.value.steps > 300");
    await press("Pause");
    await page.waitForTimeout(200);
    const [, seen, unseen] = /explains (\d[.\d]*) in the 239 rows .*, (\d[.\d]*) in 60 that/.exec(
      (await words(page))!,
    )!;
    expect(Number(seen)).toBeGreaterThan(0.9);
    expect(Number(unseen)).toBeGreaterThan(0.9);
    expect(await page.locator(".own [role=status]").textContent()).toBe("birds.csv: 299 whole rows, 5 inputs.");
    expect(await page.locator(".own li").allTextContents()).toContain("cells without a value: 1 in bill.");
    await page.getByText("Why rows were left out").click();
    expect(await page.locator(".own details li").allTextContents()).toEqual(["row 6, column 3: the cell is empty"]);
    expect(await page.getByLabel("table", { exact: true }).inputValue()).not.toBe("0");
    await press("Undo");
    await press("Undo");
    expect(await value()).toMatchObject({ table: "cars", own: null });
    await page.getByLabel("table", { exact: true }).selectOption("Your own table");
    expect(await value()).toMatchObject({ table: "own", own: { output: { name: "mass" } }, steps: 0 });
    expect(errors).toEqual([]);
  });

  test("has a slider for each column of numbers and a choice for text; keys move the cut", async () => {
    const { page, errors, press, until, value } = await opened();
    await bring(page, birds(60));
    await until("figure.value.steps > 20");
    await press("Pause");
    const slider = (name: string) => page.getByRole("slider", { name }).and(page.locator("input"));
    expect(await page.locator(".pw-main .pw-control > label").allTextContents()).toEqual(["kind", "wing", "bill"]);
    const before = (await value<SlicesState>()).at;
    // The kinds are as many as each other: the first in their order is chosen, and no other is.
    expect(before.slice(0, 3).reduce((sum, one) => sum + one)).toBe(1);
    await page.getByLabel("kind", { exact: true }).selectOption("tern");
    expect((await value<SlicesState>()).at.slice(0, 3)).toEqual([0, 0, 1]);
    expect(await words(page)).toContain("kind is tern");
    await slider("wing").focus();
    await page.keyboard.press("ArrowRight");
    const { at } = await value<SlicesState>();
    expect(at[3]).toBeGreaterThan(before[3]);
    expect(at[4]).toBe(before[4]);
    expect(await page.getByLabel("across").locator("option").allTextContents()).toEqual(["wing", "bill"]);
    const shown = await page.locator(".answer output").textContent();
    const model = (await page.evaluate("JSON.parse(JSON.stringify(figure.model))")) as PlaneSum;
    const told = evaluate(fromJson({ version: 1, ...model }) as PlaneSum, at) as number;
    expect(Number(shown!.trim().replace("−", "-"))).toBeCloseTo(told, -2);
    expect(await page.locator(".surface b").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test("other columns are told and learned from; what cannot be is said, and the figure stays as it was", async () => {
    const { page, errors, until, value } = await opened();
    const alert = page.locator(".own [role=alert]");
    await bring(page, birds(60));
    await until("figure.value.own?.output.name === 'mass'");
    await page.getByLabel("to be told").selectOption("bill");
    await until("figure.value.own.output.name === 'bill'");
    const inputs = async () => (await value<SlicesState>()).own!.inputs.map(({ name }) => name);
    expect(await inputs()).toEqual(["kind = <b>auk</b>", "kind = gull", "kind = tern", "wing", "mass"]);
    await page.getByLabel("kind (3 words)").uncheck();
    await until("figure.value.own.inputs.length === 2");
    await page.getByRole("checkbox", { name: "mass" }).uncheck();
    await expect.poll(() => alert.textContent()).toMatch(/^a cut has two inputs of numbers as its axes/);
    expect(await inputs()).toEqual(["wing", "mass"]);
    await page.getByRole("checkbox", { name: "mass" }).check();
    await expect.poll(() => alert.isVisible()).toBe(false);
    await bring(page, "a,b\nx,y\n", "words.csv");
    await expect.poll(() => alert.textContent()).toMatch(/^words\.csv: no column holds numbers that differ/);
    await page.getByLabel("or paste a table").fill("a b c\n1 2 3\n2 3 5");
    await page.getByLabel("or paste a table").blur();
    await expect.poll(() => alert.textContent()).toContain("only two rows have a value in every chosen column");
    expect(await inputs()).toEqual(["wing", "mass"]);
    expect(errors).toEqual([]);
  });

  test("a small one is in the address; of one that is too large for it the figure says so", async () => {
    const { page, errors, press, until, value, visit } = await opened();
    await bring(page, birds(40));
    await until("figure.value.own !== null && figure.value.steps > 20");
    await press("Pause");
    await page.waitForTimeout(800);
    const state = await value();
    const { search } = new URL(page.url());
    expect(search).toMatch(/^\?cut=1\./);
    await visit(search);
    await until("figure.value.own !== null");
    expect(await value()).toEqual(state);
    await bring(page, birds(5000));
    await until("figure.value.own.output.values.length === 3000");
    await press("Pause");
    const note = page.locator(".pw-learn > .pw-note");
    await expect.poll(() => note.textContent()).toBe("This state is too large for the address.");
    expect(new URL(page.url()).search).toBe("");
    expect(errors).toEqual([]);
  });

  test("a long file is read with progress, and let go; a file dropped on the figure is taken", async () => {
    const { page, errors, until, value } = await opened();
    await page.locator(".own summary").click();
    const drop = (rows: number, place: string) =>
      page.evaluate(
        ([rows, place]) => {
          const lines = Array.from({ length: Number(rows) }, (_, i) => `${i % 7},${i % 5},${(i * i) % 11},${i % 3}\n`);
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["a,b,c,d\n", ...lines], "long.csv"));
          const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
          document.querySelector(String(place))!.dispatchEvent(event);
        },
        [rows, place],
      );
    await drop(1_500_000, ".own .drop");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => page.locator(".own progress").isVisible()).toBe(false);
    expect(await value()).toMatchObject({ table: "cars" });
    await drop(50, ".cuts");
    await until("figure.value.own?.output.name === 'd'");
    expect(errors).toEqual([]);
  });

  test("all of it is taken away in the columns' names", async () => {
    const { page, errors, press, until } = await opened();
    await bring(page, birds(60));
    await until("figure.value.steps > 20");
    await press("Pause");
    const take = page.locator(".pw-take:not(.own)");
    await take.locator("summary").click();
    await expect.poll(() => take.locator("code").textContent()).toContain("kind_tern is 1 where kind is tern, else 0.");
    for (const [name, starts] of [
      ["JSON", '{\n  "model"'],
      ["ONNX", "\b\x07"],
      ["CSV", "kind = <b>auk</b>,kind = gull,kind = tern,wing,bill,mass,f,held out"],
      ["SVG", "<svg"],
      ["PNG", "\x89PNG"],
    ]) {
      const waiting = page.waitForEvent("download");
      await take.getByRole("button", { name, exact: true }).click();
      const text = readFileSync(await (await waiting).path(), "latin1");
      expect(text.startsWith(starts), `${name} begins with ${text.slice(0, 12)}`).toBe(true);
    }
    expect(errors).toEqual([]);
  });

  test("an embed shows the same table and sum", async () => {
    const state = { table: "own", own: OWN, units: 4, across: 1, up: 0, steps: 0, numbers: [], at: [2, 30] };
    const html = `<pw-slices value='${JSON.stringify(state)}'></pw-slices>`;
    const script = 'import { define } from "piecewise/elements"; define();';
    const { page, errors } = await roomPage(browser, script, { html });
    await page.evaluate("window.figure = document.querySelector('pw-slices')");
    expect(await page.evaluate("figure.value")).toMatchObject({ table: "own", own: OWN, at: [2, 30], across: 1 });
    expect(errors).toEqual([]);
  });
});

const OWN = {
  inputs: [
    { name: "a", column: "a", values: [1, 2, 3, 4, 5] },
    { name: "b", column: "b", values: [30, 10, 50, 20, 40] },
  ],
  output: { name: "c", values: [1, 4, 9, 16, 25] },
};

describe("for everyone", () => {
  test.each([
    { width: 375, colorScheme: "light" },
    { width: 375, colorScheme: "dark" },
    { width: 1000, colorScheme: "light" },
    { width: 1000, colorScheme: "dark" },
  ] as const)("axe finds nothing, and nothing is wider than $width ($colorScheme)", async ({ width, colorScheme }) => {
    const { page, press, until } = await opened({ viewport: { width, height: 800 }, colorScheme });
    await bring(page, birds(60));
    await until("figure.value.steps > 20");
    await press("Pause");
    await page.waitForTimeout(300);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("who asked for less motion gets fewer pictures, each as far on as several would be", async () => {
    const { page, press, until, errors } = await opened({ reducedMotion: "reduce" });
    await page.evaluate("window.seen = [0]; figure.addEventListener('input', () => seen.push(figure.value.steps))");
    await press("Start");
    await until("figure.value.steps > 300");
    const seen = (await page.evaluate("seen")) as number[];
    const strides = seen.slice(1).map((steps, i) => steps - seen[i]);
    // Ten steps a frame are asked for, and sixty of one that is shown; how many fit into a slice the machine decides.
    expect(Math.max(...strides)).toBeGreaterThan(10);
    expect(Math.max(...strides)).toBeLessThanOrEqual(60);
    expect(errors).toEqual([]);
  });

  test("printed, both cuts, where the inputs are and the loss stand on paper, and no button does", async () => {
    const { page, until, press } = await opened();
    await bring(page, birds(60));
    await until("figure.value.steps > 20");
    await press("Pause");
    await page.emulateMedia({ media: "print" });
    const told = [".pw-heat", ".cuts .pw-plot", ".pw-main input[type=range]", ".answer output", ".pw-main > .pw-note"];
    for (const part of told) {
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    }
    for (const part of [".pw-run", ".own", ".pw-take", "button", ".pw-side input[type=range]"]) {
      expect(await page.locator(part).filter({ visible: true }).count(), part).toBe(0);
    }
  });
});
