// drag.ts: a hand on a page's slider, for the benchmarks that time what follows.
import type { Page } from "playwright-core";

/** Real mouse events on the first slider, to and fro, until the page's `latencies` hold so many: these, in milliseconds. */
export async function dragged(page: Page, events: number): Promise<number[]> {
  const box = (await page.locator("input[type=range]").first().boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  let latencies: number[] = [];
  for (let i = 0; latencies.length < events; i++) {
    await page.mouse.move(box.x + box.width * (0.5 + 0.45 * Math.sin(i / 3)), y);
    if (i % 50 === 49) latencies = (await page.evaluate("window.latencies")) as number[];
  }
  await page.mouse.up();
  return latencies.slice(0, events);
}
