import {
  fromVertices,
  linspace,
} from "piecewise";
import {
  interact,
  range,
} from "piecewise/interact";
import { plot } from "piecewise/plot";

const curve = (x: number) =>
  1.9 * Math.sin(1.25 * x + 0.6) + 0.3 * x;

export default interact(
  ({ bends }) => {
    const stops = linspace(-5, 5, bends + 2);
    const f = fromVertices(
      [...stops].map((x) => [x, curve(x)]),
    );
    return plot(
      [{ f: curve, kind: "target" }, { f }],
      {
        xlim: [-5, 5],
        ylim: [-4, 4],
        units: true,
        labels: false,
      },
    );
  },
  { bends: range(1, 12) },
  {
    defaults: { bends: 7 },
    units: { bends: 0 },
    url: "cover",
  },
);
