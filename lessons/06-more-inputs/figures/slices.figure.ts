import { slicesFigure } from "piecewise/elements";

export default slicesFigure({
  url: "slices",
  table: "cars",
  units: 24,
});
