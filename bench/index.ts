// index.ts [NAME …]: runs the benchmarks of this folder one after the other, prints their tables, writes results.md.
import { readdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { load } from "../tools/run.mjs";
import type { Row } from "./row.ts";

const folder = fileURLToPath(new URL("./", `file://${process.cwd()}/bench/index.ts`));

export async function main(names: readonly string[]): Promise<void> {
  const all = (await readdir(folder)).flatMap((file) =>
    file.endsWith(".bench.ts") ? [file.replace(".bench.ts", "")] : [],
  );
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`bench: there is no ${unknown.join(", ")}; choose from ${all.join(", ")}`);
  const sections: string[] = [];
  for (const name of names.length > 0 ? all.filter((one) => names.includes(one)) : all) {
    console.error(`${name} …`);
    const { bench, title = name } = (await load(`bench/${name}.bench.ts`)) as unknown as {
      bench: () => Promise<Row[]>;
      title?: string;
    };
    const section = `## ${title}\n\n${table(await bench())}\n`;
    console.log(section);
    sections.push(section);
  }
  if (names.length > 0) return;
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.versions.node}, ${process.platform}`;
  await writeFile(
    `${folder}results.md`,
    `# Results\n\nMade by \`npm run bench\` on ${machine}. Times differ between machines and swing on shared ones; the ratios, taken side by side in one run, are what to read.\n\n${sections.join("\n")}`,
  );
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, microseconds, ratio, check }) => [
    name,
    time(microseconds),
    ratio === undefined ? "" : significant(ratio),
    check ?? "",
  ]);
  return [["", "time", "ratio", "checked"], ["---", "---:", "---:", "---"], ...cells]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function time(microseconds: number): string {
  if (microseconds < 1000) return `${significant(microseconds)} µs`;
  return microseconds < 1e6 ? `${significant(microseconds / 1e3)} ms` : `${significant(microseconds / 1e6)} s`;
}

const significant = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
