import { digitsFigure } from "piecewise/elements";

export default digitsFigure({
  url: "digits",
  units: 64,
  mnist: "mnist/",
});
