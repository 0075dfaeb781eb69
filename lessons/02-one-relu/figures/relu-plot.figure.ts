import {
  customRelu,
  linspace,
} from "piecewise";
import { plot } from "piecewise/plot";

const x = linspace(-2.1, 2.1, 20);
const y = customRelu(1, 1)(x);

export default plot(
  [
    { x, y },
    { x, y, kind: "points" },
  ],
  { title: "y = ReLU(1x + 1)" },
);
