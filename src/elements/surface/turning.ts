// turning.ts: buttons that tilt a surface, for fingers: one of them leaves up and down to the page.
import { type Turning, turned, turning } from "../../plot/surface/index.ts";
import { button } from "../bar.ts";
import { made } from "../descent/frame.ts";

/** Degrees for each press. */
const PER_PRESS = 10;

/** Makes the square turn, and returns the buttons, which are shown where there are fingers. */
export function turningWithButtons(square: HTMLElement, how: Turning): HTMLElement {
  const { turn, onTurn } = how;
  turning(square, how);
  const tilt = (words: string, sign: string, by: number): HTMLElement => {
    const press = () => onTurn(turned(turn().yaw, turn().pitch + by), true);
    const pressed = button(sign, press, { title: words });
    pressed.setAttribute("aria-label", words);
    return pressed;
  };
  return made("div", "tilts", tilt("Tilt up", "↑", PER_PRESS), tilt("Tilt down", "↓", -PER_PRESS));
}
