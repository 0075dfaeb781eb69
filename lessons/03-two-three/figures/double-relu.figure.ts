import {
  doubleRelu,
  rectifiedLinear,
} from "piecewise";
import {
  interact,
  range,
} from "piecewise/interact";

export default interact(
  ({ x }) => `
first   max(0, −1·x − 1) is ${rectifiedLinear(-1, -1, x)}
second  max(0, 1·x + 1) is ${rectifiedLinear(1, 1, x)}

doubleRelu(-1, -1, 1, 1, ${x}) is ${doubleRelu(-1, -1, 1, 1, x)}`,
  { x: range(-4, 4, 0.5) },
  { defaults: { x: 2 }, url: "double-relu" },
);
