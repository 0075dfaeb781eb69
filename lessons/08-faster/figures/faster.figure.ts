import { fasterFigure } from "piecewise/elements";

export default fasterFigure({
  url: "faster",
  rows: 10_000,
  units: 16,
});
