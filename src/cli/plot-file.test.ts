import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { linspace, random } from "../core/index.ts";
import { picture, plotRenderer } from "./plot-file.ts";
import type { Report } from "./report.ts";
import { run } from "./test-machine.ts";

const files = { "d.csv": 'x <m>,"y & z"\n0,3\n1,2\n2,1\n3,2\n4,3\n' };
const NOWHERE = new URL("file:///nowhere/");

describe("--plot", () => {
  test("writes an SVG with a dot a row, the fit as one line, and the names of the columns escaped", async () => {
    const { code, written } = await run("fit d.csv --units 1 --plot p.svg", { files });
    expect(code).toBe(0);
    const svg = String(written["p.svg"]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg.match(/class="datum"/g)).toHaveLength(5);
    expect(svg.match(/class="sum"/g)).toHaveLength(1);
    expect(svg).toContain(">x &lt;m&gt;</text>");
    expect(svg).toContain(">y &amp; z</text>");
  });

  test("draws a million rows with a bounded number of dots, the outermost among them", () => {
    const stream = random(1);
    const n = 1_000_000;
    const x = linspace(0, 1, n);
    const y = x.map(() => stream.uniform());
    y[n >> 1] = 50;
    const report = { model: { intercept: 0.5, slope: 0, units: [] }, columns: { x: "x", y: "y" }, range: [0, 1] };
    const svg = picture(report as unknown as Report, x, y);
    const [, path] = /<path d="([^"]*)" style="stroke:var\(--u/.exec(svg)!;
    const dots = [...path.matchAll(/M([\d.]+),([\d.]+)h0/g)].map(([, , top]) => Number(top));
    expect(dots.length).toBeGreaterThan(150);
    expect(dots.length).toBeLessThan(152 ** 2);
    expect(Math.min(...dots)).toBeLessThan(60);
  });

  test("one x for all rows is drawn", async () => {
    expect((await run("fit - --plot p.svg", { stdin: "x,y\n1,5\n1,7\n" })).code).toBe(0);
  });

  test("PNG without its packages is refused before any work, with what to install", async () => {
    await expect(plotRenderer("p.png", NOWHERE)).rejects.toThrow(
      "--plot cannot write p.png: PNG needs a package that is not installed; name a .svg file, or npm install @resvg/resvg-wasm @fontsource/source-sans-3",
    );
  });

  test("PNG is the same picture, text and colours too", async () => {
    const { code, written } = await run("fit d.csv --units 1 --plot p.png", { files });
    expect(code).toBe(0);
    const { width, height, data } = PNG.sync.read(Buffer.from(written["p.png"]));
    const svg = (await run("fit d.csv --units 1 --plot p.svg", { files })).written["p.svg"];
    expect(svg).toContain(`width="${width / 2}" height="${height / 2}"`);
    const seen = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      const colour = data.subarray(i, i + 3).join();
      seen.set(colour, (seen.get(colour) ?? 0) + 1);
    }
    for (const [colour, least] of [
      ["252,252,250", 1e6],
      ["0,114,178", 400],
      ["23,25,28", 3000],
      ["90,93,97", 300],
    ] as const) {
      expect(seen.get(colour) ?? 0).toBeGreaterThan(least);
    }
  });
});
