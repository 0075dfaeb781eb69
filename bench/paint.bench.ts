// paint.bench.ts: from a slider's event to the paint that shows it, ours beside a plain redraw of the whole figure.
import { launch, open } from "../test/browser.ts";
import { dragged } from "./drag.ts";
import type { Row } from "./row.ts";

export const title = "A slider moves: event to paint, 95th percentile of two runs of 200 events";

const EVENTS = 200;

/** The page under test: a sum of `count` ReLUs, of which the slider moves one; `patched` or drawn anew at each event. */
const source = (count: number, patched: boolean) => `
import { reluSum, linspace } from "piecewise";
import { interact } from "piecewise/interact";
import { plot } from "piecewise/plot";
const others = [...linspace(-4, 4, ${count - 1})].map((t, i) => ({ m: 1, b: -t, weight: (i % 2 ? -1 : 1) * 0.5 }));
const draw = ({ b }) => plot(reluSum([{ m: 1, b }, ...others]), { xlim: [-4, 4], ylim: [-3, 4], units: true });
const view = interact(${patched ? "draw" : `(values) => { const next = draw(values); next.patch = undefined; return next; }`}, { b: 1.2 });
document.body.append(view);
const channel = new MessageChannel();
window.latencies = [];
let started;
// A message posted from an animation frame arrives once that frame has been painted.
channel.port1.onmessage = () => { window.latencies.push(performance.now() - started); started = undefined; };
addEventListener("input", () => {
  if (started !== undefined) return;
  started = performance.now();
  requestAnimationFrame(() => channel.port2.postMessage(0));
}, { capture: true });`;

export async function bench(): Promise<Row[]> {
  const browser = await launch();
  try {
    const rows: Row[] = [];
    for (const count of [3, 1000]) {
      const latencies: Record<string, number[]> = { redrawn: [], patched: [] };
      // In turn, so that a machine that slows down slows both.
      for (const kind of ["redrawn", "patched", "redrawn", "patched"]) {
        const { page } = await open(browser, source(count, kind === "patched"), {
          viewport: { width: 900, height: 700 },
        });
        latencies[kind].push(...(await dragged(page, EVENTS)));
        await page.context().close();
      }
      const p95 = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(0.95 * values.length)] * 1000;
      const [redrawn, patched] = [p95(latencies.redrawn), p95(latencies.patched)];
      rows.push({ name: `${count} ReLUs, whole figure drawn anew`, microseconds: redrawn, ratio: 1 });
      rows.push({
        name: `${count} ReLUs, patched in place`,
        microseconds: patched,
        ratio: redrawn / patched,
        check: patched < 16_700 ? "within a frame of 16.7 ms" : "longer than a frame of 16.7 ms",
      });
    }
    return rows;
  } finally {
    await browser.close();
  }
}
