// The ONNX files that figures save by their own button, run by onnxruntime-web against the figure's own model.
import { readFileSync } from "node:fs";
import { evaluate, fromJson, type Model } from "piecewise";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roomPage } from "../src/elements/test-room.ts";
import { launch } from "./browser.ts";
import { installed, loadRuntime } from "./onnxruntime.ts";

describe.skipIf(!installed)("the file that a figure saves gives what its model gives", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const table = {
    ...{ kind: "table", names: ["kg", "m", "kind"], classNames: ["a", "b"] },
    points: Array.from({ length: 60 }, (_, i) => [1000 + 10 * i, 0.001 * ((7 * i) % 60), i % 2]).flat(),
  };
  test.each([
    {
      name: "points",
      html: `<pw-points layers="6 4" pace="0"></pw-points>`,
      at: [
        [1.5, -2],
        [-4, 3],
      ],
    },
    {
      name: "points, y off",
      html: `<pw-points layers="5" inputs="x" pace="0"></pw-points>`,
      at: [
        [1.5, -2],
        [1.5, 4],
      ],
    },
    {
      name: "points of a table, in its units",
      html: `<pw-points layers="5" pace="0" value='${JSON.stringify({ source: table })}'></pw-points>`,
      at: [
        [1100, 0.01],
        [1500, 0.05],
      ],
    },
    {
      name: "points with heights",
      html: `<pw-points source="plane" layers="4" pace="0"></pw-points>`,
      at: [
        [1, 2],
        [-3, 0.5],
      ],
    },
    {
      name: "digits",
      html: `<pw-digits units="16"></pw-digits>`,
      at: [8, 5].map((of) => Array.from({ length: 64 }, (_, i) => (i % (of + 1)) / of)),
    },
    {
      name: "surface",
      html: `<pw-surface units="5"></pw-surface>`,
      at: [
        [0.3, -0.7],
        [2, 1],
      ],
    },
    {
      name: "slices",
      html: `<pw-slices units="4"></pw-slices>`,
      at: [
        [160, 90, 2500, 15, 76],
        [300, 150, 3500, 12, 72],
      ],
    },
    { name: "folding", html: `<pw-folding folds="3"></pw-folding>`, at: [[0.3], [0.77]], still: true },
    {
      name: "regions",
      html: `<pw-regions units="5" layers="2"></pw-regions>`,
      at: [
        [0.3, 0.2],
        [-0.4, 0.9],
      ],
      still: true,
    },
    {
      name: "pyramid",
      html: `<pw-pyramid></pw-pyramid>`,
      at: [
        [0.3, 0.2],
        [3, 1],
      ],
      still: true,
    },
  ])("$name", async ({ html, at, still }) => {
    const { page, errors } = await roomPage(browser, `import "piecewise/elements/define";`, { html });
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const it = page.locator("body > *").first();
    if (!still) {
      await press("Start");
      const steps = () => it.evaluate((figure: HTMLElement & { value: { steps: number } }) => figure.value.steps);
      await expect.poll(steps, { timeout: 30_000 }).toBeGreaterThan(20);
      if ((await page.getByRole("button", { name: "Pause", exact: true }).count()) > 0) await press("Pause");
      await page.waitForTimeout(500);
    }
    await page.getByText("Take away", { exact: true }).click();
    const saved = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent("download"), press(name)]);
      return readFileSync(await file.path());
    };
    const [onnx, json] = [await saved("ONNX"), await saved("JSON")];
    const model = fromJson(JSON.parse(json.toString())) as Model;
    const xs = Float64Array.from(at.flat());
    const expected = evaluate(model, xs) as Float64Array;
    const { InferenceSession, Tensor } = await loadRuntime();
    const session = await InferenceSession.create(new Uint8Array(onnx));
    const x = new Tensor("float32", Float32Array.from(xs), [at.length, at[0].length]);
    const { y } = await session.run({ x });
    expect(y.dims).toEqual([at.length, expected.length / at.length]);
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    expected.forEach((value, i) => {
      expect(Math.abs(y.data[i] - value)).toBeLessThanOrEqual(1e-4 * scale);
    });
    expect(errors).toEqual([]);
  });
});
