// terminal-plot.ts: data and a sum over them, in the characters of a terminal.
import { evaluate, linspace, type ReluSum, vertices } from "../core/index.ts";

const ROWS = 14;
const NARROWEST = 24;
const WIDEST = 100;

// The dots of a braille character, by column and row: Unicode, chapter 21.1, 'Braille Patterns'.
const BRAILLE = 0x2800;
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
];
const LOWER = 1;
const UPPER = 2;
const BLOCKS = ["", "▄", "▀", "█"];

const DIM = "\u001b[2m";
const COLOUR = "\u001b[36m";
const RESET = "\u001b[0m";

/**
 * A picture of at most `columns` characters a line: the data as fine dots (braille), f as blocks above them, so that the
 * two differ without colour too; the ranges of x and y at its edges.
 */
export function terminalPlot(
  f: ReluSum,
  x: Float64Array,
  y: Float64Array,
  { columns, colour }: { readonly columns: number; readonly colour: boolean },
): string {
  const [left, right] = range(x);
  const corners = vertices(f, [left, right]);
  const [low, high] = widened(
    range(
      y,
      Float64Array.from(corners, ([, value]) => value),
    ),
  );
  const labels = [high, (low + high) / 2, low].map(short);
  const margin = Math.max(...labels.map((label) => label.length));
  const width = Math.min(WIDEST, Math.max(NARROWEST, columns - 1)) - margin - 2;

  const dots = new Uint8Array(width * ROWS);
  const across = (value: number, cells: number) => bounded((value - left) / (right - left || 1), cells);
  const down = (value: number, cells: number) => bounded((high - value) / (high - low), cells);
  for (let i = 0; i < x.length; i++) {
    const column = across(x[i], 2 * width);
    const row = down(y[i], 4 * ROWS);
    dots[(row >> 2) * width + (column >> 1)] |= DOTS[column & 1][row & 3];
  }

  const blocks = new Uint8Array(width * ROWS);
  const heights = evaluate(f, linspace(left, right, width + 1));
  for (let column = 0; column < width; column++) {
    const ends = [down(heights[column], 2 * ROWS), down(heights[column + 1], 2 * ROWS)].sort((a, b) => a - b);
    for (let row = ends[0]; row <= ends[1]; row++) blocks[(row >> 1) * width + column] |= row & 1 ? LOWER : UPPER;
  }

  function line(row: number): string {
    let [text, style] = ["", ""];
    for (let i = row * width; i < (row + 1) * width; i++) {
      const next = !colour || (!blocks[i] && !dots[i]) ? style : blocks[i] ? COLOUR : DIM;
      if (next !== style) text += (style && RESET) + next;
      style = next;
      text += blocks[i] ? BLOCKS[blocks[i]] : dots[i] ? String.fromCharCode(BRAILLE + dots[i]) : " ";
    }
    return text.trimEnd() + (style && RESET);
  }

  const rows = Array.from({ length: ROWS }, (_, row) => {
    const label = row === 0 ? labels[0] : row === ROWS >> 1 ? labels[1] : row === ROWS - 1 ? labels[2] : "";
    const edge = label === "" ? "│" : "┤";
    return `${label.padStart(margin)} ${edge}${line(row)}`;
  });
  const [from, to] = [short(left), short(right)];
  const axis = `${" ".repeat(margin + 1)}└${"─".repeat(width)}`;
  const ends = `${" ".repeat(margin + 2)}${from}${to.padStart(Math.max(to.length + 1, width - from.length))}`;
  return [...rows, axis, ends].join("\n");
}

function range(...columns: readonly Float64Array[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of columns) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  return [low, high];
}

/** A range that is no point, so that it can be divided by. */
const widened = ([low, high]: [number, number]): [number, number] =>
  low < high ? [low, high] : [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];

const bounded = (share: number, cells: number): number => Math.min(cells - 1, Math.max(0, Math.floor(share * cells)));

const short = (value: number): string => String(Number(value.toPrecision(4))).replace("-", "−");
