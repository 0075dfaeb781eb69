import { reluSum } from "piecewise";
import { fixed, interact, range } from "piecewise/interact";
import { plot, reluHandles } from "piecewise/plot";

const weight = ({ weights }: { weights: boolean }) =>
  weights ? range(-3, 3, 0.1) : fixed(1);
const constant = ({ weights }: { weights: boolean }) =>
  weights ? range(-3, 3, 0.1) : fixed(0);

export default interact(
  ({ m1, b1, w1, m2, b2, w2, m3, b3, w3, c, weights }) => {
    const f = reluSum(
      [
        { m: m1, b: b1, weight: w1 },
        { m: m2, b: b2, weight: w2 },
        { m: m3, b: b3, weight: w3 },
      ],
      { intercept: c },
    );
    return plot(f, {
      xlim: [-4, 4],
      ylim: [weights ? -3 : -1, 4],
      units: true,
      handles: reluHandles(f),
    });
  },
  {
    m1: -1.2,
    b1: -1.2,
    w1: weight,
    m2: 1.2,
    b2: 1.2,
    w2: weight,
    m3: 0.5,
    b3: 0.5,
    w3: weight,
    c: constant,
    weights: false,
  },
  {
    groups: {
      "ReLU 1": ["m1", "b1", "w1"],
      "ReLU 2": ["m2", "b2", "w2"],
      "ReLU 3": ["m3", "b3", "w3"],
    },
    defaults: { w1: 1, w2: 1, w3: 1, c: 0 },
    labels: { weights: "output weights" },
    units: { c: 0, weights: 0 },
    url: "three-relus",
  },
);
