// draw.bench.ts: from the last move of a pen that drew 500 points to the paint that shows the sum for them.
import { launch, open } from "../test/browser.ts";
import type { Row } from "./row.ts";

export const title =
  "A curve of 500 moves is drawn: pen to fitted sum painted, 95th percentile of the moves of a stroke";

const POINTS = 500;

const source = (units: number) =>
  `
import { drawFigure } from "piecewise/elements";
const figure = drawFigure({ units, maxUnits: 100 });
document.body.append(figure);
const channel = new MessageChannel();
window.latencies = [];
let started;
// A message posted from an animation frame arrives once that frame has been painted.
channel.port1.onmessage = () => { window.latencies.push(performance.now() - started); started = undefined; };
addEventListener("pointermove", () => {
  if (started !== undefined) return;
  started = performance.now();
  requestAnimationFrame(() => channel.port2.postMessage(0));
}, { capture: true });`.replace("{ units,", `{ units: ${units},`);

export async function bench(): Promise<Row[]> {
  const browser = await launch();
  try {
    const rows: Row[] = [];
    for (const units of [3, 8, 16, 32, 100]) {
      const { page } = await open(browser, source(units), { viewport: { width: 1000, height: 800 } });
      const box = (await page.locator("svg").first().boundingBox())!;
      const y = (t: number) => box.y + box.height * (0.5 + 0.3 * Math.sin(9 * t + 0.5 * Math.sin(40 * t)));
      await page.mouse.move(box.x + box.width * 0.05, y(0));
      await page.mouse.down();
      for (let i = 1; i <= POINTS; i++) {
        await page.mouse.move(box.x + box.width * (0.05 + (0.9 * i) / POINTS), y(i / POINTS));
      }
      await page.mouse.up();
      await page.waitForTimeout(100);
      const latencies = ((await page.evaluate("window.latencies")) as number[]).sort((a, b) => a - b);
      const p95 = latencies[Math.floor(0.95 * latencies.length)] * 1000;
      const check = p95 < 16_700 ? "within a frame of 16.7 ms" : "longer than a frame of 16.7 ms";
      rows.push({ name: `${units} ReLUs (${latencies.length} frames)`, microseconds: p95, ratio: 1, check });
      await page.context().close();
    }
    return rows;
  } finally {
    await browser.close();
  }
}
