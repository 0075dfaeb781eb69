import { rectifiedLinear } from "piecewise";
import {
  interact,
  range,
} from "piecewise/interact";

const xs = [-3, -2, -1, 0, 1, 2, 3];

export default interact(
  ({ m, b, x }) => `
rectifiedLinear(${m}, ${b}, ${x})
  is ${rectifiedLinear(m, b, x)}

rectifiedLinear(${m}, ${b}, [${xs.join(", ")}])
  is [${rectifiedLinear(m, b, xs).join(", ")}]`,
  { m: 1, b: 1, x: range(-3, 3) },
  {
    defaults: { x: 2 },
    url: "rectified-linear",
  },
);
