export {
  type Checkbox,
  type Control,
  choice,
  controlFor,
  type Draft,
  type Dropdown,
  type Fixed,
  type Float,
  fixed,
  float,
  type LogSlider,
  log,
  type NumberControl,
  type Play,
  play,
  range,
  type Slider,
  type TextField,
} from "./control.ts";
export { interact } from "./interact.ts";
export type { Abbreviation, Controls, InteractOptions, ValueOf, Values, View } from "./types.ts";
