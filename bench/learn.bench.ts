// learn.bench.ts: while 100 ReLUs learn a million rows in a worker, from a slider's event to the paint that shows it.
import type { Page } from "playwright-core";
import { launch, open } from "../test/browser.ts";
import { dragged } from "./drag.ts";
import type { Row } from "./row.ts";

export const title =
  "A slider moves while 100 ReLUs learn 1,000,000 rows: event to paint, 95th percentile of 100 events";

const EVENTS = 100;
const FRAME_MS = 16.7;

const SOURCE = `
import { descentFigure } from "piecewise/elements";
import { interact } from "piecewise/interact";
import { plot } from "piecewise/plot";
const figure = descentFigure({ units: 100, rows: 1000000, pace: 0 });
const other = interact(({ b }) => plot((x) => x * b, { xlim: [-4, 4], ylim: [-3, 4] }), { b: 1.2 });
document.body.append(other, figure);
window.figure = figure;
const channel = new MessageChannel();
window.latencies = [];
let started;
channel.port1.onmessage = () => { window.latencies.push(performance.now() - started); started = undefined; };
other.addEventListener("input", () => {
  if (started !== undefined) return;
  started = performance.now();
  requestAnimationFrame(() => channel.port2.postMessage(0));
}, { capture: true });
window.press = (text) => [...document.querySelectorAll(".pw-run button")].find((button) => button.textContent === text).click();`;

export async function bench(): Promise<Row[]> {
  const browser = await launch();
  try {
    const { page } = await open(browser, SOURCE, { viewport: { width: 1000, height: 900 } });
    await page.waitForFunction("document.querySelector('.pw-learn output').textContent !== ''", undefined, {
      timeout: 60_000,
    });
    const resting = await eventToPaint(page);
    await page.evaluate("press('Start')");
    await page.waitForFunction("figure.value.steps > 100", undefined, { timeout: 60_000 });
    const learning = await eventToPaint(page);
    const steps = (await page.evaluate("figure.value.steps")) as number;
    const frame = (p95: number) => `${p95 < FRAME_MS ? "within" : "longer than"} a frame of ${FRAME_MS} ms`;
    return [
      { name: "nothing learns", microseconds: resting * 1000, ratio: 1, check: frame(resting) },
      {
        name: "while it learns",
        microseconds: learning * 1000,
        ratio: learning / resting,
        check: `${frame(learning)}; ${steps} steps by then`,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** The 95th percentile, in milliseconds, of the first slider's events while it is dragged to and fro. */
async function eventToPaint(page: Page): Promise<number> {
  await page.evaluate("window.latencies = []");
  const latencies = await dragged(page, EVENTS);
  return latencies.sort((a, b) => a - b)[Math.floor(0.95 * EVENTS)];
}
