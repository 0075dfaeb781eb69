import { pointsFigure } from "piecewise/elements";

export default pointsFigure({
  url: "points",
  source: "circle",
  hidden: [3],
  pieces: true,
});
