// A figure's state in the page's address.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { box, output, slider, type TestSite, testSite } from "./test-page.ts";

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site?.close());
const mount: TestSite["mount"] = (script, setting) => site.mount(script, setting);

const FIGURE = `
  show(interact((values) => { calls.push(values); return "m is " + values.m; },
    { m: 1.2, b: -1.2, n: 5, on: false, t: "hi", d: { one: 1, two: 2 }, f: fixed(1), w: ({ on }) => on ? range(0, 10) : fixed(0) },
    { url: "fig" }));`;
const START = { m: 1.2, b: -1.2, n: 5, on: false, t: "hi", d: 1, f: 1, w: 0 };
const query = "location.search + location.hash";

describe("the address", () => {
  test("holds what differs from the start, soon after it changed; nothing once all is back", async () => {
    const { page, look } = await mount(FIGURE);
    expect(await look(query)).toBe("");
    await slider(page, "m").press("ArrowRight");
    await slider(page, "b").press("ArrowRight");
    await look("wait(350)");
    expect(await look(query)).toBe("?fig=m:1.3,b:-1.1");
    await look("view.reset(), wait(350)");
    expect(await look(query)).toBe("");
    expect(await look("history.length")).toBe(2);
  });

  test("brings every kind of value back on a reload, to the last bit", async () => {
    const { page, look, visit } = await mount(FIGURE);
    await box(page, "m").fill("0.1234567890123456");
    await box(page, "m").press("Enter");
    await slider(page, "n").press("End");
    await page.getByRole("checkbox").check();
    await page.getByRole("textbox", { name: "t", exact: true }).fill("a, b: c & d = 100% <é>+\u2212");
    await page.getByRole("combobox").selectOption("two");
    await slider(page, "w").press("Home");
    const value = await look("view.value");
    await look("wait(350)");
    const at = await look<string>(query);
    expect(at).toBe(
      "?fig=m:0.1234567890123456,n:15,on:1,t:a%2C%20b%3A%20c%20%26%20d%20%3D%20100%25%20%3C%C3%A9%3E%2B%E2%88%92,d:two,w:0",
    );
    await visit(at);
    expect(await look("view.value")).toEqual(value);
    expect(await look("calls")).toEqual([value]);
    expect(await slider(page, "n").inputValue()).toBe("15");
    expect(await page.locator(".pw-note").count()).toBe(0);
  });

  test("keeps its other parameters and its hash, to the letter", async () => {
    const { page, look } = await mount(FIGURE, { at: "?a=%20+'&fig=m:2&b#part-2" });
    expect(await look("view.value.m")).toBe(2);
    await slider(page, "m").press("ArrowRight");
    await look("wait(350)");
    expect(await look(query)).toBe("?a=%20+%27&fig=m:2.1&b#part-2");
    await look("view.reset(), wait(350)");
    expect(await look(query)).toBe("?a=%20+%27&b#part-2");
  });

  test("is read whatever order its controls depend on each other in", async () => {
    const { page, look } = await mount(
      `show(interact(() => "", { hi: ({ lo }) => [lo, 9], lo: range(0, 9), w: ({ hi }) => hi < 4 ? range(0, 3) : fixed(0) }, { url: "fig" }));`,
      { at: "?fig=w:2,hi:3,lo:1" },
    );
    expect(await look("view.value")).toEqual({ hi: 3, lo: 1, w: 2 });
    expect(await page.locator(".pw-note").count()).toBe(0);
  });

  test("holds several figures", async () => {
    const two = `for (const url of ["p", "q"]) document.body.append(interact(() => "", { [url]: 1.2 }, { url }));`;
    const { page, look } = await mount(two, { at: "?q=q:2" });
    await slider(page, "p").press("ArrowRight");
    await look("wait(350)");
    expect(await look(query)).toBe("?q=q:2&p=p:1.3");
  });

  test("is written at most four times a second while a slider moves, and when the page goes", async () => {
    const { look } = await mount(`
      window.writes = 0;
      const replace = history.replaceState;
      history.replaceState = function (...rest) { writes++; return replace.apply(this, rest); };
      ${FIGURE}`);
    await look(`(async () => {
      const field = view.querySelector("[name=m]");
      const end = performance.now() + 1000;
      for (let i = 0; performance.now() < end; i++) {
        fire(field, "input", (i % 30) / 10);
        fire(field, "change");
        await wait(10);
      }
    })()`);
    const writes = await look<number>("writes");
    expect(writes).toBeGreaterThan(1);
    expect(writes).toBeLessThanOrEqual(5);
    await look("wait(300)");
    await look("fire(view.querySelector('[name=m]'), 'input', '0.7'), dispatchEvent(new Event('pagehide'))");
    expect(await look(query)).toBe("?fig=m:0.7");
  });

  test("may refuse to be written: the figure works on", async () => {
    const { page, errors, look } = await mount(
      `history.replaceState = () => { throw new DOMException("no", "SecurityError"); }; ${FIGURE}`,
    );
    await slider(page, "m").press("ArrowRight");
    await look("wait(350)");
    expect(await output(page)).toBe("m is 1.3");
    expect(errors).toEqual([]);
  });

  test("is followed when the reader goes back", async () => {
    const { page, look } = await mount(FIGURE);
    await look("history.pushState(null, '', '?fig=m:2,n:7')");
    await look("history.pushState(null, '', '?fig=m:3')");
    await look("history.back(), wait(200)");
    expect(await look("[view.value.m, view.value.n, events.map(([type]) => type)]")).toEqual([
      2,
      7,
      ["input", "change"],
    ]);
    expect(await output(page)).toBe("m is 2");
    expect(await slider(page, "n").inputValue()).toBe("7");
    await look("history.back(), wait(200)");
    expect(await look("view.value")).toEqual(START);
  });

  test("without a name for it is left alone", async () => {
    const { page, look } = await mount(`show(interact(() => "", { m: 1.2 }));`, { at: "?m=m:2" });
    await slider(page, "m").press("ArrowRight");
    await look("wait(350)");
    expect(await look(`[view.value.m, ${query}]`)).toEqual([1.3, "?m=m:2"]);
  });
});

