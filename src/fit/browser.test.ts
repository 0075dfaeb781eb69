import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "../../test/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test("a page trains in WebAssembly, at once and without a request", async () => {
  const { page, errors } = await open(
    browser,
    `import { reluSum } from "piecewise";
     import { mse, adam, train } from "piecewise/fit";
     const run = train(reluSum([{ m: 1, b: 0.5 }]), { x: [-1, 0, 1, 2], y: [1, 0, 1, 4] }, { loss: mse, optimizer: adam({ learningRate: 0.1 }) });
     window.seen = { method: run.method, before: run.loss, after: run.step(200).loss };`,
  );
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { method: string; before: number; after: number } }).seen,
  );
  expect(errors).toEqual([]);
  expect(seen.method).toBe("compiled");
  expect(seen.after).toBeLessThan(seen.before / 10);
});
