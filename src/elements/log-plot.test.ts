import { expect, test } from "vitest";
import { logPlot } from "./log-plot.ts";

const LABELS = { xlabel: "steps", ylabel: "loss" };

test("a chart that has nothing to say yet says what is against what", () => {
  expect(String(logPlot([], { ...LABELS, description: "" }))).toContain('aria-label="loss against steps"');
  expect(String(logPlot([], { ...LABELS, description: "Loss 3." }))).toContain('aria-label="Loss 3."');
});

test("names are bold on curves, plain on what is only compared with", () => {
  const [x, y] = [
    [1, 2],
    [1, 2],
  ];
  const series = [
    { x, y, label: "best" },
    { x, y, label: "theory", kind: "target" as const },
  ];
  const html = String(logPlot(series, { ...LABELS, description: "" }));
  expect(html).toMatch(/<text class="name"[^>]*>best</);
  expect(html).toMatch(/<text x=[^>]*>theory</);
});

test("the label at the end of the axis stays in the picture", () => {
  const x = [0, 100];
  const html = String(logPlot([{ x, y: x }], { ...LABELS, description: "", xlim: [0, 100] }));
  const [, end, anchor] = /<text x="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>100</.exec(html)!;
  const [, width] = /viewBox="0 0 (\d+) /.exec(html)!;
  expect(anchor === "end" ? Number(end) : Number(end) + 11).toBeLessThanOrEqual(Number(width));
});
