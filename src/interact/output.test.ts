// What a figure's function returns, throws or promises, on the screen.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { output, slider, type TestSite, testSite } from "./test-page.ts";

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site?.close());
const mount: TestSite["mount"] = (script, setting) => site.mount(script, setting);

/** A figure of one slider whose function is `body`, a function of m, with `at` to go to an m and wait for the frame. */
const figure = (body: string) => `
  window.at = (m) => { view.value = { m }; return frame(); };
  show(interact((values) => (${body})(values.m), { m: range(0, 100) }, { defaults: { m: 1 } }));`;

describe("an output", () => {
  test.each([
    ["text, in which markup is text", "(m) => '<b>' + m", '<pre class="pw-text">&lt;b&gt;1</pre>'],
    ["a number", "(m) => m / 2", '<pre class="pw-text">0.5</pre>'],
    ["nothing", "(m) => {}", ""],
    ["null", "(m) => null", ""],
    ["an element", "(m) => document.createElement('hr')", "<hr>"],
    ["a text node", "(m) => document.createTextNode('<i>')", "<div>&lt;i&gt;</div>"],
    [
      "a fragment",
      "(m) => { const f = document.createDocumentFragment(); f.append('a', document.createElement('br')); return f; }",
      "<div>a<br></div>",
    ],
  ])("may be %s", async (_, body, html) => {
    const { look } = await mount(figure(body));
    expect(await look("view.firstChild.innerHTML")).toBe(html);
  });

  test("goes when there is nothing to show, and comes back", async () => {
    const { page, look } = await mount(figure("(m) => m > 1 ? undefined : 'one'"));
    await look("at(2)");
    expect(await output(page)).toBe("");
    await look("at(0)");
    expect(await output(page)).toBe("one");
  });

  test("that can patch itself stays; one that cannot or will not is swapped, never both, never none", async () => {
    const { look } = await mount(`
      window.counts = new Set();
      ${figure(`(m) => {
        const node = document.createElement(m < 10 ? "p" : "h4");
        node.textContent = m;
        node.patch = (next) => { if (next.tagName !== node.tagName) return false; node.textContent = next.textContent; return true; };
        return node;
      }`)}
      new MutationObserver(() => counts.add(view.firstChild.children.length)).observe(view, { childList: true, subtree: true });`);
    expect(
      await look(
        "(async () => { const first = view.firstChild.firstChild; await at(2); return [first === view.firstChild.firstChild, first.textContent]; })()",
      ),
    ).toEqual([true, "2"]);
    expect(
      await look(
        "(async () => { const first = view.firstChild.firstChild; await at(20); return [first.isConnected, view.firstChild.innerHTML]; })()",
      ),
    ).toEqual([false, "<h4>20</h4>"]);
    expect(await look("[...counts]")).toEqual([1]);
  });

  test("keeps focus and pointer in what stays", async () => {
    const { page, look } = await mount(
      figure(`(m) => {
      const node = document.createElement("button");
      node.textContent = m;
      node.patch = (next) => { node.textContent = next.textContent; return true; };
      return node;
    }`),
    );
    await page.locator(".pw-output button").focus();
    await look("at(7)");
    expect(await look("[document.activeElement.textContent, document.activeElement.parentNode.className]")).toEqual([
      "7",
      "pw-output",
    ]);
  });

  test("may be the same node again", async () => {
    const { look } = await mount(
      `const node = document.createElement("p"); ${figure("(m) => { node.textContent = m; return node; }")}`,
    );
    await look("at(3)");
    expect(await look("view.firstChild.innerHTML")).toBe("<p>3</p>");
  });

  test("that stays loses its dimness after an error, and its focus at no time", async () => {
    const { page, look } = await mount(`
      const same = document.createElement("button");
      const patched = document.createElement("button");
      patched.patch = () => true;
      ${figure("(m) => { if (m === 5) throw new Error('five'); return m < 5 ? same : m === 6 ? patched : document.createElement('button'); }")}`);
    await page.locator(".pw-output button").focus();
    await look("at(5)");
    expect(await look("view.querySelector('button').className")).toBe("dim");
    await look("at(2)");
    expect(await look("[view.querySelector('button').className, document.activeElement.localName]")).toEqual([
      "",
      "button",
    ]);
    await look("at(6).then(() => at(5)).then(() => at(7))");
    expect(await look("view.querySelector('.pw-output').innerHTML")).toBe('<button class=""></button>');
  });

  test("is not read aloud as it changes", async () => {
    const { look } = await mount(figure("(m) => m"));
    expect(await look("view.firstChild.getAttribute('aria-live')")).toBe("off");
  });
});

