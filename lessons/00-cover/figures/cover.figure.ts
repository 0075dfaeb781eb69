import { drawFigure } from "piecewise/elements";

// What is there before you draw.
const curve = (x: number) =>
  1.9 * Math.sin(1.25 * x + 0.6) + 0.3 * x;

export default drawFigure({
  curve,
  units: 7,
  maxUnits: 32,
  xlim: [-5, 5],
  ylim: [-4, 4],
  url: "cover",
});
