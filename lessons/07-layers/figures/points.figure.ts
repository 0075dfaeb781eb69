import { pointsFigure } from "piecewise/elements";

export default pointsFigure({
  url: "points",
  source: "circle",
  layers: [3],
  pieces: true,
});
