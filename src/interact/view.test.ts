import { expect, test, vi } from "vitest";
import { choice, fixed, interact, log, play, range } from "./index.ts";

const html = (view: object) => String(view);
const plotLike = { svg: '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>', toString: () => "not this" };

test("without a document a figure is its picture and its controls, as the look has them", () => {
  const view = interact(() => plotLike, { m1: 1.2, b: -1.2 }, { url: "one-relu" });
  expect(html(view)).toBe(
    '<div class="pw-interact">' +
      '<div class="pw-output" aria-live="off"><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg></div>' +
      '<div class="pw-controls">' +
      '<div class="pw-control u1"><label for="one-relu-m1">m<sub>1</sub></label>' +
      '<span class="pw-range"><input type="range" id="one-relu-m1" name="m1" aria-label="m1" min="-1.2" max="3.6" step="0.1" value="1.2" style="--v: 0.5000; --z: 0.2500;"></span>' +
      '<input type="text" inputmode="decimal" autocomplete="off" aria-label="m1, value" value="1.2">' +
      '<button type="button" class="reset" aria-label="Reset m1 to 1.2" disabled=""><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.2 6.2A5.3 5.3 0 1 1 2.7 9M3 2.5v3.8h3.8"></path></svg></button></div>' +
      '<div class="pw-control u1"><label for="one-relu-b">b</label>' +
      '<span class="pw-range"><input type="range" id="one-relu-b" name="b" aria-label="b" min="-3.6" max="1.2" step="0.1" value="-1.2" style="--v: 0.5000; --z: 0.7500;"></span>' +
      '<input type="text" inputmode="decimal" autocomplete="off" aria-label="b, value" value="\u22121.2">' +
      '<button type="button" class="reset" aria-label="Reset b to \u22121.2" disabled=""><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.2 6.2A5.3 5.3 0 1 1 2.7 9M3 2.5v3.8h3.8"></path></svg></button></div>' +
      "</div></div>",
  );
});

test("it has a value that can be set, an output, and a reset", () => {
  const fn = vi.fn(({ m, on }: { m: number; on: boolean }) => `${m} ${on}`);
  const view = interact(fn, { m: 1.2, on: true });
  expect([view.value, view.output]).toEqual([{ m: 1.2, on: true }, "1.2 true"]);
  view.value = { m: 2 };
  expect([view.value, view.output]).toEqual([{ m: 2, on: true }, "2 true"]);
  expect(html(view)).toContain('aria-label="m, value" value="2.0"');
  expect(html(view)).toContain('aria-label="Reset m to 1.2"><svg');
  view.reset();
  expect([view.value, view.output]).toEqual([{ m: 1.2, on: true }, "1.2 true"]);
  expect(fn).toHaveBeenCalledTimes(3);
});

test.each([
  ["a < b & c", '<pre class="pw-text">a &lt; b &amp; c</pre>'],
  ["\n two\nlines", '<pre class="pw-text"> two\nlines</pre>'],
  ["$& $' $1", '<pre class="pw-text">$&amp; $\' $1</pre>'],
  [0, '<pre class="pw-text">0</pre>'],
  [false, '<pre class="pw-text">false</pre>'],
  [undefined, ""],
  [null, ""],
])("what a function returns is text: %j", (output, expected) => {
  expect(html(interact(() => output, { m: 1 }))).toContain(
    `aria-live="off">${expected}</div><div class="pw-controls">`,
  );
});

test("what it throws is shown in place of an output, escaped, and is gone with the next good call", () => {
  const view = interact(
    ({ m }) => {
      if (m > 1) throw new Error("<b>too much</b>");
      return "fine";
    },
    { m: range(0, 2) },
    { defaults: { m: 2 } },
  );
  expect(html(view)).toContain('<p class="pw-error" role="alert">&lt;b&gt;too much&lt;/b&gt;</p></div>');
  expect(view.error).toEqual(new Error("<b>too much</b>"));
  view.value = { m: 1 };
  expect(html(view)).toContain('<pre class="pw-text">fine</pre>');
  expect(view.error).toBeUndefined();
});

test("a promise becomes the output when it is kept", async () => {
  const view = interact(async ({ m }) => m + 1, { m: 1 });
  await Promise.resolve(view.output);
  await new Promise((done) => setTimeout(done));
  expect(view.output).toBe(2);
  expect(html(view)).toContain('<pre class="pw-text">2</pre>');
});

