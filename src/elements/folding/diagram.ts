// diagram.ts: a small network as dots and lines, layer after layer.
import type { Network } from "../../core/index.ts";
import { h } from "../../markup/index.ts";
import { type Draw, px, svg } from "../drawing.ts";
import { sizesOf } from "./networks.ts";

const HEIGHT = 116;
const RADIUS = 6;

/** Inputs, units in the hue of their place in the layer, outputs in ink; a line for each weight that is not 0, dashed below 0. */
export function diagram({ layers }: Network, description: string): Draw {
  return (width) => {
    const sizes = sizesOf({ layers } as Network);
    const step = (width - 4 * RADIUS) / (sizes.length - 1);
    const at = (layer: number, unit: number) =>
      [2 * RADIUS + layer * step, (HEIGHT * (unit + 0.5)) / sizes[layer]] as const;
    const lines = layers.flatMap(({ weights }, l) =>
      weights.flatMap((row, to) =>
        row.flatMap((weight, from) => {
          if (weight === 0) return [];
          const [[x0, y0], [x1, y1]] = [at(l, from), at(l + 1, to)];
          const dashes = weight < 0 ? ";stroke-dasharray:3 3" : "";
          return [
            h("path", {
              d: `M${px(x0)},${px(y0)}L${px(x1)},${px(y1)}`,
              style: `stroke:var(--pw-grey);stroke-width:1.25${dashes}`,
            }),
          ];
        }),
      ),
    );
    const dots = sizes.flatMap((count, l) =>
      Array.from({ length: count }, (_, unit) => {
        const [cx, cy] = at(l, unit);
        const hidden = l > 0 && l < sizes.length - 1;
        const style = hidden
          ? "fill:var(--u);stroke:var(--pw-paper);stroke-width:2"
          : "fill:var(--pw-paper);stroke:var(--pw-ink);stroke-width:2";
        return h("circle", { class: `u${hidden ? unit + 1 : 0}`, cx: px(cx), cy: px(cy), r: RADIUS, style });
      }),
    );
    return svg(width, HEIGHT, description, h("g", {}, lines), h("g", {}, dots));
  };
}
