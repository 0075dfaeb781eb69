import { depthFigure } from "piecewise/elements";

export default depthFigure({
  url: "depth",
  target: "sin(12x)",
  numbers: 300,
});
