// build.ts: the lesson as static files: HTML with a picture in each figure, styles, fonts, and classic scripts.
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bench } from "../lessons/bench.ts";
import { figures } from "../lessons/index.ts";
import { layers } from "../lessons/layers.ts";
import { toText } from "../src/markup/index.ts";
import { classicScript, globalScript, ONE_INPUT, threeScript } from "../tools/classic.ts";
import { chapter } from "./chapter.ts";
import { figure, type Still } from "./figure.ts";
import { formula, modelFormula } from "./formula.ts";
import { mnistFolder } from "./mnist.ts";
import { page } from "./page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const FONTS = [
  ["source-serif-4", "source-serif-4-latin-opsz-normal"],
  ["source-serif-4", "source-serif-4-latin-wght-italic"],
  ["source-sans-3", "source-sans-3-latin-wght-normal"],
  ["source-code-pro", "source-code-pro-latin-wght-normal"],
];

/** Builds into `dist/site`, and says each part as it is done. */
export async function main(): Promise<void> {
  const out = `${root}dist/site/`;
  await rm(out, { recursive: true, force: true });
  await mkdir(`${out}fonts`, { recursive: true });
  await writeFile(`${out}index.html`, await html());
  await copyFile(`${root}src/elements/theme.css`, `${out}theme.css`);
  await copyFile(`${root}site/style/lesson.css`, `${out}lesson.css`);
  await copyFile(`${root}site/style/icon.svg`, `${out}icon.svg`);
  for (const [name, file] of FONTS) {
    await copyFile(`${root}node_modules/@fontsource-variable/${name}/files/${file}.woff2`, `${out}fonts/${file}.woff2`);
  }
  await cp(`${root}node_modules/@fontsource-variable/source-serif-4/LICENSE`, `${out}fonts/LICENSE.txt`);
  console.error("  pages, styles and fonts");
  await writeFile(`${out}figures.js`, await classicScript("site/figures.ts", "figures", ONE_INPUT));
  await writeFile(`${out}lesson.js`, await classicScript("site/lesson.ts", "lesson"));
  await writeFile(`${out}bench.js`, await classicScript("site/bench.ts", "bench"));
  await writeFile(`${out}layers.js`, await classicScript("site/layers.ts", "layers"));
  await writeFile(`${out}piecewise.global.js`, await globalScript());
  await writeFile(`${out}piecewise.three.js`, await threeScript());
  console.error("  scripts");
  try {
    await cp(await mnistFolder(), `${out}mnist`, { recursive: true });
    console.error("  MNIST");
  } catch (error) {
    // The figure of digits says so where a reader asks for it.
    console.error(`  without MNIST: ${(error as Error).message}`);
  }
}

async function html(): Promise<string> {
  const stills = { ...figures, ...bench, ...layers } as unknown as Record<string, Still>;
  const folders = (await readdir(`${root}lessons`)).filter((name) => /^\d\d-/.test(name)).sort();
  const chapters = await Promise.all(
    folders.map(async (folder) => {
      const sources = await figureSources(`${root}lessons/${folder}/figures`);
      const text = await readFile(`${root}lessons/${folder}/text.md`, "utf8");
      return {
        number: Number(folder.slice(0, 2)),
        ...chapter(
          text,
          (slot) => figure(slot, stills[slot.id], sources[slot.id], slot.id in layers ? "layers.js" : undefined),
          (id) => `<div class="pw-live" data-of="${id}">${toText(formulaOf(stills[id]))}</div>`,
        ),
      };
    }),
  );
  return page(chapters);
}

const formulaOf = ({ model, value }: Still) => (model ? modelFormula(model) : formula(value!));

async function figureSources(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder).catch(() => []);
  const entries = files
    .filter((file) => file.endsWith(".figure.ts"))
    .map(async (file) => [file.replace(".figure.ts", ""), await readFile(`${folder}/${file}`, "utf8")]);
  return Object.fromEntries(await Promise.all(entries));
}
