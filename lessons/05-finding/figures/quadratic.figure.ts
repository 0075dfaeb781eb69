import { quadraticFigure } from "piecewise/elements";

export default quadraticFigure({
  url: "quadratic",
  rate: 0.01,
});
