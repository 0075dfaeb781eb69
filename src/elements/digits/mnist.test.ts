// mnist.test.ts: MNIST as the site packs it, learned in Node and in a page. Where it was never installed, only the packing is tested.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { random } from "piecewise";
import { describe, expect, test } from "vitest";
import { partScript } from "../../../site/mnist.ts";
import { launch } from "../../../test/browser.ts";
import { adam, crossEntropy, train } from "../../fit/index.ts";
import { figurePage } from "../descent/test-figure.ts";
import { FORMATS, type Images, inputsOf } from "./images.ts";
import { IMAGES_A_PART, MNIST_PARTS } from "./mnist.ts";
import { accuracyOf, namesOf, readerStart } from "./reader.ts";

const SIZE = 784;
const kept = fileURLToPath(new URL("../../../.cache/mnist-1/", import.meta.url));

/** Labels and pixels of a part, as the page's loader takes them apart. */
function unpacked(script: string): { labels: Uint8Array; pixels: Uint8Array } {
  const [, text] = /^piecewiseMnist\(\d,"([\w+/=]+)"\);\n$/.exec(script)!;
  const bytes = inflateRawSync(Buffer.from(text, "base64"));
  const pixels = new Uint8Array(IMAGES_A_PART * SIZE);
  for (let i = 0; i < pixels.length; i++) {
    const byte = bytes[IMAGES_A_PART + (i >> 1)];
    pixels[i] = i % 2 === 0 ? byte >> 4 : byte & 15;
  }
  return { labels: bytes.subarray(0, IMAGES_A_PART), pixels };
}

test("a part holds its own labels, and its pixels to a fifteenth of ink", async () => {
  const { uniform } = random(1);
  const labels = Uint8Array.from({ length: 2 * IMAGES_A_PART }, () => Math.floor(10 * uniform()));
  const pixels = Uint8Array.from({ length: 2 * IMAGES_A_PART * SIZE }, () => Math.floor(256 * uniform()));
  const part = unpacked(await partScript(1, pixels, labels));
  expect(part.labels.every((label, i) => label === labels[IMAGES_A_PART + i])).toBe(true);
  const own = pixels.subarray(IMAGES_A_PART * SIZE);
  expect(part.pixels.every((pixel, i) => Math.abs(pixel / 15 - own[i] / 255) <= 1 / 30 + 1e-12)).toBe(true);
});

describe.skipIf(!existsSync(kept))("MNIST", () => {
  test("784-128-10, Adam, 200 images a step: after 1, 2, 3 and 5 epochs .940, .955, .963 and .970 of the test", {
    timeout: 240_000,
  }, () => {
    const parts = Array.from({ length: MNIST_PARTS }, (_, i) => unpacked(readFileSync(`${kept}${i}.js`, "utf8")));
    const all = <T extends "labels" | "pixels">(name: T) => Buffer.concat(parts.map((part) => part[name]));
    const [labels, pixels] = [all("labels"), all("pixels")];
    const images = (from: number, to: number): Images => ({
      ...FORMATS.MNIST,
      labels: labels.subarray(from, to),
      pixels: pixels.subarray(from * SIZE, to * SIZE),
    });
    const [known, held] = [images(0, 60_000), images(60_000, 70_000)];
    // The counts of digits that the source gives.
    expect([0, 1, 5].map((digit) => known.labels.filter((label) => label === digit).length)).toEqual([
      5923, 6742, 5421,
    ]);
    const x = inputsOf(known.pixels, known.ink, new Float64Array(known.pixels.length));
    const run = train(
      readerStart(28, 128, 1),
      { x, y: Float64Array.from(known.labels) },
      { loss: crossEntropy, optimizer: adam({ learningRate: 0.002 }), batchSize: 200, seed: 1 },
    );
    const reached = [1, 2, 3, 4, 5].map(() => accuracyOf(namesOf(run.step(300).model, held), held.labels));
    expect(reached[0]).toBeGreaterThanOrEqual(0.94);
    expect(reached[1]).toBeGreaterThanOrEqual(0.955);
    expect(reached[2]).toBeGreaterThanOrEqual(0.963);
    expect(reached[4]).toBeGreaterThanOrEqual(0.97);
  });

  test("in a page: nothing is loaded before it is asked for; then it is learned", { timeout: 240_000 }, async () => {
    const browser = await launch();
    try {
      const { page, press, until, errors } = await figurePage(
        browser,
        "digitsFigure({ set: 'MNIST', units: 32, batch: 200, rate: 0.003, until: 1, mnist: 'mnist/' })",
      );
      const asked: string[] = [];
      await page.route("**/mnist/*.js", (route) => {
        const [name] = /\d\.js$/.exec(route.request().url())!;
        asked.push(name);
        return route.fulfill({ contentType: "text/javascript", body: readFileSync(kept + name, "utf8") });
      });
      await page.waitForTimeout(500);
      expect(asked).toEqual([]);
      await press("Load MNIST");
      await page.waitForFunction("parseFloat(document.querySelector('output.value').textContent) < 40", undefined, {
        timeout: 120_000,
      });
      expect(asked).toHaveLength(MNIST_PARTS);
      await press("Start");
      await until("figure.value.steps > 30");
      await press("Pause");
      await until("parseFloat(document.querySelector('output.value').textContent) > 50");
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
