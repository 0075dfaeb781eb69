import {
  linspace,
  rectifiedLinear,
} from "piecewise";
import { interact } from "piecewise/interact";
import {
  plot,
  reluHandles,
} from "piecewise/plot";

const x = linspace(-4.1, 4.1, 100);

export default interact(
  ({ m, b }) =>
    plot(x, rectifiedLinear(m, b, x), {
      ylim: [-1, 4],
      unit: 1,
      anatomy: { m, b },
      handles: reluHandles({ m, b }),
    }),
  { m: 1.2, b: 1.2 },
  { url: "one-relu" },
);
