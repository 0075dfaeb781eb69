import { customRelu } from "piecewise";
import {
  interact,
  range,
} from "piecewise/interact";

const f = customRelu(1, 1);

export default interact(
  ({ x }) => `
f is ${f}

f(${x}) is ${f(x)}`,
  { x: range(-3, 3, 0.5) },
  { defaults: { x: 2 }, url: "custom-relu" },
);
