// address.test.ts: a figure's state in the page's address, in a browser.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../../test/browser.ts";
import { pack } from "./packed.ts";
import { roomPage } from "./test-room.ts";

const SCRIPT = `
  import { keepInAddress } from "/src/elements/address.ts";
  const abort = new AbortController();
  const seen = { now: { n: 1 }, problems: [], restored: 0, abort };
  seen.kept = keepInAddress("fit", {
    state: () => seen.now,
    restore(state) {
      if (typeof state?.n !== "number") throw new RangeError("fit: n must be a number, got " + typeof state?.n);
      seen.now = state;
      seen.restored++;
    },
    start: { n: 1 },
    onProblem: (text) => seen.problems.push(text),
    signal: abort.signal,
  });
  seen.set = (n, final) => { seen.now = { n }; seen.kept.write(final); };
  window.seen = seen;`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const look = <T>(page: Page, expression: string): Promise<T> => page.evaluate(expression) as Promise<T>;
const search = (page: Page) => new URL(page.url()).search;
const pause = (page: Page) => page.waitForTimeout(500);

describe("keepInAddress", () => {
  test("writes what differs from the start, keeps other parts as they are, reads it again, and is clean at the start", async () => {
    const { page, errors, visit } = await roomPage(browser, SCRIPT, { at: "?a=%20b&c#here" });
    await look(page, "seen.kept.ready.then(() => seen.set(7, true))");
    await page.waitForURL(/fit=1\./);
    const { search: query, hash } = new URL(page.url());
    expect(query).toBe(`?a=%20b&c&fit=${await pack({ n: 7 })}`);
    expect(hash).toBe("#here");
    expect(await look(page, "history.length")).toBe(2); // about:blank and the page: no entry of ours
    await visit(query);
    await look(page, "seen.kept.ready");
    expect(await look(page, "seen.now")).toEqual({ n: 7 });
    await look(page, "seen.set(1, true)");
    await page.waitForURL((url) => url.search === "?a=%20b&c");
    expect(errors).toEqual([]);
  });

  test("many changes are few writes, and the last one is written", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    await look(
      page,
      `(async () => {
        const write = history.replaceState;
        seen.writes = 0;
        history.replaceState = function (...args) { seen.writes++; return write.apply(this, args); };
        await seen.kept.ready;
        for (let i = 2; i < 102; i++) { seen.set(i, true); await new Promise((done) => setTimeout(done, 5)); }
      })()`,
    );
    await pause(page);
    expect(search(page)).toBe(`?fit=${await pack({ n: 101 })}`);
    expect(await look<number>(page, "seen.writes")).toBeLessThan(6);
  });

  test("going back and forward restores, also to the start", async () => {
    const { page } = await roomPage(browser, SCRIPT, { at: `?fit=${await pack({ n: 5 })}` });
    await look(page, "seen.kept.ready");
    await look(page, `history.pushState(null, "", "?fit=${await pack({ n: 6 })}"), history.pushState(null, "", "/")`);
    await page.goBack();
    await expect.poll(() => look(page, "seen.now.n")).toBe(6);
    await page.goForward();
    await expect.poll(() => look(page, "seen.now.n")).toBe(1);
    const before = await look(page, "seen.restored");
    await look(page, "location.hash = 'chapter-2'");
    await pause(page);
    expect(await look(page, "seen.restored")).toBe(before);
  });

  test.each([
    { what: "no form", raw: "banana", message: "must be a version, a point and base64url" },
    { what: "script", raw: "%3Cscript%3Ealert(1)%3C/script%3E", message: "must be a version" },
    { what: "broken percents", raw: "%E0%A4%A", message: "must be a version" },
    { what: "1 MB", raw: `1.${"A".repeat(1_000_000)}`, message: "at most 16000 characters, got 1000002" },
    { what: "a state that is none", state: { n: "7" }, message: "n must be a number, got string" },
    { what: "null", state: null, message: "n must be a number, got undefined" },
  ])("$what: the start, and a note", async ({ raw, state, message }) => {
    const { page, errors } = await roomPage(browser, SCRIPT, { at: `?fit=${raw ?? (await pack(state))}` });
    await look(page, "seen.kept.ready");
    expect(await look(page, "seen.now")).toEqual({ n: 1 });
    const [problem] = await look<string[]>(page, "seen.problems");
    expect(problem).toMatch(/^The address's part “fit” was not used: /);
    expect(problem).toContain(message);
    expect(problem.length).toBeLessThan(300);
    expect(await look(page, "seen.kept.problem")).toBe(problem);
    await look(page, "seen.set(3, true)");
    await expect.poll(() => look(page, "seen.problems.at(-1)")).toBe("");
    expect(errors).toEqual([]);
  });

  test("what is too large is left out, and said", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    await look(page, "seen.kept.ready.then(() => seen.set(3, true))");
    await page.waitForURL(/fit=/);
    await look(page, "(seen.now = { n: 1, x: Array.from({ length: 9000 }, () => Math.random()) }, seen.kept.write())");
    await expect.poll(() => look(page, "seen.kept.problem")).toBe("This state is too large for the address.");
    expect(search(page)).toBe("");
  });

  test("after its signal it is silent", async () => {
    const { page } = await roomPage(browser, SCRIPT);
    await look(page, `seen.kept.ready.then(() => { seen.set(3); seen.abort.abort(); seen.set(4, true); })`);
    await look(page, `(history.pushState(null, "", "?fit=${await pack({ n: 6 })}"), history.back())`);
    await pause(page);
    expect(search(page)).toBe("");
    expect(await look(page, "seen.restored")).toBe(0);
  });
});
