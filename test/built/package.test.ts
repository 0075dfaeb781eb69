// The tarball in an empty project, and every code sample of the README, in Node and in a browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pixelmatch from "pixelmatch";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elementPictures, picture } from "../../docs/picture.ts";
import { launch } from "../browser.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

/** The README's samples in a language, in order. */
const samples = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, code]) => code);

let project: string;
let browser: Browser;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "piecewise-"));
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", `./${filename}`], {
    cwd: project,
    stdio: "pipe",
  });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  if (project) rmSync(project, { recursive: true });
});

describe("README, in Node", () => {
  test.each(samples("js").map((code, i) => ({ code, name: `sample ${i + 1}` })))(
    "$name prints what it says",
    ({ code }) => {
      const file = join(project, "sample.js");
      writeFileSync(file, code);
      const printed = execFileSync("node", [file], { cwd: project, encoding: "utf8" });
      const expected = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
      expect(expected.length).toBeGreaterThan(0);
      expect(printed.trimEnd().split("\n")).toEqual(expected);
    },
  );
});

describe("README, in a browser", () => {
  test.each(samples("html").map((code, i) => ({ code, name: `sample ${i + 1}` })))(
    "$name works from a folder",
    async ({ code }) => {
      const page = join(project, "page.html");
      writeFileSync(page, code);
      writeFileSync(
        join(project, "piecewise.global.js"),
        readFileSync(join(project, "node_modules/piecewise/dist/piecewise.global.js")),
      );
      const opened = await browser.newPage();
      const errors: string[] = [];
      opened.on("pageerror", (error) => errors.push(String(error)));
      await opened.goto(pathToFileURL(page).href);
      const slider = opened.locator('input[type="range"][name="m"]');
      const before = await opened.locator(".sum").first().getAttribute("d");
      await slider.fill("2.5");
      await expect.poll(() => opened.locator(".sum").first().getAttribute("d")).not.toBe(before);
      expect(errors).toEqual([]);
      await opened.close();
    },
  );
});

/** The share of pixels that differ. Fonts differ between machines; curves, handles and sliders do not. */
function difference(file: string, picture: Buffer): number {
  const shown = PNG.sync.read(readFileSync(`${root}docs/${file}.png`));
  const drawn = PNG.sync.read(picture);
  expect([drawn.width, drawn.height]).toEqual([shown.width, shown.height]);
  const { width, height } = shown;
  return pixelmatch(shown.data, drawn.data, undefined, width, height, { threshold: 0.2 }) / (width * height);
}

describe("the README's pictures (made anew by: node tools/run.mjs docs/picture.ts)", () => {
  test("the first is what its sample draws", async () => {
    expect(difference("one-relu", await picture(browser, root))).toBeLessThan(0.02);
  });

  test("those of elements are what the elements draw", async () => {
    const pictures = Object.entries(await elementPictures(browser, root));
    expect(pictures.map(([tag]) => tag)).toEqual([
      "pw-relu",
      "pw-sum",
      "pw-fit",
      "pw-draw",
      "pw-quadratic",
      "pw-descent",
      "pw-surface",
      "pw-folding",
      "pw-regions",
    ]);
    for (const [tag, shot] of pictures) expect(difference(tag, shot), tag).toBeLessThan(0.02);
  });
});

test("the package's modules work in a page that serves them", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.route("http://package.test/**", (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === "/"
      ? route.fulfill({
          contentType: "text/html",
          body: `<!doctype html><script type="importmap">{ "imports": { "piecewise": "/dist/index.js", "piecewise/": "/dist/" } }</script>
<script type="module">
import { reluSum } from "piecewise";
import { interact } from "piecewise/interact.js";
import { plot } from "piecewise/plot.js";
document.body.append(interact(({ b }) => plot(reluSum([{ m: 1, b }])), { b: 1.5 }));
</script>`,
        })
      : route.fulfill({
          contentType: "text/javascript",
          body: readFileSync(join(project, "node_modules/piecewise", pathname)),
        });
  });
  await page.goto("http://package.test/");
  await expect.poll(() => page.locator(".sum").count()).toBe(1);
  expect(errors).toEqual([]);
});

test("the script of the first live figure keeps its limit (size-limit, in package.json)", () => {
  const printed = execFileSync("node", ["node_modules/size-limit/bin.js", "--json"], { cwd: root, encoding: "utf8" });
  expect(JSON.parse(printed)).toMatchObject([{ passed: true }]);
});

test("types: a strict TypeScript project compiles against the package", () => {
  writeFileSync(
    join(project, "use.ts"),
    `import { evaluate, reluSum, type ReluSum } from "piecewise";
import { controlFor, interact } from "piecewise/interact";
import { plot } from "piecewise/plot";
const f: ReluSum = reluSum([{ m: 1, b: 0 }]);
export const one: number = evaluate(f, 1);
export const many: Float64Array = evaluate(f, [1, 2]);
export const kind: string = controlFor(1.2).kind;
export const view: HTMLElement = interact(({ m }) => plot(reluSum([{ m, b: 0 }])), { m: 1.2 });
`,
  );
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022", "dom"],
        noEmit: true,
        types: [],
      },
      files: ["use.ts"],
    }),
  );
  execFileSync("node", [`${root}node_modules/typescript/bin/tsc`, "-p", project], { encoding: "utf8", stdio: "pipe" });
});
