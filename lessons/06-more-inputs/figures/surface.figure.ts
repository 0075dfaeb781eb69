import { surfaceFigure } from "piecewise/elements";

export default surfaceFigure({
  url: "surface",
  target: "sin(2x) cos(y)",
  units: 16,
});
