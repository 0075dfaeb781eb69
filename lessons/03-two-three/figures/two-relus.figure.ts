import { reluSum } from "piecewise";
import { interact } from "piecewise/interact";
import { plot, reluHandles } from "piecewise/plot";

export default interact(
  ({ m1, b1, m2, b2 }) => {
    const f = reluSum([
      { m: m1, b: b1 },
      { m: m2, b: b2 },
    ]);
    return plot(f, {
      xlim: [-4, 4],
      ylim: [-1, 4],
      units: true,
      handles: reluHandles(f),
    });
  },
  { m1: -1.2, b1: -1.2, m2: 1.2, b2: 1.2 },
  {
    groups: {
      "ReLU 1": ["m1", "b1"],
      "ReLU 2": ["m2", "b2"],
    },
    url: "two-relus",
  },
);
