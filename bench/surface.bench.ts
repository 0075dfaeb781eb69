// surface.bench.ts: whether a sum of two inputs that learns in three dimensions leaves frames as long as they are at rest.
import type { CDPSession, Page } from "playwright-core";
import { launch, open } from "../test/browser.ts";
import type { Row } from "./row.ts";

export const title = "A surface learns in 3-D: from frame to frame, median of three stretches of 2 s";

const STRETCH_MS = 2000;
const STRETCHES = 3;
const FRAME_MS = 16.7;

const source = (units: number) => `
import css from "/src/elements/theme.css?inline";
import * as stage from "/src/elements/surface/stage.ts";
import { surfaceFigure } from "piecewise/elements";
globalThis.piecewiseThree = stage;
document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
window.figure = surfaceFigure({ units: ${units}, target: "sin(2x) cos(y)" });
document.body.append(figure);
window.pictures = 0;
figure.addEventListener("input", () => pictures++);
window.press = (text) => [...document.querySelectorAll(".pw-run button")].find((button) => button.textContent === text).click();
window.frames = (ms) => new Promise((resolve) => {
  const times = [];
  const before = pictures;
  const frame = (time) => {
    times.push(time);
    if (time - times[0] < ms) requestAnimationFrame(frame);
    else resolve({ gaps: times.slice(1).map((at, i) => at - times[i]), pictures: pictures - before });
  };
  requestAnimationFrame(frame);
});`;

interface Stretch {
  /** Milliseconds between frames. */
  readonly gaps: readonly number[];
  /** States of the run that were shown. */
  readonly pictures: number;
  /** Milliseconds of the page's own script. */
  readonly script: number;
}

export async function bench(): Promise<Row[]> {
  const browser = await launch();
  try {
    const rows: Row[] = [];
    for (const units of [16, 100]) {
      const { page } = await open(browser, source(units), { viewport: { width: 1280, height: 1200 } });
      await page.locator(".square canvas:visible").waitFor({ timeout: 60_000 });
      const client = await page.context().newCDPSession(page);
      await client.send("Performance.enable");
      const [resting, learning]: Stretch[][] = [[], []];
      // In turn, so that a machine that slows down slows both.
      for (let i = 0; i < STRETCHES; i++) {
        resting.push(await stretch(page, client));
        await page.evaluate("press('Start')");
        await page.waitForTimeout(STRETCH_MS / 4);
        learning.push(await stretch(page, client));
        await page.evaluate("press('Pause')");
        await page.waitForTimeout(STRETCH_MS / 2);
      }
      const [rest, learn] = [gapOf(resting), gapOf(learning)];
      const pictures = learning.reduce((sum, { pictures }) => sum + pictures, 0);
      const script = learning.reduce((sum, { script }) => sum + script, 0) / pictures;
      rows.push({ name: `${units} ReLUs, at rest`, microseconds: rest * 1000, ratio: 1 });
      rows.push({
        name: `${units} ReLUs, while they learn`,
        microseconds: learn * 1000,
        ratio: learn / rest,
        check: `${(pictures / (STRETCHES * (STRETCH_MS / 1000))).toFixed(0)} pictures a second; the page's script takes ${script.toFixed(1)} ms of each, ${script < FRAME_MS ? "within" : "longer than"} a frame of ${FRAME_MS} ms`,
      });
      await page.context().close();
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function stretch(page: Page, client: CDPSession): Promise<Stretch> {
  const before = await scriptMs(client);
  const seen = (await page.evaluate(`frames(${STRETCH_MS})`)) as Omit<Stretch, "script">;
  return { ...seen, script: (await scriptMs(client)) - before };
}

async function scriptMs(client: CDPSession): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ScriptDuration")!.value;
}

function gapOf(stretches: readonly Stretch[]): number {
  const medians = stretches.map(({ gaps }) => middle(gaps));
  return middle(medians);
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
