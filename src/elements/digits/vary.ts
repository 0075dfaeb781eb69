// vary.ts: an image drawn a little differently, as another hand, or the same one on another day, might have.

/** The most that an image is turned, in radians; slanted; scaled, each way; and moved, as a share of its side. */
const MOST = { turn: 0.15, slant: 0.2, scale: 0.2, move: 0.09 };

/**
 * Inputs of an image that is turned, slanted, scaled and moved by chance, each read between four pixels by its distances.
 *
 * @param out other room than the inputs'; overwritten and returned
 */
export function varied(inputs: Float64Array, side: number, uniform: () => number, out: Float64Array): Float64Array {
  const within = (most: number): number => most * (2 * uniform() - 1);
  const [turn, slant] = [within(MOST.turn), within(MOST.slant)];
  const [scaleX, scaleY] = [1 + within(MOST.scale), 1 + within(MOST.scale)];
  const [moveX, moveY] = [side * within(MOST.move), side * within(MOST.move)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const middle = (side - 1) / 2;
  const last = side - 1;
  for (let row = 0, to = 0; row < side; row++) {
    const y = row - middle - moveY;
    for (let column = 0; column < side; column++, to++) {
      const x = column - middle - moveX;
      const fromX = (cos * x + sin * y) / scaleX + slant * y + middle;
      const fromY = (cos * y - sin * x) / scaleY + middle;
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      out[to] = 0;
      if (left < -1 || top < -1 || left > last || top > last) continue;
      const [u, v] = [fromX - left, fromY - top];
      const at = top * side + left;
      const [inLeft, inRight] = [left >= 0, left < last];
      if (top >= 0) out[to] += (1 - v) * ((inLeft ? inputs[at] * (1 - u) : 0) + (inRight ? inputs[at + 1] * u : 0));
      if (top < last) {
        out[to] += v * ((inLeft ? inputs[at + side] * (1 - u) : 0) + (inRight ? inputs[at + side + 1] * u : 0));
      }
    }
  }
  return out;
}
