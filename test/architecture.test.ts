// The rooms' doors, and who may come through them (ARCHITECTURE.md, 'Rooms').
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  markup: [],
  fit: ["core"],
  data: ["core"],
  plot: ["core", "markup"],
  interact: ["core", "markup"],
  elements: ["core", "markup", "fit", "data", "plot", "interact"],
  cli: ["core", "fit", "data", "plot"],
};

/** Doors besides `index.ts`, for other rooms: what they lead to is not published. */
const SIDE_DOORS = ["src/plot/surface/index.ts"];

/** Packages of others that a room may use at run time. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  data: ["papaparse"],
  elements: ["virtual:piecewise-worker", "three"],
  cli: ["commander", "node:", "virtual:piecewise-core"],
};

const PURE = ["core", "fit", "data"];
const IMPURE =
  /\b(document|window|localStorage|fetch|performance|setTimeout|requestAnimationFrame|process)\b\s*[.(]|\bMath\.random\b|\bDate\.now\b|new Date\b/;

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.endsWith(".test.ts") &&
        !/(^|\/)test-[^/]*\.ts$/.test(file) &&
        !file.includes("assembly/"),
    )
    .map((file) => join(folder, file));

/** What a file imports or re-exports, by the text between the quotes. */
const imports = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /(?:^(?:import|export|\}).* from|^import|\bimport\() ?"([^"]+)"/gm,
    ),
  ].map(([, name]) => name);

const roomOf = (path: string): string => path.split("/")[1];

/** What is wrong with the imports of a file in a room, one sentence each. */
function violations(file: string, specifiers: readonly string[]): string[] {
  const room = roomOf(file);
  return specifiers.flatMap((name) => {
    if (!name.startsWith(".")) {
      return (PACKAGES[room] ?? []).some((allowed) => name.startsWith(allowed)) ? [] : [`${file} imports ${name}`];
    }
    const target = relative(root, join(root, dirname(file), name));
    const other = roomOf(target);
    if (other === room) return [];
    if (!MAY_IMPORT[room]?.includes(other)) return [`${file} (${room}) may not import ${other}`];
    return [`src/${other}/index.ts`, ...SIDE_DOORS].includes(target)
      ? []
      : [`${file} goes past the door of ${other}: ${name}`];
  });
}

describe("rooms", () => {
  test("every folder of src is a room with rules", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !Object.hasOwn(MAY_IMPORT, name))).toEqual([]);
  });

  test("imports go through doors, in the allowed directions", () => {
    const files = sources("src");
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => violations(file, imports(file)))).toEqual([]);
  });

  test.each([
    ["src/core/a.ts", "../plot/index.ts", "src/core/a.ts (core) may not import plot"],
    ["src/plot/a.ts", "../core/knots.ts", "src/plot/a.ts goes past the door of core: ../core/knots.ts"],
    ["src/plot/a.ts", "d3-shape", "src/plot/a.ts imports d3-shape"],
  ])("%s importing %s is refused", (file, name, message) => {
    expect(violations(file, [name])).toEqual([message]);
  });

  test("core, fit and data touch no page, clock, network or chance", () => {
    const touched = PURE.flatMap((room) => sources(`src/${room}`)).filter((file) => {
      const code = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|"[^"\n]*"/g, "");
      return IMPURE.test(code);
    });
    expect(touched).toEqual([]);
  });

  test("lessons import public entry points only", () => {
    const figures = sources("lessons").filter((file) => file.endsWith(".figure.ts"));
    const others = figures
      .flatMap((file) => imports(file))
      .filter((name) => !/^piecewise(\/(fit|data|plot|interact|elements))?$/.test(name));
    expect(figures.length).toBeGreaterThan(5);
    expect(others).toEqual([]);
  });
});
