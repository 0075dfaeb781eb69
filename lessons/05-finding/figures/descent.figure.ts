import { descentFigure } from "piecewise/elements";

export default descentFigure({
  url: "descent",
  target: "sin(3x) + 0.3x",
  units: 6,
  rows: 100,
});
