// own-points.ts: the reader's own points, one more or one less.
import { MOST_POINTS, type Source } from "./points-state.ts";

type Own = Source & { readonly kind: "own" };

/** How near a point must be to be erased, in units of the window. */
const NEAR = 0.4;

/** With a point of a class, at hundredths; or, for the class −1, without the points nearby. The same source where nothing changes. */
export function withPoint(source: Own, x: number, y: number, class_: number): Own {
  const { points } = source;
  if (class_ < 0) {
    const kept = points.filter((_, i) => {
      const at = i - (i % 3);
      return Math.hypot(points[at] - x, points[at + 1] - y) > NEAR;
    });
    return kept.length === points.length ? source : { ...source, points: kept };
  }
  if (points.length >= 3 * MOST_POINTS) return source;
  return { ...source, points: [...points, Number(x.toFixed(2)), Number(y.toFixed(2)), class_] };
}
