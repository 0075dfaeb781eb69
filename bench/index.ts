// index.ts [NAME …]: runs the benchmarks of this folder one after the other, prints their tables, writes results.md.
/// <reference types="vite/client" />
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { allowFusedProducts } from "../src/cli/fused-products.ts";
import { installPeers } from "./peers.ts";
import type { Row } from "./row.ts";

interface Bench {
  readonly bench: () => Promise<Row[]>;
  readonly title?: string;
}

const benches = Object.entries(import.meta.glob<Bench>("./*.bench.ts", { eager: true })).map(
  ([file, module]) => [file.slice(2, -".bench.ts".length), module] as const,
);

export async function main(names: readonly string[]): Promise<void> {
  const all = benches.map(([name]) => name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`bench: there is no ${unknown.join(", ")}; choose from ${all.join(", ")}`);
  allowFusedProducts(); // as the command does, and as browsers have them
  installPeers();
  const sections: string[] = [];
  for (const [name, { bench, title = name }] of benches) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`${name} …`);
    const section = `## ${title}\n\n${table(await bench())}\n`;
    console.log(section);
    sections.push(section);
    // After each table, so that a run that is cut short leaves what it measured.
    if (names.length === 0) await writeResults(sections);
  }
}

async function writeResults(sections: readonly string[]): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.versions.node}, ${process.platform}`;
  await writeFile(
    "bench/results.md",
    `# Results\n\nMade by \`npm run bench\` on ${machine}. Times differ between machines and swing on shared ones; the ratios, taken side by side in one run, are what to read. README.md says what they are.\n\n${sections.join("\n")}`,
  );
}

function table(rows: readonly Row[]): string {
  const share = (value?: number) => (value === undefined ? "" : significant(value));
  const columns = [
    { head: "", rule: "---", cell: ({ name }: Row) => name },
    { head: "time", rule: "---:", cell: ({ microseconds }: Row) => time(microseconds) },
    { head: "ratio", rule: "---:", cell: ({ ratio }: Row) => share(ratio) },
    { head: "times ours", rule: "---:", cell: ({ ours }: Row) => share(ours) },
    { head: "checked", rule: "---", cell: ({ check }: Row) => check ?? "" },
  ].filter(({ cell }, i) => i === 0 || rows.some((row) => cell(row) !== ""));
  const lines = [
    columns.map(({ head }) => head),
    columns.map(({ rule }) => rule),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function time(microseconds: number): string {
  if (Number.isNaN(microseconds)) return "";
  if (microseconds < 1000) return `${significant(microseconds)} µs`;
  return microseconds < 1e6 ? `${significant(microseconds / 1e3)} ms` : `${significant(microseconds / 1e6)} s`;
}

const significant = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