test("the other kinds of control", () => {
  const text = html(
    interact(
      () => undefined,
      {
        on: true,
        title: "hi",
        kind: ["a", "b"],
        none: [],
        rate: log(0.001, 1),
        k: play(0, 10),
        f: fixed(1),
      },
      { url: "kinds", reset: false },
    ),
  );
  expect(text).toContain(
    '<div class="pw-control checkbox u1"><label for="kinds-on">on</label><input type="checkbox" id="kinds-on" name="on" aria-label="on" checked=""></div>',
  );
  expect(text).toContain(
    '<div class="pw-control text u1"><label for="kinds-title">title</label><input type="text" id="kinds-title" name="title" aria-label="title" autocomplete="off" value="hi"></div>',
  );
  expect(text).toContain(
    '<select id="kinds-kind" name="kind" aria-label="kind"><option selected="">a</option><option>b</option></select></div>',
  );
  expect(text).toContain('<select id="kinds-none" name="none" aria-label="none" disabled=""></select></div>');
  expect(text).toContain(
    'name="rate" aria-label="rate" min="0" max="120" step="1" value="60" aria-valuetext="0.0316" style="--v: 0.4999; --z: 0.0000;"',
  );
  expect(text).toContain('<button type="button" class="run" aria-label="Play k"><svg');
  expect(text).not.toContain('name="f"');
  expect(text).not.toContain("Reset");
});

test("groups are fieldsets with tabs for phones; what is in no group follows", () => {
  const text = html(
    interact(
      () => undefined,
      { m1: 1, w1: fixed(1), c: 0, m2: 2, w2: ({ c }: { c: number }) => (c ? range(0, 1) : fixed(1)) },
      {
        groups: { "ReLU 1": ["m1", "w1"], "ReLU 2": ["m2"], More: ["w2"] },
        captions: { "ReLU 1": ({ m1 }) => `slope ${m1}` },
        labels: { c: "constant" },
        units: { c: 0, w2: 3 },
        reset: "all",
        url: "groups",
      },
    ),
  );
  const bare = text.replace(/<(svg|button|input type="text"|span class="pw-range").*?<\/(svg|button|span)>/g, "");
  expect(
    bare
      .replace(/<(\/?)(div|fieldset|legend)/g, "\n<$1$2")
      .split("\n")
      .slice(5, 15),
  ).toEqual([
    '<div class="pw-units">',
    '<div class="pw-pick"><label class="u1"><input type="radio" name="groups-pick" value="1" checked="">ReLU 1</label><label class="u2"><input type="radio" name="groups-pick" value="2">ReLU 2</label><label class="u3"><input type="radio" name="groups-pick" value="3">More</label>',
    "</div>",
    '<fieldset class="u1">',
    '<legend><span class="title">ReLU 1</span><span class="num">slope 1</span>',
    "</legend>",
    expect.stringContaining('<div class="pw-control u1"><label for="groups-m1">m<sub>1</sub></label>'),
    "</div>",
    "</fieldset>",
    '<fieldset class="u2">',
  ]);
  expect(text).toContain(
    '<fieldset class="u3" hidden=""><legend><span class="title">More</span></legend><div hidden=""></div></fieldset></div>',
  );
  expect(text).toContain('</div><div class="pw-control u0"><label for="groups-c">constant</label>');
  expect(text).toContain('aria-label="constant"');
  expect(text).toContain(
    '<div class="pw-tools"><button type="button" class="reset-all" disabled="">Reset all</button></div></div></div>',
  );
});

test.each([
  ["m1", 'u1"><label for="n1-m1">m<sub>1</sub><'],
  ["b7", 'u7"><label for="n2-b7">b<sub>7</sub><'],
  ["b8", 'u0"><label for="n3-b8">b<sub>8</sub><'],
  ["b0", 'u0"><label for="n4-b0">b<sub>0</sub><'],
  ["m12", 'u0"><label for="n5-m12">m<sub>12</sub><'],
  ["m", 'u1"><label for="n6-m">m<'],
  ["x2y", 'u1"><label for="n7-x2y">x2y<'],
  ["7", 'u1"><label for="n8-7">7<'],
  ["a b", 'u1"><label for="n9-a%20b">a b<'],
])("%s has its name and hue", (name, expected) => {
  const count = ["m1", "b7", "b8", "b0", "m12", "m", "x2y", "7", "a b"].indexOf(name) + 1;
  expect(html(interact(() => 0, { [name]: 1.5 }, { url: `n${count}` }))).toContain(`class="pw-control ${expected}`);
});

test("names, labels, options and texts stay text", () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const text = html(
    interact(
      () => evil,
      { [evil]: evil, d: [evil, "b"] },
      { labels: { d: evil }, groups: { [evil]: ["d"] }, captions: { [evil]: () => evil }, url: evil },
    ),
  );
  expect(text).not.toContain("<img");
  expect(text.match(/&lt;img/g)?.length).toBeGreaterThan(8);
});

test("groups without an index of their own are counted", () => {
  const text = html(interact(() => 0, { a: 1.2, b: 1.2 }, { groups: { First: ["a"], Second: ["b"] } }));
  expect(text.match(/<fieldset class="u."/g)).toEqual(['<fieldset class="u1"', '<fieldset class="u2"']);
  expect(text.match(/value=".">(First|Second)/g)).toEqual(['value="2">Second']);
  expect(text).toContain('value="1" checked="">First');
});

