// own-table.test.ts: a table of the reader's own: what is made of its columns, and how it is cut and taken away.
import { evaluate, fromJson, type Language, languages, namesOf, type PlaneSum, random } from "piecewise";
import { describe, expect, test } from "vitest";
import { run } from "../../cli/test-machine.ts";
import { severalJob } from "../work/jobs.ts";
import type { FoundInputs, ReadSeveral } from "../work/several-task.ts";
import { checkedOwn, MOST, NEEDS, ownTable } from "./own-table.ts";
import { slicesFigure } from "./slices.ts";
import { csvOf, formulaOf, jsonOf } from "./slices-files.ts";
import { curveOf, mapOf } from "./slices-picture.ts";
import { explained, slicesProblem } from "./slices-problem.ts";
import { checkedSlices, sumOf } from "./slices-state.ts";

const read = (source: string, chosen: { y?: number; x?: readonly number[] } = {}): Promise<ReadSeveral> =>
  severalJob({ source, ...chosen, most: MOST, needs: NEEDS }).done;
const found = async (source: string, chosen = {}) => (await read(source, chosen)).found as FoundInputs;

const PETS = [
  "row,kind,note,age,size,weight,town",
  "1,cat,a note,3,40,4.1,Ulm",
  "2,dog,b note,4,70,22,Ulm",
  "3,cat,c note,5,45,5.2,Ulm",
  "4,dog,d note,,61,17,Ulm",
  "5,cat,e note,2,long,3.3,Ulm",
  "6,dog,f note,7,66,19,Ulm",
  "7,cat,g note,9,1e999,4.8,Ulm",
  "8,dog,h note,1,50,9,Ulm",
  "9,cow,i note,6,160,500,Ulm",
].join("\n");

