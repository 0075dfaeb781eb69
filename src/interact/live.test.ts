import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { restingPlace } from "../../test/browser.ts";
import { box, output, RELU, slider, type TestSite, testSite } from "./test-page.ts";

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site?.close());
const mount: TestSite["mount"] = (script, setting) => site.mount(script, setting);

describe("a figure", () => {
  test("is an element with a value, an output and controls, called once and at once", async () => {
    const { page, errors, look } = await mount(`${RELU} window.first = calls.length;`);
    expect(await look("[view.className, ...[...view.children].map((e) => e.className)]")).toEqual([
      "pw-interact",
      "pw-output",
      "pw-controls",
    ]);
    expect(await look("[first, calls, view.value]")).toEqual([1, [{ m: 1.2, b: -1.2 }], { m: 1.2, b: -1.2 }]);
    expect(await output(page)).toBe("m is 1.2");
    expect(errors).toEqual([]);
  });

  test("has the same markup as where there is no document", async () => {
    const { look } = await mount(`
      const controls = { m1: 1.2, kind: ["a", "b"], on: true, t: "x", rate: log(1, 10), k: play(0, 3) };
      show(interact(() => "text", controls, { url: "same", groups: { One: ["m1"] }, reset: "all" }));`);
    const { interact, log, play } = await import("./index.ts");
    const controls = { m1: 1.2, kind: ["a", "b"], on: true, t: "x", rate: log(1, 10), k: play(0, 3) };
    const text = String(interact(() => "text", controls, { url: "same", groups: { One: ["m1"] }, reset: "all" }));
    expect(await look("view.outerHTML")).toBe(text);
  });

  test("fires one input for each change, after its value changed, and change on release; none from inside leaks", async () => {
    const { page, look } = await mount(`
      window.seen = [];
      for (const type of ["input", "change"]) document.addEventListener(type, (event) => seen.push([type, event.target.className]));
      ${RELU}`);
    await slider(page, "m").press("ArrowRight");
    expect(await look("events")).toEqual([
      ["input", true, { m: 1.3, b: -1.2 }],
      ["change", true, { m: 1.3, b: -1.2 }],
    ]);
    expect(await look("seen")).toEqual([
      ["input", "pw-interact"],
      ["change", "pw-interact"],
    ]);
    await box(page, "m").fill("2");
    expect(await look("events.length")).toBe(2);
    await box(page, "m").press("Enter");
    expect(await look("events.slice(2).map(([type]) => type)")).toEqual(["input", "change"]);
    expect(await look("view.value.m")).toBe(2);
  });

  test("dragging fires input as it moves and one change at the end; focus and drag survive the redrawing", async () => {
    const { page, look } = await mount(RELU);
    const { x, y, width, height } = (await slider(page, "m").boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (const part of [0.6, 0.7, 0.8, 0.9]) {
      await page.mouse.move(x + width * part, y + height / 2);
      await look("frame()");
    }
    expect(await look("events.every(([type]) => type === 'input')")).toBe(true);
    expect(await look("events.length")).toBeGreaterThan(2);
    await page.mouse.up();
    expect(await look("events.filter(([type]) => type === 'change').length")).toBe(1);
    expect(await look<number>("view.value.m")).toBeGreaterThan(2.5);
    expect(await look("document.activeElement.name")).toBe("m");
    expect(await output(page)).toBe(`m is ${await look("view.value.m")}`);
  });

  test("a finger on the track moves it", async () => {
    const { page, look } = await mount(RELU, { hasTouch: true });
    const { x, y, width, height } = (await slider(page, "m").boundingBox())!;
    await page.touchscreen.tap(x + width * 0.75, y + height / 2);
    expect(await look<number>("view.value.m")).toBeCloseTo(2.4, 0);
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
  });

  test("a finger that scrolls the page over a slider leaves its value as it was", async () => {
    const { page, look } = await mount(`${RELU}; document.body.style.height = "3000px";`, { hasTouch: true });
    const { x, y, width, height } = (await slider(page, "m").boundingBox())!;
    const client = await page.context().newCDPSession(page);
    const at = (dx: number, dy: number) => [{ x: x + width * 0.75 + dx, y: y + height / 2 + dy }];
    const slide = async (dx: number, dy: number) => {
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0, 0) });
      for (let i = 1; i <= 10; i++) {
        await client.send("Input.dispatchTouchEvent", {
          type: "touchMove",
          touchPoints: at((dx * i) / 10, (dy * i) / 10),
        });
      }
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await restingPlace(page);
    };
    await page.evaluate("scrollTo(0, 0)");
    await slide(0, -100);
    expect(await page.evaluate("scrollY")).toBeGreaterThan(30);
    expect(await look("view.value.m")).toBe(1.2);
    expect(await slider(page, "m").inputValue()).toBe("1.2");
    expect(await output(page)).toBe("m is 1.2");
    await page.evaluate("scrollTo(0, 0)");
    await slide(30, 0);
    expect(await look<number>("view.value.m")).toBeGreaterThan(2.4);
  });

  test("a value set by code redraws and fires nothing", async () => {
    const { page, look } = await mount(RELU);
    await look("view.value = { m: 2.05 }, frame()");
    expect(await output(page)).toBe("m is 2.05");
    expect(await box(page, "m").inputValue()).toBe("2.05");
    expect(await slider(page, "m").inputValue()).toBe("2.1");
    expect(await slider(page, "m").getAttribute("aria-valuetext")).toBe("2.05");
    await look("view.reset(), frame()");
    expect(await output(page)).toBe("m is 1.2");
    expect(await look("events")).toEqual([]);
    expect(await look("(() => { try { view.value = { q: 1 }; } catch (error) { return String(error); } })()")).toBe(
      'RangeError: interact: value must have names among m, b, got "q"',
    );
  });

  test("is called at most once a frame, with the latest values", async () => {
    const { look } = await mount(RELU);
    const seen = await look(`(async () => {
      await frame();
      calls.length = 0;
      const field = view.querySelector("[name=m]");
      for (let i = 0; i < 30; i++) fire(field, "input", (i / 10).toFixed(1));
      for (let i = 0; i < 30; i++) view.value = { b: -i / 10 };
      const before = calls.length;
      await frame();
      return [before, calls, events.length];
    })()`);
    expect(seen).toEqual([0, [{ m: 2.9, b: -2.9 }], 30]);
  });

  test.each([
    [
      "the page is hidden",
      "Object.defineProperty(document, 'hidden', { get: () => true }); window.requestAnimationFrame = () => 0;",
    ],
    ["no frame ever comes", "window.requestAnimationFrame = () => 1;"],
    ["there are no frames", "window.frame = undefined; delete window.requestAnimationFrame;"],
  ])("is called all the same where %s", async (_, before) => {
    const { look } = await mount(RELU, { before });
    expect(await look("view.value = { m: 2 }, wait(700).then(() => calls.at(-1))")).toEqual({ m: 2, b: -1.2 });
    expect(await look("calls.length")).toBe(2);
  });

  test("continuous: false calls on release; readouts follow all the same", async () => {
    const { page, look } = await mount(
      `show(interact((values) => void calls.push(values.m), { m: 1.2 }, { continuous: false }));`,
    );
    await look("fire(view.querySelector('[name=m]'), 'input', '2'), frame()");
    expect(await look("[calls, view.value.m, events.length]")).toEqual([[1.2], 2, 1]);
    expect(await box(page, "m").inputValue()).toBe("2.0");
    await look("fire(view.querySelector('[name=m]'), 'change'), frame()");
    expect(await look("calls")).toEqual([1.2, 2]);
    await look("view.value = { m: 3 }, frame()");
    expect(await look("calls")).toEqual([1.2, 2, 3]);
  });

  test("a change without an input before it is both", async () => {
    const { look } = await mount(RELU);
    await look("fire(view.querySelector('[name=m]'), 'change', '3')");
    expect(await look("events.map(([type]) => type)")).toEqual(["input", "change"]);
    expect(await look("view.value.m")).toBe(3);
  });

  test("saved as it stands, the page says what it showed", async () => {
    const { page, look } = await mount(`show(interact(() => "", { m: 1.2, on: true, t: "a", d: ["x", "y"] }));`);
    await slider(page, "m").press("End");
    await page.getByRole("checkbox").uncheck();
    await page.getByRole("textbox", { name: "t", exact: true }).fill("later");
    await page.getByRole("combobox").selectOption("y");
    const saved = await look<string>("document.body.innerHTML");
    await page.setContent(saved);
    expect(await slider(page, "m").inputValue()).toBe("3.6");
    expect(await page.getByRole("checkbox").isChecked()).toBe(false);
    expect(await page.getByRole("textbox", { name: "t", exact: true }).inputValue()).toBe("later");
    expect(await page.getByRole("combobox").inputValue()).toBe("y");
  });

  test("every kind of control changes its value", async () => {
    const { page, look } = await mount(`
      show(interact((values) => { calls.push(values); }, { n: 5, on: false, t: "a", d: { one: [1], two: [2] }, rate: log(1, 100), f: fixed("f"), none: [] }));`);
    await slider(page, "n").press("ArrowLeft");
    await page.getByRole("checkbox", { name: "on" }).check();
    await page.getByRole("textbox", { name: "t", exact: true }).fill("bc");
    await page.getByRole("combobox", { name: "d" }).selectOption("two");
    await slider(page, "rate").press("ArrowRight");
    await look("frame()");
    expect(await look("view.value")).toEqual({ n: 4, on: true, t: "bc", d: [2], rate: 10.4, f: "f", none: null });
    expect(await look("calls.at(-1)")).toEqual(await look("view.value"));
    expect(await look("events.filter(([type]) => type === 'input').length")).toBe(5);
  });

  test("has no name twice: three figures, each with its own ids and labels", async () => {
    const { page, look } = await mount(`
      for (const url of ["a", "a", undefined]) document.body.append(interact(() => "", { m: 1.2, b: 1 }, { url, groups: { One: ["m"] } }));`);
    const ids = await look<string[]>("[...document.querySelectorAll('[id]')].map((e) => e.id)");
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
    expect(await look("new Set([...document.querySelectorAll('[type=radio]')].map((e) => e.name)).size")).toBe(3);
    await page.locator("label", { hasText: "b" }).nth(1).click();
    expect(await look("document.activeElement.id")).toBe("a-2-b");
  });

  test("needs nobody: no request leaves the page, and it works on in one saved to disk", async () => {
    const { page, look } = await mount("");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.context().setOffline(true);
    await page.setContent(
      `<title>saved</title><body><script>${site.library.replaceAll("</script", "<\\/script")}</script><script>${RELU}</script>`,
    );
    await slider(page, "m").press("ArrowLeft");
    await look("frame()");
    expect(await output(page)).toBe("m is 1.1");
    expect(requests).toEqual([]);
  });
});
