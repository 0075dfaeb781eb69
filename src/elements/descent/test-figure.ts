// test-figure.ts: a page with one of the figures that learn in it, and what its tests ask of it.
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type RoomPage, roomPage } from "../test-room.ts";

export interface FigurePage extends RoomPage {
  /** Presses a button of the figure; after "Pause", waits for what was under way. */
  press(name: string): Promise<void>;
  /** The figure's `value`. */
  value<T = Record<string, unknown>>(): Promise<T>;
  /** Waits until an expression of `figure` holds. */
  until(expression: string): Promise<unknown>;
}

/**
 * Lets a figure learn for more than 120 steps, and tells how many it asked its worker for in each message and how many pictures
 * it showed meanwhile. An answer may be shorter than what was asked for, where the machine is busy.
 */
export async function watchedRun({ page, press, until }: FigurePage): Promise<{ asked: number[]; pictures: number }> {
  await page.evaluate(`
    window.watched = { asked: [], pictures: 0 };
    figure.addEventListener("input", () => watched.pictures++);
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (sent) {
      if (sent.message?.steps) watched.asked.push(sent.message.steps);
      return postMessage.call(this, sent);
    };`);
  await press("Start");
  await until("figure.value.steps > 120");
  return page.evaluate("watched");
}

/** A page whose `figure` is what `call` gives, as in `descentFigure({ units: 6 })`, after the code of `before`. */
export async function figurePage(
  browser: Browser,
  call: string,
  { before = "", ...options }: BrowserContextOptions & { at?: string; html?: string; before?: string } = {},
  ready = READY,
): Promise<FigurePage> {
  const name = call.slice(0, call.indexOf("("));
  const script = `${before} import { ${name} } from "piecewise/elements"; window.figure = ${call}; document.body.append(figure);`;
  const room = await roomPage(browser, script, { viewport: { width: 1000, height: 1200 }, ...options });
  const until = (expression: string) => room.page.waitForFunction(expression, undefined, { timeout: 60_000 });
  await until(ready);
  const steps = () => room.page.evaluate("figure.value.steps");
  const press = async (text: string): Promise<void> => {
    await room.page.getByRole("button", { name: text, exact: true }).click();
    if (text !== "Pause") return;
    for (let seen = Number.NaN, now = await steps(); now !== seen; ) {
      await room.page.waitForTimeout(300);
      [seen, now] = [now as number, await steps()];
    }
  };
  return {
    ...room,
    until,
    press,
    value: <T>() => room.page.evaluate("figure.value") as Promise<T>,
    visit: async (at) => {
      await room.visit(at);
      await until(ready);
    },
  };
}

/** The figure shows its loss: its first state has come. */
const READY = "document.querySelector('.pw-learn output')?.textContent !== ''";

/** What axe finds on the page, but for what a page with nothing beside the figure lacks. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  return violations
    .map(({ id, nodes }) => `${id}: ${nodes[0].html}`)
    .filter((finding) => !/^(landmark-one-main|page-has-heading-one|region)/.test(finding));
}

/** Bytes of the page's heap after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.enable");
  for (let i = 0; i < 3; i++) await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await client.send("Runtime.getHeapUsage")) as { usedSize: number };
  await client.detach();
  return usedSize;
}
