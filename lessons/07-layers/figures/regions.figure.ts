import { regionsFigure } from "piecewise/elements";

export default regionsFigure({
  url: "regions",
  units: 5,
});
