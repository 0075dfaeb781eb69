// dynamic-program-envelope.ts: the lower envelope of parabolas in one variable.

/** Beyond this (in standard deviations of y) no value at a knot is considered. */
const REACH = 1e9;

/**
 * The least of many parabolas curvature·(v − centre)² + least, as pieces of the line: piece p is [left[p], left[p + 1])
 * and belongs to parabola owner[p]. Parabola 0 is the constant `cap`: what does not come below it is not kept.
 */
export interface Envelope {
  pieces: number;
  parabolas: number;
  left: Float64Array;
  owner: Int32Array;
  curvature: Float64Array;
  centre: Float64Array;
  least: Float64Array;
  /** where each parabola came from, for the way back */
  origin: Int32Array;
  /** scratch for whoever reads the envelope, one number a parabola */
  slot: Int32Array;
  spareLeft: Float64Array;
  spareOwner: Int32Array;
}

export function createEnvelope(): Envelope {
  const room = 64;
  return {
    pieces: 0,
    parabolas: 0,
    left: new Float64Array(room),
    owner: new Int32Array(room),
    curvature: new Float64Array(room),
    centre: new Float64Array(room),
    least: new Float64Array(room),
    origin: new Int32Array(room),
    slot: new Int32Array(room),
    spareLeft: new Float64Array(room),
    spareOwner: new Int32Array(room),
  };
}

/** Empties an envelope: from here on it is the constant `cap`. */
export function resetEnvelope(envelope: Envelope, cap: number): void {
  envelope.pieces = 1;
  envelope.parabolas = 1;
  envelope.left[0] = -REACH;
  envelope.left[1] = REACH;
  envelope.owner[0] = 0;
  envelope.curvature[0] = 0;
  envelope.centre[0] = 0;
  envelope.least[0] = cap;
}

/**
 * Lowers the envelope to a parabola wherever that is lower by more than `tolerance`, between `from` and `to`.
 * The two differ by a quadratic in u = v − centre, whose roots cut each piece into at most three.
 *
 * @returns how many pieces it was compared with
 */
export function lower(
  envelope: Envelope,
  curvature: number,
  centre: number,
  least: number,
  origin: number,
  tolerance: number,
  from: number,
  to: number,
): number {
  const { pieces, left, owner, curvature: curvatures, centre: centres, least: leasts } = envelope;
  // It comes below the cap only this near its centre.
  const half = curvature > 0 ? Math.sqrt((leasts[0] - least) / curvature) : REACH;
  const begin = Math.max(from, centre - half, -REACH);
  const stop = Math.min(to, centre + half, REACH);
  if (!(begin < stop)) return 0;
  let p = 0;
  let high = pieces;
  while (high - p > 1) {
    const middle = (p + high) >> 1;
    if (left[middle] <= begin) p = middle;
    else high = middle;
  }
  const added = envelope.parabolas;
  let count = -1;
  let compared = 0;
  for (; p < pieces && left[p] < stop; p++) {
    compared++;
    const id = owner[p];
    const a = curvature - curvatures[id];
    const shift = centres[id] - centre;
    const pull = curvatures[id] * shift;
    const b = 2 * pull;
    const c = least - leasts[id] + tolerance - pull * shift;
    const discriminant = b * b - 4 * a * c;
    const pieceStart = left[p];
    const pieceEnd = left[p + 1];
    const low = (pieceStart > begin ? pieceStart : begin) - centre;
    const top = (pieceEnd < stop ? pieceEnd : stop) - centre;
    // Where the difference is below 0: between the roots if a > 0, outside them if a < 0.
    let winFrom = Infinity;
    let winTo = -Infinity;
    let secondFrom = Infinity;
    if (Math.abs(a) <= 1e-14 * (curvature + curvatures[id])) {
      if (b > 0) {
        winFrom = low;
        winTo = -c / b;
      } else if (b < 0) {
        winFrom = -c / b;
        winTo = top;
      } else if (c < 0) {
        winFrom = low;
        winTo = top;
      }
    } else if (discriminant > 0) {
      const q = -0.5 * (b + (b >= 0 ? Math.sqrt(discriminant) : -Math.sqrt(discriminant)));
      const one = q / a;
      const two = q !== 0 ? c / q : one;
      const near = one < two ? one : two;
      const far = one < two ? two : one;
      if (a > 0) {
        winFrom = near;
        winTo = far;
      } else {
        winFrom = low;
        winTo = near;
        secondFrom = far;
      }
    } else if (a < 0) {
      winFrom = low;
      winTo = top;
    }
    if (winFrom < low) winFrom = low;
    if (winTo > top) winTo = top;
    if (secondFrom < low) secondFrom = low;
    const wins = winFrom < winTo;
    const winsAgain = secondFrom < top;
    if (!wins && !winsAgain) {
      if (count >= 0) count = emit(envelope, count, pieceStart, id);
      continue;
    }
    if (count < 0) count = startChange(envelope, p);
    if (!wins || winFrom + centre > pieceStart) count = emit(envelope, count, pieceStart, id);
    if (wins) {
      count = emit(envelope, count, winFrom + centre, added);
      if (winTo + centre < pieceEnd) count = emit(envelope, count, winTo + centre, id);
    }
    if (winsAgain) {
      count = emit(envelope, count, secondFrom + centre, added);
      if (top + centre < pieceEnd) count = emit(envelope, count, top + centre, id);
    }
  }
  if (count < 0) return compared;
  for (; p < pieces; p++) count = emit(envelope, count, left[p], owner[p]);
  if (added === curvatures.length) growParabolas(envelope);
  envelope.curvature[added] = curvature;
  envelope.centre[added] = centre;
  envelope.least[added] = least;
  envelope.origin[added] = origin;
  envelope.parabolas++;
  envelope.spareLeft[count] = REACH;
  envelope.pieces = count;
  envelope.left = envelope.spareLeft;
  envelope.owner = envelope.spareOwner;
  envelope.spareLeft = left;
  envelope.spareOwner = owner;
  return compared + pieces;
}

/** Copies the pieces before the first that changes. */
function startChange(envelope: Envelope, changed: number): number {
  if (envelope.spareLeft.length < 3 * envelope.pieces + 4) growSpare(envelope);
  const { left, owner, spareLeft, spareOwner } = envelope;
  for (let p = 0; p < changed; p++) {
    spareLeft[p] = left[p];
    spareOwner[p] = owner[p];
  }
  return changed;
}

/** Adds a piece, unless it goes on with the last one's parabola. */
function emit(envelope: Envelope, count: number, start: number, id: number): number {
  if (count > 0 && envelope.spareOwner[count - 1] === id) return count;
  envelope.spareLeft[count] = start;
  envelope.spareOwner[count] = id;
  return count + 1;
}

function growSpare(envelope: Envelope): void {
  const room = 2 * (3 * envelope.pieces + 4);
  envelope.spareLeft = new Float64Array(room);
  envelope.spareOwner = new Int32Array(room);
}

function growParabolas(envelope: Envelope): void {
  for (const name of ["curvature", "centre", "least"] as const) envelope[name] = longerFloats(envelope[name]);
  for (const name of ["origin", "slot"] as const) envelope[name] = longerInts(envelope[name]);
}

/** The same numbers in an array of twice the length. */
export function longerFloats(values: Float64Array): Float64Array {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}

/** The same for whole numbers. */
export function longerInts(values: Int32Array): Int32Array {
  const longer = new Int32Array(2 * values.length);
  longer.set(values);
  return longer;
}
