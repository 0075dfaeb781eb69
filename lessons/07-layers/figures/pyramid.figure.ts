import { pyramidFigure } from "piecewise/elements";

export default pyramidFigure({
  url: "pyramid",
  units: 16,
});
