import { foldingFigure } from "piecewise/elements";

export default foldingFigure({
  url: "folding",
  folds: 3,
});
