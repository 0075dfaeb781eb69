// pixels.ts: a small picture as the numbers that it is, each dot with its brightness written in it.
import { h, type Markup } from "../src/markup/index.ts";

const CELL = 26;

/** @param rows one string of digits per row; 0 is the darkest, 9 the brightest */
export function pixels(rows: readonly string[], label: string): Markup {
  const width = rows[0].length * CELL;
  const cells = rows.flatMap((row, i) =>
    [...row].flatMap((digit, j) => {
      const bright = Number(digit) / 9;
      return [
        h("rect", {
          x: j * CELL,
          y: i * CELL,
          width: CELL,
          height: CELL,
          fill: `hsl(40 6% ${Math.round(16 + 80 * bright)}%)`,
        }),
        h(
          "text",
          {
            x: (j + 0.5) * CELL,
            y: (i + 0.5) * CELL,
            "text-anchor": "middle",
            "dominant-baseline": "central",
            fill: bright > 0.5 ? "#33312c" : "#f1efe9",
          },
          digit,
        ),
      ];
    }),
  );
  return h(
    "svg",
    { class: "pw-pixels", viewBox: `0 0 ${width} ${rows.length * CELL}`, role: "img", "aria-label": label },
    ...cells,
  );
}