describe("an address that asks for what is not there", () => {
  test.each([
    ["m:9", "m:9 (takes \u22121.2 to 3.6)"],
    ["m:", "m: (takes \u22121.2 to 3.6)"],
    ["m:NaN", "m:NaN (takes \u22121.2 to 3.6)"],
    ["m:1e999", "m:1e999 (takes \u22121.2 to 3.6)"],
    ["n:1.5", "n:1.5 (takes whole numbers from \u22125 to 15)"],
    ["on:true", "on:true (takes 0 or 1)"],
    ["d:three", "d:three (takes one, two)"],
    ["d:toString", "d:toString (takes one, two)"],
    ["f:2", "f:2 (is fixed)"],
    ["w:2", "w:2 (is fixed)"],
    ["q:1", "q:1 (no such control)"],
    ["__proto__:1", "__proto__:1 (no such control)"],
    ["constructor:1", "constructor:1 (no such control)"],
    ["m", "m (not name:value)"],
    ["m:%", "m:% (not name:value)"],
    ["<img%20src=x>:1", "<img src=x>:1 (no such control)"],
    ["q:1,r:2,s:3,u:4,v:5", "q:1 (no such control); r:2 (no such control); s:3 (no such control) and 2 more"],
  ])("%s: the start, and a note", async (raw, note) => {
    const { page, errors, look } = await mount(FIGURE, { at: `?fig=${raw}` });
    expect(await look("view.value")).toEqual(START);
    expect(await page.locator(".pw-interact > .pw-note").textContent()).toBe(`Ignored in the address: ${note}.`);
    expect(errors).toEqual([]);
  });

  test("loses only that; the note goes when the address is next written", async () => {
    const { page, look } = await mount(FIGURE, { at: "?fig=b:0.5,m:9" });
    expect(await look("[view.value.m, view.value.b]")).toEqual([1.2, 0.5]);
    expect(await page.locator(".pw-note").count()).toBe(1);
    await slider(page, "n").press("ArrowRight");
    await look("wait(350)");
    expect(await page.locator(".pw-note").count()).toBe(0);
    expect(await look(query)).toBe("?fig=b:0.5,n:6");
  });

  test("of absurd length is not read at all", async () => {
    const { page, look } = await mount(FIGURE, { at: `?fig=m:2,t:${"x".repeat(3000)}` });
    expect(await look("view.value")).toEqual(START);
    expect((await page.locator(".pw-note").textContent())!.length).toBeLessThan(140);
  });

  test("and values too long for an address are kept in the figure, which says so", async () => {
    const { page, look } = await mount(FIGURE, { at: "?fig=m:2" });
    await page.getByRole("textbox", { name: "t", exact: true }).fill("x".repeat(2500));
    await look("wait(350)");
    expect(await look(`[view.value.t.length, ${query}]`)).toEqual([2500, ""]);
    expect(await page.locator(".pw-note").textContent()).toContain("too long for the address");
    await look("view.reset(), wait(350)");
    expect(await page.locator(".pw-note").count()).toBe(0);
  });

  test("at which a control given as a function throws is not read", async () => {
    const { page, errors, look } = await mount(
      `show(interact(() => "", { lo: range(0, 9), hi: ({ lo }) => { if (lo > 5) throw new Error("no"); return [lo, 9]; } }, { url: "fig" }));`,
      { at: "?fig=lo:6" },
    );
    expect(await look("view.value")).toEqual({ lo: 4, hi: 6 });
    expect(await page.locator(".pw-note").textContent()).toBe("Ignored in the address: all of it (Error: no).");
    expect(errors).toEqual([]);
  });
});
