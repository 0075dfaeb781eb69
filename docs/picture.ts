// picture.ts: makes docs/one-relu.png, the picture on the README's first screen, from the README's own sample.
import { readFileSync, writeFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { descentFigure } from "../src/elements/descent/descent.ts";
import { rowsOf, startOf, toNumbers } from "../src/elements/descent/problem.ts";
import { planeRows } from "../src/elements/surface/plane-source.ts";
import { surfaceFigure } from "../src/elements/surface/surface.ts";
import { sumOf, toNumbers as surfaceNumbers } from "../src/elements/surface/surface-state.ts";
import { adam, mse, standardizedRows, train } from "../src/fit/index.ts";
import { launch } from "../test/browser.ts";

/** The README's sample as a browser shows it, twice as large as on screen. */
export async function picture(browser: Browser, root: string): Promise<Buffer> {
  const [, sample] = /^```html\n([\s\S]*?)^```$/m.exec(readFileSync(`${root}README.md`, "utf8"))!;
  const page = await browser.newPage({ viewport: { width: 640, height: 560 }, deviceScaleFactor: 2 });
  const script = readFileSync(`${root}dist/piecewise.global.js`, "utf8");
  await page.route("http://readme.test/**", (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({ contentType: "text/javascript", body: script })
      : route.fulfill({ contentType: "text/html", body: sample }),
  );
  await page.goto("http://readme.test/");
  await page.locator(".pw-plot svg").waitFor();
  const shot = await page.locator(".pw-interact").screenshot();
  await page.close();
  return shot;
}

/** A descent on its way. */
function learned() {
  const problem = descentFigure().value;
  const rows = rowsOf(problem, [-2, 2]);
  const { model, steps } = train(startOf(problem, rows), rows, {
    loss: mse,
    optimizer: adam({ learningRate: problem.rate }),
  }).step(300);
  return { numbers: toNumbers(model), steps };
}

/** A surface on its way to its target: each step's rows are all of them. */
function learnedSurface() {
  const state = surfaceFigure().value;
  const rows = planeRows(state.source);
  const start = sumOf(state, rows);
  const { data, fold, unfold } = standardizedRows({ x: rows.x, y: rows.y }, start, mse);
  const options = { loss: mse, optimizer: adam({ learningRate: state.rate }) };
  const { model, steps } = train(unfold(start), data, options).step(600);
  return { numbers: surfaceNumbers(fold(model)), steps };
}

const TAGS: Readonly<Record<string, string>> = {
  "pw-relu": '<pw-relu m="1.2" b="1.2"></pw-relu>',
  "pw-sum": `<pw-sum units='[{"m":1,"b":1},{"m":1,"b":0,"weight":-2},{"m":1,"b":-1}]'></pw-sum>`,
  "pw-fit": '<pw-fit target="sin(3x) + 0.3x"></pw-fit>',
  "pw-draw": '<pw-draw curve="sin(x) + x/3" units="5"></pw-draw>',
  "pw-quadratic": `<pw-quadratic value='{"a":2.4,"b":1.6,"c":1.4,"steps":12}'></pw-quadratic>`,
  "pw-descent": `<pw-descent value='${JSON.stringify(learned())}'></pw-descent>`,
  "pw-surface": `<pw-surface value='${JSON.stringify(learnedSurface())}'></pw-surface>`,
  "pw-folding": '<pw-folding folds="3"></pw-folding>',
  "pw-regions": '<pw-regions units="5" layers="1"></pw-regions>',
};

/** The picture of an element, where it is no plot of a sum. */
const PICTURES: Readonly<Record<string, string>> = {
  "pw-surface": ".pw-solid",
  "pw-folding": ".pw-plot",
  "pw-regions": "svg",
};

/** The plots of the elements that the README shows, by tag, as a page with nothing else in it has them. */
export async function elementPictures(browser: Browser, root: string): Promise<Record<string, Buffer>> {
  const shots: Record<string, Buffer> = {};
  for (const [tag, html] of Object.entries(TAGS)) {
    const width = tag === "pw-surface" ? 600 : 440;
    const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: 2 });
    await page.setContent(`<!doctype html><body>${html}`);
    await page.addScriptTag({ path: `${root}dist/piecewise.global.js` });
    const plot = page.locator(`${tag} ${PICTURES[tag] ?? ".pw-plot:has(.sum)"}`).first();
    await plot.waitFor();
    await page.waitForTimeout(1000);
    shots[tag] = await plot.screenshot();
    await page.close();
  }
  return shots;
}

export async function main(): Promise<void> {
  const browser = await launch();
  writeFileSync("docs/one-relu.png", await picture(browser, "./"));
  for (const [tag, shot] of Object.entries(await elementPictures(browser, "./"))) {
    writeFileSync(`docs/${tag}.png`, shot);
  }
  await browser.close();
}
