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
 * Lowers the envelope to a parabola wherever that is lower by more than `tolerance`.
 * The two differ by a quadratic in u = v − centre, whose roots cut each piece into at most three.
 */
export function lower(
  envelope: Envelope,
  curvature: number,
  centre: number,
  least: number,
  origin: number,
  tolerance: number,
): void {
  if (envelope.left.length < 3 * envelope.pieces + 4) growPieces(envelope);
  const { pieces, left, owner, spareLeft, spareOwner } = envelope;
  const added = envelope.parabolas;
  let count = 0;
  let changed = false;
  for (let p = 0; p < pieces; p++) {
    const id = owner[p];
    const a = curvature - envelope.curvature[id];
    const shift = envelope.centre[id] - centre;
    const pull = envelope.curvature[id] * shift;
    const b = 2 * pull;
    const c = least - envelope.least[id] + tolerance - pull * shift;
    let first = NaN;
    let second = NaN;
    if (Math.abs(a) <= 1e-14 * (curvature + envelope.curvature[id])) {
      if (b !== 0) first = -c / b;
    } else {
      const discriminant = b * b - 4 * a * c;
      if (discriminant > 0) {
        const q = -0.5 * (b + (b >= 0 ? Math.sqrt(discriminant) : -Math.sqrt(discriminant)));
        first = q / a;
        second = q !== 0 ? c / q : first;
        if (first > second) [first, second] = [second, first];
      }
    }
    const end = left[p + 1] - centre;
    let start = left[p] - centre;
    for (let cut = 0; cut < 3; cut++) {
      let next = cut === 0 ? first : cut === 1 ? second : end;
      if (!(next > start)) continue;
      if (next > end) next = end;
      const middle = 0.5 * (start + next);
      const wins = (a * middle + b) * middle + c < 0;
      const holder = wins ? added : id;
      if (wins) changed = true;
      if (count === 0 || spareOwner[count - 1] !== holder) {
        spareLeft[count] = start + centre;
        spareOwner[count] = holder;
        count++;
      }
      start = next;
      if (start >= end) break;
    }
  }
  if (!changed) return;
  if (added === envelope.curvature.length) growParabolas(envelope);
  envelope.curvature[added] = curvature;
  envelope.centre[added] = centre;
  envelope.least[added] = least;
  envelope.origin[added] = origin;
  envelope.parabolas++;
  spareLeft[count] = REACH;
  envelope.pieces = count;
  envelope.left = spareLeft;
  envelope.owner = spareOwner;
  envelope.spareLeft = left;
  envelope.spareOwner = owner;
}

function growPieces(envelope: Envelope): void {
  const room = 2 * (3 * envelope.pieces + 4);
  const left = new Float64Array(room);
  left.set(envelope.left);
  const owner = new Int32Array(room);
  owner.set(envelope.owner);
  Object.assign(envelope, { left, owner, spareLeft: new Float64Array(room), spareOwner: new Int32Array(room) });
}

function growParabolas(envelope: Envelope): void {
  for (const name of ["curvature", "centre", "least"] as const) {
    const longer = new Float64Array(2 * envelope[name].length);
    longer.set(envelope[name]);
    envelope[name] = longer;
  }
  const origin = new Int32Array(2 * envelope.origin.length);
  origin.set(envelope.origin);
  envelope.origin = origin;
}