describe("an error", () => {
  const THROWS = figure("(m) => { if (m > 5) throw new Error('<b>' + m + '</b> is too much'); return 'fine ' + m; }");

  test("stands below the last output, dimmed; the controls stay alive, and the next good call ends it", async () => {
    const { page, errors, look } = await mount(THROWS);
    await look("at(6)");
    expect(await look("view.firstChild.innerHTML")).toBe(
      '<pre class="pw-text dim">fine 1</pre><p class="pw-error" role="alert">&lt;b&gt;6&lt;/b&gt; is too much</p>',
    );
    expect(await look("[view.value.m, String(view.error)]")).toEqual([6, "Error: <b>6</b> is too much"]);
    await look("at(7)");
    expect(await page.getByRole("alert").textContent()).toBe("<b>7</b> is too much");
    await slider(page, "m").press("Home");
    await look("frame()");
    expect(await look("view.firstChild.innerHTML")).toBe('<pre class="pw-text">fine 0</pre>');
    expect(await look("view.error")).toBeUndefined();
    expect(errors).toEqual([]);
  });

  test("in the very first call leaves live controls", async () => {
    const { page, look } = await mount(THROWS.replace("m: 1", "m: 8"));
    expect(await look("view.firstChild.innerHTML")).toBe(
      '<p class="pw-error" role="alert">&lt;b&gt;8&lt;/b&gt; is too much</p>',
    );
    await slider(page, "m").press("Home");
    await look("frame()");
    expect(await output(page)).toBe("fine 0");
  });

  test("that stays the same is said once", async () => {
    const { look } = await mount(figure("(m) => { throw new Error('always'); }"));
    expect(
      await look(
        "(async () => { const p = view.querySelector('.pw-error'); await at(2); return p === view.querySelector('.pw-error'); })()",
      ),
    ).toBe(true);
  });

  test.each([
    ["a string", "'why'", "why"],
    ["an error without a message", "new TypeError()", "TypeError"],
    ["nothing at all", "undefined", "interact: fn threw nothing"],
  ])("may be %s", async (_, thrown, says) => {
    const { page } = await mount(figure(`(m) => { throw ${thrown}; }`));
    expect(await page.getByRole("alert").textContent()).toBe(says);
  });

  test("in a control given as a function leaves the values as they were", async () => {
    const { page, look } = await mount(`
      show(interact(({ lo }) => "lo " + lo, { lo: range(0, 9), hi: ({ lo }) => { if (lo > 5) throw new Error("no"); return [lo, 9]; } }));`);
    await slider(page, "lo").press("End");
    expect(await page.getByRole("alert").textContent()).toBe("no");
    expect(await look("[view.value.lo, view.querySelector('[name=lo]').value]")).toEqual([4, "4"]);
    await slider(page, "lo").press("ArrowRight");
    await look("frame()");
    expect(await look("view.firstChild.textContent")).toBe("lo 5");
  });
});

describe("a promise", () => {
  const SLOW = figure(
    "(m) => wait(m * 10).then(() => { if (m === 13) throw new Error('unlucky'); return 'after ' + m; })",
  );

  test("is shown when it is kept; until then what was there stays", async () => {
    const { page, look } = await mount(SLOW);
    await look("wait(100)");
    expect(await output(page)).toBe("after 1");
    await look("at(20)");
    expect(await output(page)).toBe("after 1");
    await look("wait(300)");
    expect(await output(page)).toBe("after 20");
    expect(await look("view.output")).toBe("after 20");
  });

  test("that is late does not overwrite what came after it", async () => {
    const { page, look } = await mount(SLOW);
    await look("at(60).then(() => at(2)).then(() => wait(200))");
    expect(await output(page)).toBe("after 2");
    await look("wait(600)");
    expect(await output(page)).toBe("after 2");
  });

  test("that is broken is an error; a late one is none", async () => {
    const { page, errors, look } = await mount(SLOW);
    await look("at(13).then(() => wait(250))");
    expect(await page.getByRole("alert").textContent()).toBe("unlucky");
    await look("at(13).then(() => at(2)).then(() => wait(400))");
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await output(page)).toBe("after 2");
    expect(errors).toEqual([]);
  });

  test("that is never kept holds nobody up", async () => {
    const { page, look } = await mount(figure("(m) => m === 1 ? new Promise(() => {}) : 'now ' + m"));
    await look("at(2)");
    expect(await output(page)).toBe("now 2");
  });
});
