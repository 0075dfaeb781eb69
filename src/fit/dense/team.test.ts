import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../core/index.ts";
import { adam, crossEntropy, dismissTeam, momentum, mse, sgd, startNetwork, startPlanes, train } from "../index.ts";
import { packDense } from "./shape.ts";
import { type Team, teamMember, teamMemory } from "./team.ts";

// Threads of their own are in src/cli/cores.test.ts. Here one thread plays all members, one after the other.

const CAUGHT = new Error("caught");

/** What a member gives to the others in the first step that it takes. */
function given(index: number, size: number, run: (team: Team) => { step: () => unknown }): Float32Array {
  let values: Float32Array | undefined;
  const exchange = (own: Float32Array): never => {
    values = own.slice();
    throw CAUGHT;
  };
  expect(() => run({ index, size, exchange }).step()).toThrow(CAUGHT);
  return values!;
}

const problems = fc.record({
  rows: fc.constantFrom(1, 3, 8, 50, 700),
  batch: fc.constantFrom(undefined, 1, 7, 600),
  size: fc.integer({ min: 1, max: 4 }),
  line: fc.boolean(),
  weighted: fc.boolean(),
  dropout: fc.constantFrom(0, 0.3),
  l1: fc.constantFrom(0, 0.05),
  optimizer: fc.constantFrom(sgd({ learningRate: 0.1 }), momentum({ learningRate: 0.1 })),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

test("all members take the very same step, and it is the one that a run alone takes", () => {
  fc.assert(
    fc.property(problems, ({ rows, batch, size, line, weighted, dropout, l1, optimizer, seed }) => {
      const { normal, uniform } = random(seed);
      const model = line ? startPlanes(3, 6, { seed }) : startNetwork([3, 6, 5, 1], { seed });
      const column = (count: number) => Float64Array.from({ length: count }, normal);
      const data = {
        ...{ x: column(3 * rows), y: column(rows) },
        ...(weighted && { weights: Float64Array.from({ length: rows }, () => 0.1 + uniform()) }),
      };
      const options = { loss: mse, optimizer, dropout, l1, seed, ...(batch && { batchSize: batch }) };
      const start = (team?: Team) => train(model, data, { ...options, team });
      const all = Array.from({ length: size }, (_, index) => given(index, size, start));
      const after = all.map((_, index) => packDense(start({ index, size, exchange: () => all }).step().model));
      for (const params of after) expect(params).toEqual(after[0]);
      const alone = packDense(start().step().model);
      alone.forEach((value, i) => {
        expect(after[0][i]).toBeCloseTo(value, 5);
      });
    }),
    { seed: 1, numRuns: 150 },
  );
});

const data = {
  x: [
    [1, 2],
    [3, 4],
  ],
  y: [0, 1],
};
const options = { loss: crossEntropy, optimizer: adam({ learningRate: 0.01 }) };
const model = startNetwork([2, 4, 2], { seed: 1 });

test("a share that leaves the finite numbers ends it for all", () => {
  const far = {
    x: [
      [1, 2],
      [1e30, 4],
    ],
    y: [0, 1],
  };
  const last = given(1, 2, (team) =>
    train(
      model,
      {
        ...far,
        x: [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
          [1e30, 4],
        ],
        y: [0, 0, 0, 0, 1],
      },
      { ...options, team },
    ),
  );
  expect(last.some(Number.isNaN)).toBe(true);
  const run = train(model, data, { ...options, team: { index: 0, size: 2, exchange: (own) => [own, last] } });
  expect(run.step().status).toBe("diverged");
  expect(run.model).toEqual(train(model, data, options).model);
});

describe("memory", () => {
  test("a team of one goes on alone", () => {
    const run = train(model, data, { ...options, team: teamMember(teamMemory(model, 1), 0) });
    const alone = train(model, data, options);
    expect(run.step(20).model).toEqual(alone.step(20).model);
  });

  test("a dismissed team does not wait", () => {
    const memory = teamMemory(model, 2);
    const run = train(model, data, { ...options, team: teamMember(memory, 0) });
    dismissTeam(memory);
    expect(() => run.step()).toThrow("train: the team was dismissed");
  });

  test.each([
    [() => teamMemory(model, 0), "teamMemory: size must be a whole number >= 1, got 0"],
    [() => teamMember(new ArrayBuffer(8) as never, 0), "teamMember: memory must be made by teamMemory, got"],
    [() => teamMember(teamMemory(model, 2), 2), "teamMember: index must be below the team's size (2), got 2"],
    [
      () => train(model, data, { ...options, method: "rows", team: teamMember(teamMemory(model, 2), 0) }),
      "train: team must be made by teamMember, and method be 'compiled'",
    ],
  ])("%# is refused", (call, message) => {
    expect(call).toThrow(message);
  });
});