test("two figures of one name have different ids", () => {
  const ids = [1, 2, 3].map(() => /id="(.*?)"/.exec(html(interact(() => 0, { m: 1 }, { url: "twice" })))?.[1]);
  expect(ids).toEqual(["twice-m", "twice-2-m", "twice-3-m"]);
  const unnamed = [1, 2].map(() => /id="(.*?)"/.exec(html(interact(() => 0, { m: 1 })))?.[1]);
  expect(new Set(unnamed).size).toBe(2);
});

test.each<[string, () => unknown, typeof TypeError | typeof RangeError, string]>([
  ["no function", () => interact(undefined as never, { m: 1 }), TypeError, "fn must be a function, got undefined"],
  [
    "no controls",
    () => interact(() => 0, undefined as never),
    TypeError,
    "controls must be an object of controls by name, got undefined",
  ],
  ["an array", () => interact(() => 0, [1, 2] as never), TypeError, "controls must be an object"],
  [
    "no control",
    () => interact(() => 0, { m: undefined as never }),
    TypeError,
    "interact: controls.m must be a number",
  ],
  [
    "an unknown option",
    () => interact(() => 0, { m: 1 }, { continous: false } as never),
    RangeError,
    'options must be among defaults, continuous, url, groups, captions, labels, units, reset, got "continous"',
  ],
  [
    "an unknown default",
    () => interact(() => 0, { m: 1 }, { defaults: { q: 1 } as never }),
    RangeError,
    'defaults must be among m, got "q"',
  ],
  [
    "an unknown label",
    () => interact(() => 0, { m: 1 }, { labels: { q: "Q" } as never }),
    RangeError,
    'labels must be among m, got "q"',
  ],
  [
    "an unknown unit",
    () => interact(() => 0, { m: 1 }, { units: { q: 1 } as never }),
    RangeError,
    'units must be among m, got "q"',
  ],
  [
    "an unknown group member",
    () => interact(() => 0, { m: 1 }, { groups: { g: ["q" as never] } }),
    RangeError,
    'groups must be among m, got "q"',
  ],
  [
    "an unknown caption",
    () => interact(() => 0, { m: 1 }, { captions: { g: () => "" } }),
    RangeError,
    'captions must be among none, got "g"',
  ],
  [
    "a missing argument",
    () => interact((({ m, b }: { m: number; b: number }) => m + b) as never, { m: 1 }),
    RangeError,
    'values that fn asks for must be among m, got "b"',
  ],
  [
    "a name of Object's",
    () => interact(() => 0, { m: 1 }, { defaults: { toString: 1 } as never }),
    RangeError,
    'got "toString"',
  ],
])("%s is an error that says so", (_, make, kind, says) => {
  expect(make).toThrow(kind);
  expect(make).toThrow(says);
});

test.each<[string, (values: never) => unknown]>([
  ["renamed", ({ m: slope }: { m: number }) => slope],
  ["with a default", ({ m, q = 2 }: { m: number; q?: number }) => m + q],
  ["and the rest", ({ m, ...rest }: { m: number }) => [m, rest]],
  ["taken apart deeper", ({ p: { q } = { q: 1 } }: { p?: { q: number } }) => q],
  ["whole", (values: object) => values],
  ["bound", ((values: object) => values).bind(null)],
  ["native", Math.max],
  [
    "a function",
    function named({ m }: { m: number }) {
      return m;
    },
  ],
  ["async", async ({ m }: { m: number }) => m],
  [
    "a method",
    {
      method({ m }: { m: number }) {
        return m;
      },
    }.method,
  ],
  ["none", () => 0],
])("fn may take its values %s", (_, fn) => {
  expect(() => interact(fn as never, { m: 1, unused: 2 })).not.toThrow();
});

test("the types of the values follow from the controls", () => {
  const view = interact(
    ({ m, on, t, r, pick, pairs, k, w, map, f }) => {
      const numbers: number[] = [m, r, pairs, k, w, map];
      const others: [boolean, string, string, readonly [1, 2]] = [on, t, pick, f];
      return [...numbers, ...others].length;
    },
    {
      m: 1.2,
      on: true,
      t: "text",
      r: [0, 10],
      pick: ["a", "b"],
      pairs: choice([
        ["one", 1],
        ["two", 2],
      ]),
      k: play(0, 3),
      w: ({ on }: { on: boolean }) => (on ? range(0, 1) : fixed(0)),
      map: new Map([["a", 1]]),
      f: fixed([1, 2]),
    },
  );
  view.value = { m: 2, pick: "b" };
  expect(view.output).toBe(10);
});
