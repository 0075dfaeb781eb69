import { fitFigure } from "piecewise/elements";

export default fitFigure({
  target: "sin(3x) + 0.3x",
  domain: [-3, 3],
  units: 8,
  maxUnits: 100,
  url: "any-function",
});
