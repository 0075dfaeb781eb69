// levels.ts: the different texts of a column, and which of them each cell says.

/** More levels than this have no code. */
export const MOST_LEVELS = 32767;

/** Longer texts are prose, which is no level of anything. */
const LONGEST = 200;

/** A column that begins with so many numbers and nothing else holds no levels. */
const NUMBERS = 1000;

/** The levels of a column, and for each row which of them its cell says: −1 where it is missing. */
export interface Levels {
  readonly levels: readonly string[];
  readonly codes: Int16Array;
}

export interface LevelsBuilder {
  /** Takes the cell of a data row (from 0) that is not missing; `number` tells whether it is one. */
  add(cell: string, index: number, number: boolean): void;
  /** Nothing, if there were more levels than asked for, a text beyond 200 characters, or only numbers to begin with. */
  end(rows: number): Levels | undefined;
}

/** Levels in the order of first appearance, spaces around them taken off; two bytes a row while there are not too many. */
export function levelsBuilder(most: number): LevelsBuilder {
  let known: Map<string, number> | undefined = new Map();
  let codes = new Int16Array(0);
  let numbers: number | undefined = 0;
  return {
    add(cell, index, number) {
      if (!known) return;
      const level = cell.trim();
      if (!number) numbers = undefined;
      else if (numbers !== undefined) numbers++;
      let code = known.get(level);
      if (numbers === NUMBERS || (code === undefined && (known.size === most || level.length > LONGEST))) {
        [known, codes] = [undefined, new Int16Array(0)];
        return;
      }
      if (code === undefined) {
        code = known.size;
        // A copy: a slice of the text that was read would keep all of that in memory.
        known.set(Array.from(level).join(""), code);
      }
      if (index >= codes.length) codes = grown(codes, index + 1);
      codes[index] = code;
    },
    end(rows) {
      if (!known) return undefined;
      const all = codes.length < rows ? grown(codes, rows) : codes;
      return { levels: [...known.keys()], codes: all.subarray(0, rows) };
    },
  };
}

/** A longer copy, at least doubled, −1 where nothing was written yet. */
function grown(codes: Int16Array, least: number): Int16Array<ArrayBuffer> {
  const longer = new Int16Array(Math.max(least, 2 * codes.length, 1024)).fill(-1, codes.length);
  longer.set(codes);
  return longer;
}
