import { digitsFigure } from "piecewise/elements";

export default digitsFigure({
  url: "digits",
  units: 128,
  vary: true,
  mnist: "mnist/",
});
