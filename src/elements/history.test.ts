// history.test.ts: undo and redo.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHistory } from "./history.ts";

describe("createHistory", () => {
  test.each([
    { what: "nothing done", calls: "", now: "0", canUndo: false, canRedo: false },
    { what: "a push", calls: "1", now: "1", canUndo: true, canRedo: false },
    { what: "undo", calls: "1u", now: "0", canUndo: false, canRedo: true },
    { what: "undo without a past", calls: "u", now: "0", canUndo: false, canRedo: false },
    { what: "redo without a future", calls: "1r", now: "1", canUndo: true, canRedo: false },
    { what: "undo twice, redo once", calls: "12uur", now: "1", canUndo: true, canRedo: true },
    { what: "a push forgets what was undone", calls: "12u3r", now: "3", canUndo: true, canRedo: false },
    { what: "a drag is one step", calls: "1=2=3u", now: "0", canUndo: false, canRedo: true },
    { what: "replace forgets what was undone", calls: "1u=2r", now: "2", canUndo: false, canRedo: false },
  ])("$what", ({ calls, now, canUndo, canRedo }) => {
    const history = createHistory("0");
    for (const [call] of calls.matchAll(/=?./g)) {
      if (call === "u") history.undo();
      else if (call === "r") history.redo();
      else if (call.startsWith("=")) history.replace(call[1]);
      else history.push(call);
    }
    expect({ now: history.now, canUndo: history.canUndo, canRedo: history.canRedo }).toEqual({ now, canUndo, canRedo });
  });

  test("undefined is a state like any other", () => {
    const history = createHistory<number | undefined>(undefined);
    history.push(1);
    expect(history.undo()).toBeUndefined();
    expect(history.redo()).toBe(1);
  });

  test("as many states as the limit says can be undone, and redone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 40 }), (limit, pushes) => {
        const history = createHistory(0, limit);
        for (let i = 1; i <= pushes; i++) history.push(i);
        let undone = 0;
        while (history.canUndo && undone <= pushes) expect(history.undo()).toBe(pushes - ++undone);
        expect(undone).toBe(Math.min(limit, pushes));
        while (history.canRedo) history.redo();
        expect(history.now).toBe(pushes);
      }),
      { seed: 1 },
    );
  });

  test.each([0, -1, 1.5, Number.NaN])("a limit of %s is refused", (limit) => {
    expect(() => createHistory(0, limit)).toThrow(/^createHistory: limit must be a whole number ≥ 1, got /);
  });
});
