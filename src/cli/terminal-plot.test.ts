import { describe, expect, test } from "vitest";
import { linspace, reluSum } from "../core/index.ts";
import { terminalPlot } from "./terminal-plot.ts";

/** |x| */
const V = reluSum([{ m: 1, b: 0, weight: 2 }], { slope: -1 });
const x = linspace(-2, 2, 41);

describe("terminalPlot", () => {
  test("the fit is blocks, the data dots, and the edges say the ranges", () => {
    const raised = x.map((value) => Math.abs(value) + 1);
    expect(`\n${terminalPlot(V, x, raised, { columns: 40, colour: false })}\n`).toMatchInlineSnapshot(`
      "
        3 ┤⠑⢀                              ⡀⠊
          │  ⠐⡀                          ⢀⠂
          │    ⠂⡀                      ⢀⠐
          │     ⠐⠠                    ⠄⠂
          │▄      ⠈⠠                ⠠⠁      ▄
          │▀█▄      ⠁⠄            ⠠⠈      ▄█▀
          │  ▀█▄      ⠡          ⠌      ▄█▀
      1.5 ┤    ▀█▄     ⠈⠐⡀    ⢀⠂⠁     ▄█▀
          │      █▄       ⠂⡀⢀⠐       ▄█
          │       ▀█▄       ⠂      ▄█▀
          │         ▀█▄          ▄█▀
          │           ▀█▄      ▄█▀
          │             ▀█▄  ▄█▀
        0 ┤               ▀██▀
          └──────────────────────────────────
           −2                               2
      "
    `);
  });

  test("colour changes nothing but colour", () => {
    const options = { columns: 60, colour: true };
    const coloured = terminalPlot(V, x, x, options);
    expect(coloured).toContain("\u001b[");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(terminalPlot(V, x, x, { ...options, colour: false }));
  });

  test.each([10, 24, 40, 80, 500])("on %d columns no line is longer, but for a least and a most", (columns) => {
    const lines = terminalPlot(V, x, x, { columns, colour: false }).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(Math.min(Math.max(columns, 26), 102));
    expect(lines).toHaveLength(16);
  });

  test.each([
    ["one place", Float64Array.of(3, 3), Float64Array.of(1, 2)],
    ["a level line", Float64Array.of(1, 2), Float64Array.of(0, 0)],
    ["huge numbers", Float64Array.of(-1e300, 1e300), Float64Array.of(-1e300, 1e300)],
    ["tiny numbers", Float64Array.of(0, 5e-324), Float64Array.of(0, 5e-324)],
  ])("%s is drawn", (_, x, y) => {
    const drawn = terminalPlot(reluSum([]), x, y, { columns: 60, colour: false });
    expect(drawn).toMatch(/[▀▄█]/);
    expect(drawn).not.toMatch(/NaN|undefined/);
  });
});
