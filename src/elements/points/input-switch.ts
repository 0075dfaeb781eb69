// input-switch.ts: which inputs are read, switched one by one; the last one stays on, and it is said why.
import { made } from "../descent/frame.ts";
import { INPUTS, inputsOn, type PointsState } from "./points-state.ts";

export interface InputSwitch {
  /** Why an input could not be switched off. */
  readonly element: HTMLElement;
  /** Switches an input that is on off, and one that is off on. */
  press(input: number): void;
  /** What was said is over. */
  clear(): void;
}

/**
 * A network without an input would learn nothing but a number.
 *
 * @param now what is on, and what the inputs are called
 */
export function inputSwitch(
  now: () => Pick<PointsState, "inputs"> & { readonly names: readonly string[] },
  onInputs: (given: Pick<PointsState, "inputs">) => void,
): InputSwitch {
  const element = made("p", "pw-error");
  element.setAttribute("role", "alert");
  element.hidden = true;
  return {
    element,
    press(input) {
      const { names, ...state } = now();
      const wanted = inputsOn(state).map((on, i) => on !== (i === input));
      const inputs = INPUTS.find((choice) => inputsOn({ inputs: choice }).every((on, i) => on === wanted[i]));
      if (inputs) onInputs({ inputs });
      else {
        const [own, other] = [names[input], names[1 - input]];
        element.textContent = `${own} is all that the network reads. Switch ${other} on first; then ${own} can be off.`;
        element.hidden = false;
      }
    },
    clear() {
      element.hidden = true;
    },
  };
}
