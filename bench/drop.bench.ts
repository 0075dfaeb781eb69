// drop.bench.ts: a table of a million rows is dropped on a figure: until its first fit is painted, and what the page's frames do meanwhile.
import type { Page } from "playwright-core";
import { launch, open } from "../test/browser.ts";
import type { Row } from "./row.ts";

export const title = "A CSV of 1,000,000 rows, dropped on a figure: until the first fit is painted";

const ROWS = 1_000_000;
const RUNS = 3;

const SOURCE = `
import Papa from "papaparse";
import { fitFigure } from "piecewise/elements";
import { quickFit } from "piecewise/fit";

const parts = ["x,y\\n"];
let seed = 1;
for (let i = 0; i < ${ROWS}; i++) {
  seed = (seed * 16807) % 2147483647;
  const x = (seed / 2147483647) * 10;
  parts.push(x.toFixed(4) + "," + (Math.sin(x) + (((i * 7919) % 100) / 100 - 0.5) * 0.2).toFixed(4) + "\\n");
}
const file = new File(parts, "million.csv", { type: "text/csv" });
parts.length = 0;

const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(0);
}));

/** What \`work\` takes until it is painted, and the longest time between two frames from its start until a second later. */
async function timed(work) {
  let [longest, last, going] = [0, 0, true];
  const frame = () => {
    const now = performance.now();
    if (last > 0) longest = Math.max(longest, now - last);
    last = now;
    if (going) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await new Promise((resolve) => setTimeout(resolve, 300));
  longest = 0;
  const begun = performance.now();
  const rows = await work();
  await painted();
  const ms = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  going = false;
  return { ms, longest, rows };
}

window.ours = async () => {
  const figure = fitFigure();
  document.body.replaceChildren(figure);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return timed(async () => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const read = new Promise((resolve) => figure.addEventListener("input", resolve, { once: true }));
    figure.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    await read;
    return figure.value.source.rows;
  });
};

window.papaparse = (worker) => timed(async () => {
  const { data } = await new Promise((complete) => Papa.parse(file, { worker, dynamicTyping: true, skipEmptyLines: true, complete }));
  return data.length - 1;
});`;

interface Timed {
  readonly ms: number;
  readonly longest: number;
  readonly rows: number;
}

export async function bench(): Promise<Row[]> {
  const browser = await launch();
  try {
    const { page } = await open(browser, SOURCE, { viewport: { width: 1000, height: 1200 } });
    const ours = await middle(page, "ours()");
    const peers = {
      "papaparse in its worker: read, no fit": await middle(page, "papaparse(true)"),
      "papaparse on the page: read, no fit": await middle(page, "papaparse(false)"),
    };
    return Object.entries({ "figure: read, averaged, fitted, painted": ours, ...peers }).map(
      ([name, { ms, longest }]) => ({
        name,
        microseconds: ms * 1000,
        ours: ms / ours.ms,
        check: `longest time between two frames ${Math.round(longest)} ms`,
      }),
    );
  } finally {
    await browser.close();
  }
}

/** Of several runs, that of the median time, with the longest gap of all. */
async function middle(page: Page, call: string): Promise<Timed> {
  const runs: Timed[] = [];
  for (let i = 0; i < RUNS; i++) runs.push((await page.evaluate(call)) as Timed);
  const wrong = runs.find(({ rows }) => rows !== ROWS);
  if (wrong) throw new Error(`drop: ${call} read ${wrong.rows} rows of ${ROWS}`);
  const { ms } = runs.sort((a, b) => a.ms - b.ms)[Math.floor(RUNS / 2)];
  return { ms, longest: Math.max(...runs.map(({ longest }) => longest)), rows: ROWS };
}