describe("columns", () => {
  test("numbers are inputs, text is indicators, and what is left aside is told", async () => {
    const { columns, y, x, found } = await read(PETS);
    expect(columns.map(({ name, numbers, inputs, aside }) => [name, numbers, inputs, aside])).toEqual([
      ["row", true, 1, "it counts the rows"],
      ["kind", false, 3, undefined],
      ["note", false, 0, "text of more than 8 different words"],
      ["age", true, 1, undefined],
      ["size", true, 1, undefined],
      ["weight", true, 1, undefined],
      ["town", false, 0, "the same in all rows"],
    ]);
    expect([y, x]).toEqual([6, [2, 4, 5]]);
    const { inputs, x: values, y: weights, name, whole, remarks } = found as FoundInputs;
    expect(inputs.map(({ name }) => name)).toEqual(["kind = cat", "kind = cow", "kind = dog", "age", "size"]);
    expect([name, whole, [...weights]]).toEqual(["weight", 6, [4.1, 22, 5.2, 19, 9, 500]]);
    expect([...values[0]]).toEqual([1, 0, 1, 0, 0, 0]);
    expect([...values[3]]).toEqual([3, 4, 5, 7, 1, 6]);
    expect(remarks).toEqual([
      "left aside: row (it counts the rows), note (text of more than 8 different words), town (the same in all rows)",
      '2 "kind" is text: an input of 0 and 1 for each of "cat", "cow", "dog"',
      "3 rows left out: a cell of y or of an input is missing, first in row 5",
      "cells without a value: 1 in age, 2 in size",
    ]);
  });

  test("other columns are chosen: any of numbers is told, one that counts the rows is an input", async () => {
    const { inputs, name, y } = await found(PETS, { y: 4, x: [1, 6] });
    expect([inputs.map(({ name }) => name), name]).toEqual([["row", "weight"], "age"]);
    expect([...y]).toEqual([3, 4, 5, 2, 7, 9, 1, 6]);
  });

  test.each([
    ["a,b\nx,y\nz,w\n", "no column holds numbers that differ; cuts need two"],
    ["a,b,c\n1,x,5\n2,y,5\n", "only a holds numbers that differ"],
    ["a,b,c\n1,x,5\n2,y,6\n", "only a, c hold numbers that differ (these do not: b); cuts need two"],
    ["a,b,c\n1,2,3,4\n", "row 2, column 4: the row has 4 cells"],
    ["", "the table is empty"],
  ])("a table %j is refused", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  const wide = (columns: number) =>
    [0, 1, 2, 3].map((row) =>
      Array.from({ length: columns }, (_, j) => (row === 0 ? `c${j}` : row * j + (row === 2 ? 1 : 0))).join(","),
    );

  test.each<[string, object, string]>([
    ["a,b,c\n1,2,3\n2,3,4\n", {}, "only two rows have a value in every chosen column"],
    [
      "a,b,c\n1,2,3\n2,,4\n3,4,\n",
      {},
      "only one row has a value in every chosen column: in row 3, the cell is empty; take",
    ],
    ["a,b,c\n1,,3\n2,,4\n3,4,\n4,6,\n", {}, "no row has a value in every column"],
    ["a,b,c\n1,2,3\n2,3,3\n3,5,3\n5,,4\n", {}, "c is 3 in all whole rows; choose another"],
    ["a,b,c\n1,2,3\n1,3,4\n1,5,3\n5,,4\n", {}, "fewer than two inputs of numbers differ among the whole rows"],
    [PETS, { y: 6, x: [2, 4] }, "a cut has two inputs of numbers as its axes, and fewer are chosen"],
    [PETS, { y: 6, x: [3, 4, 5] }, "text of more than 8 levels"],
    [wide(15).join("\n"), { y: 15, x: Array.from({ length: 13 }, (_, j) => j + 2) }, "are 13 inputs; take 12 at most"],
  ])("of %j, %j is not learned, and it says why", async (text, chosen, message) => {
    expect((await read(text, chosen)).found).toContain(message);
  });

  test("of many columns the first are taken, two of numbers at least", async () => {
    const { x, found } = await read(wide(30).join("\n"));
    expect(x).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect((found as FoundInputs).remarks[0]).toContain("c12 (beyond 12 inputs)");
    const words = Array.from(
      { length: 8 },
      (_, i) => `${i % 7},${i % 3},${["p", "q"].map((at) => `${at}${i}`)},${i % 5},${i % 4}`,
    );
    expect((await read(`a,b,t,u,c,d\n${words.join("\n")}`)).x).toEqual([1, 2, 3, 5]);
  });

  test("of more rows than can be held some are kept, evenly", async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i % 17},${i % 13},${i}`);
    const { y, whole, remarks } = await found(`a,b,c\n${rows.join("\n")}`);
    expect([y.length, whole, y[0], y[MOST.rows - 1]]).toEqual([MOST.rows, 12_000, 2, 11_998]);
    expect(remarks).toContain("3,000 of 12,000 rows are used, evenly taken");
  });

  test("cells without a value are told, with their rows; more than can be shown are counted by one", async () => {
    const { problems, found } = await read(PETS);
    expect(problems).toEqual([
      { row: 5, column: 4, text: "the cell is empty" },
      { row: 6, column: 5, text: '"long" is not a number' },
      { row: 8, column: 5, text: '"1e999" is not finite' },
    ]);
    expect((found as FoundInputs).whole).toBe(6);
    const most = { ...MOST, words: 0, inputs: 2, number: 1e12 };
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 3},${i % 4 === 0 ? "-2e12" : i % 7},${i % 5},word`);
    const plane = await severalJob({ source: `a,b,c,d\n${rows.join("\n")}`, most, needs: NEEDS }).done;
    expect(plane.columns[3]).toMatchObject({ inputs: 0, aside: "text" });
    expect(plane.problems).toHaveLength(9);
    expect(plane.problems[1]).toEqual({ row: 6, column: 2, text: '"-2e12" is too large' });
    expect((plane.found as FoundInputs).whole).toBe(30);
  });

  test("a file in pieces gives what its text gives, and can be cancelled", async () => {
    const progress: number[] = [];
    const job = severalJob({ source: new Blob([PETS]), most: MOST, needs: NEEDS }, (share) => progress.push(share));
    expect(await job.done).toEqual(await read(PETS));
    expect(progress.at(-1)).toBe(1);
    const other = severalJob({ source: PETS, most: MOST, needs: NEEDS });
    other.cancel();
    await expect(other.done).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("states", () => {
  const START = slicesFigure().value;
  const table = async () => ownTable(await found(PETS));

  test("a table is checked, and one that was is itself", async () => {
    const own = await table();
    expect(checkedOwn(own)).toBe(own);
    const copy = checkedOwn(JSON.parse(JSON.stringify(own)));
    expect(copy).toEqual(own);
    expect(slicesProblem(own)).toBe(slicesProblem(own));
  });

  test.each<[string, (own: Record<string, never>) => unknown, RegExp]>([
    ["nothing", () => null, /own must be the table/],
    ["no inputs", (own) => ({ ...own, inputs: [] }), /own.inputs must be 2 to 12 inputs, got 0/],
    [
      "no rows",
      (own) => ({ ...own, output: { name: "y", values: [] } }),
      /own.output.values must be 3 to 3000 numbers/,
    ],
    ["text", (own) => ({ ...own, output: { name: "y", values: [1, 2, "a", 4, 5, 6] } }), /must be 6 finite numbers/],
    [
      "one number",
      (own) => ({ ...own, output: { name: "y", values: [1, 1, 1, 1, 1, 1] } }),
      /own.output.values must differ/,
    ],
    ["a nameless one", (own) => ({ ...own, output: { values: [1, 2, 3, 4, 5, 6] } }), /own.output.name must be a text/],
    [
      "indicators alone",
      (own) => ({ ...own, inputs: (own.inputs as object[]).slice(0, 4) }),
      /must have two of numbers, without is/,
    ],
  ])("%s is refused", async (_, spoilt, message) => {
    const own = spoilt(JSON.parse(JSON.stringify(await table())));
    expect(() => checkedSlices({ table: "own", own, across: 3, up: 4 }, START)).toThrow(message);
  });

  test("axes are inputs of numbers; the place begins at medians and the word that is there most often", async () => {
    const own = await table();
    const state = { table: "own", own, at: [] };
    expect(() => checkedSlices({ ...state, across: 0, up: 4 }, START)).toThrow(
      /state.across must be an input of numbers/,
    );
    expect(checkedSlices({ ...state, across: 3, up: 4 }, START).at).toEqual([0, 0, 1, 5, 66]);
    // A table that is not shown is not kept.
    expect(checkedSlices({ ...START, own }, START).own).toBe(null);
  });

  test("few rows and two inputs are cut as well", async () => {
    const own = ownTable(await found("a,b,c\n1,2,3\n2,3,1\n3,7,9\n"));
    const figure = slicesFigure({ table: "own", own, across: 0, up: 1, units: 3 });
    const problem = slicesProblem(own);
    expect([problem.rows.y.length, problem.test.y.length]).toEqual([2, 1]);
    expect(explained(1, problem.test)).toBe(Number.NaN);
    const model = sumOf(figure.value);
    expect(model.units.every(({ m, b }) => [...m, b].every(Number.isFinite))).toBe(true);
    expect(mapOf(problem, model, figure.value).description).toMatch(
      /^c over a and b: \d+ flat pieces between \d+ creases; 2 rows are near\.$/,
    );
    expect(curveOf(problem, model, figure.value).html).toContain("<svg");
  });
});

describe("taken away", () => {
  const model = async () => {
    const own = ownTable(await found(PETS));
    const state = slicesFigure({ table: "own", own, across: 3, up: 4, units: 3, seed: 2 }).value;
    return { problem: slicesProblem(own), sum: sumOf(state) };
  };

  test("the formula is the sum, its names are the columns'", async () => {
    const { problem, sum } = await model();
    const code = formulaOf(sum, "javascript", problem);
    const f = new Function(`${code}; return f;`)() as (...x: number[]) => number;
    const { uniform } = random(3);
    for (let i = 0; i < 50; i++) {
      const at = [i % 2, 0, 1 - (i % 2), 10 * uniform(), 200 * uniform()];
      const value = evaluate(sum, at) as number;
      expect(f(...at)).toBeCloseTo(value, 6);
    }
    expect(code).toContain("f(kind_cat, kind_cow, kind_dog, age, size)");
    expect(formulaOf(sum, "text", problem)).toMatch(/^kind_cat is 1 where kind is cat, else 0\.\n/);
    expect(formulaOf(sum, "sql", problem)).toContain(`CASE WHEN "kind" = 'cat' THEN 1`);
    expect(formulaOf(sum, "excel", problem)).toMatch(/EXACT\(A2,"cat"\).*B2.*C2/);
    for (const language of languages as readonly Language[]) expect(formulaOf(sum, language, problem)).not.toBe("");
  });

  test("as JSON the command finds the columns, and reads the sum to the last bit", async () => {
    const { problem, sum } = await model();
    const stored = JSON.parse(JSON.stringify(jsonOf(sum, problem)));
    expect(stored.inputs[0]).toEqual({ name: "kind = cat", column: "kind", is: "cat" });
    expect(fromJson(stored.model)).toEqual(sum);
    const cars = slicesFigure();
    const plain = JSON.parse(JSON.stringify(jsonOf(cars.model, slicesProblem("cars"))));
    expect(namesOf(plain)).toEqual({
      x: ["displacement", "horsepower", "weight", "acceleration", "model year"],
      y: "miles per gallon",
    });
  });

  test("the command predicts the reader's own file from the JSON, text and all", async () => {
    const { problem, sum } = await model();
    // The command refuses cells that the figure takes for missing.
    const pets = PETS.replace("long", "").replace("1e999", "");
    const files = { "m.json": JSON.stringify(jsonOf(sum, problem)), "pets.csv": pets };
    const { code, out, err } = await run("predict m.json pets.csv", { files });
    expect([code, err]).toEqual([0, "pets.csv: 3 rows in which a cell is missing: no prediction there\n"]);
    const lines = out.trimEnd().split("\n");
    expect(lines[0]).toBe("row,kind,note,age,size,weight,town,prediction");
    expect(Number(lines[1].split(",").at(-1))).toBeCloseTo(evaluate(sum, [1, 0, 0, 3, 40]) as number, 9);
    expect(Number(lines[8].split(",").at(-1))).toBeCloseTo(evaluate(sum, [0, 0, 1, 1, 50]) as number, 9);
    expect(lines[4].endsWith(",")).toBe(true);
  });

  test("as CSV there is every row, what was told and what the sum says", async () => {
    const { problem, sum } = await model();
    const lines = csvOf(problem, sum).trimEnd().split(/\r?\n/);
    expect(lines[0]).toBe("kind = cat,kind = cow,kind = dog,age,size,weight,f,held out");
    expect(lines).toHaveLength(7);
    const [a, b, c, age, size, , f] = lines[1].split(",").map(Number);
    expect(evaluate(sum as PlaneSum, [a, b, c, age, size])).toBe(f);
  });
});
