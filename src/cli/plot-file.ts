// plot-file.ts: data and fit as a picture in a file.
import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname } from "node:path";
import { plot } from "../plot/index.ts";
import { fileError, UsageError } from "./io.ts";
import { packageRoot } from "./package-root.ts";
import type { Report } from "./report.ts";

/** What turns SVG text into what the file holds. */
export type Rendered = (svg: string) => string | Uint8Array;

/** What draws PNG: packages that a user installs beside ours, since most never need them. */
const RENDERER = "@resvg/resvg-wasm";
const FONT = "@fontsource/source-sans-3";
const SCRIPTS = ["latin", "latin-ext", "greek", "cyrillic"];

/** Cells across and down the picture, about as large as a dot, in which one point stands for all. */
const GRID = 150;

/**
 * What makes the content of a plot at `path`, whose ending says how. It is made before any work is done, so that a wrong path
 * costs nobody a fit.
 *
 * @param from where the packages that draw PNG are looked for
 * @throws {UsageError} if the ending is neither .svg nor .png, the folder is not there, or PNG's packages are not installed
 */
export async function plotRenderer(path: string, from: URL = packageRoot): Promise<Rendered> {
  const ending = extname(path).toLowerCase();
  if (ending !== ".svg" && ending !== ".png") {
    throw new UsageError(
      `--plot writes .svg and .png, and not ${ending || "a file without an ending"}; name the file so`,
    );
  }
  await access(dirname(path)).catch((error: unknown) => {
    throw fileError(error, path, "written");
  });
  return ending === ".png" ? rasterizer(path, from) : (svg) => svg;
}

/** SVG text of the data as points and the fit as a line over them. */
export function picture({ model, columns, range: [left, right] }: Report, x: Float64Array, y: Float64Array): string {
  const points = thinned(x, y);
  const xlim = left < right ? ([left, right] as const) : undefined;
  return plot([{ kind: "points", unit: 1, ...points }, { f: model }], {
    xlabel: columns.x,
    ylabel: columns.y,
    ...(xlim ? { xlim } : {}),
  }).svg;
}

/** One point for each cell of a fine grid that holds any: the same picture, whatever the number of rows. */
function thinned(x: Float64Array, y: Float64Array): { readonly x: number[]; readonly y: number[] } {
  const [across, down] = [cells(x), cells(y)];
  const seen = new Set<number>();
  const kept: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let i = 0; i < x.length; i++) {
    const cell = across(x[i]) * (GRID + 1) + down(y[i]);
    if (seen.has(cell)) continue;
    seen.add(cell);
    kept.x.push(x[i]);
    kept.y.push(y[i]);
  }
  return kept;
}

function cells(values: Float64Array): (value: number) => number {
  const low = values.reduce((low, value) => Math.min(low, value));
  const high = values.reduce((high, value) => Math.max(high, value));
  return (value) => (high > low ? Math.floor(((value - low) / (high - low)) * GRID) : 0);
}

/** The part of the renderer that is used here. */
interface Renderer {
  readonly initWasm: (wasm: Uint8Array) => Promise<void>;
  readonly Resvg: new (svg: string, options: object) => { readonly render: () => { readonly asPng: () => Uint8Array } };
}

let ready: Promise<void> | undefined;

async function rasterizer(path: string, from: URL): Promise<(svg: string) => Uint8Array> {
  const require = createRequire(new URL("package.json", from));
  const found = (name: string) => {
    try {
      return require.resolve(name);
    } catch {
      const remedy = `name a .svg file, or npm install ${RENDERER} ${FONT}`;
      throw new UsageError(`--plot cannot write ${path}: PNG needs a package that is not installed; ${remedy}`);
    }
  };
  const [code, wasm] = [found(RENDERER), found(`${RENDERER}/index_bg.wasm`)];
  const faces = SCRIPTS.map((script) => found(`${FONT}/files/source-sans-3-${script}-400-normal.woff2`));
  const { initWasm, Resvg } = require(code) as Renderer;
  ready ??= readFile(wasm).then(initWasm);
  await ready;
  const fontBuffers = await Promise.all(faces.map((face) => readFile(face)));
  return (svg) => {
    const options = {
      fitTo: { mode: "zoom", value: 2 },
      font: { fontBuffers, defaultFontFamily: "Source Sans 3" },
    };
    return new Resvg(withoutVariables(svg), options).render().asPng();
  };
}

/** The renderer knows no custom properties: each is replaced by what the picture's own style gives it, or its fallback. */
function withoutVariables(svg: string): string {
  const given = new Map<string, string>();
  for (const [, name, value] of svg.matchAll(/(--pw-[\w-]+):(#\w+)/g)) if (!given.has(name)) given.set(name, value);
  return svg.replace(
    /var\((--[\w-]+)(?:,([^()]+))?\)/g,
    (whole, name, fallback) => given.get(name) ?? fallback ?? whole,
  );
}
