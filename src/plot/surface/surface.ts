// surface.ts: a function of two inputs, drawn: as a live element in a page, as text anywhere else.
import { type PlaneSum, type Rectangle, reluSum } from "../../core/index.ts";
import { type Attributes, create, h, type Markup, patch, toText } from "../../markup/index.ts";
import { checkLimits, checkPixels, optionsAmong, show } from "../check.ts";
import { concise } from "../ticks.ts";
import { edgesOf, type Facet, facetsOf, gridFacets } from "./facets.ts";
import { heatMap, SIZE } from "./heat-map.ts";
import { heightScale } from "./height-scale.ts";
import { FONT, filePaint, type Paint, pagePaint } from "./paint.ts";
import type { Box, Turn } from "./projection.ts";
import { SIDE, solidMarkup } from "./solid.ts";
import { PITCHES, turned, turning } from "./turning.ts";

/** A function of two inputs: a sum of ReLUs exactly, any other on a grid. */
export type Relief = PlaneSum | ((x: number, y: number) => number);

export interface SurfacePlotOptions {
  /** `solid` (unless said): seen from a side, in a box that turns; `map`: from above, in bands of equal height. */
  readonly kind?: (typeof KINDS)[number];
  /** [−4, 4] unless said, as `ylim`. */
  readonly xlim?: readonly [number, number];
  readonly ylim?: readonly [number, number];
  /** What is higher or lower is cut off; the whole function unless said. */
  readonly zlim?: readonly [number, number];
  /** From where it is seen at first, in degrees round the vertical axis; −30 unless said. */
  readonly yaw?: number;
  /** How steeply from above, from 5 to 90 degrees; 30 unless said. */
  readonly pitch?: number;
  readonly xlabel?: string;
  readonly ylabel?: string;
  readonly title?: string;
  /** In CSS pixels; as wide as its container, but 596 at most, or 320 for a map, unless said. */
  readonly width?: number;
  /** What the picture shows, in words and numbers, in place of the automatic sentence. */
  readonly description?: string;
  /** Stands before the description as the picture's name. */
  readonly label?: string;
  /** The id of the element. */
  readonly id?: string;
}

/** In a page: the element to append or to return from a cell. Without a `document` its texts alone. */
export interface Surface extends HTMLElement {
  /** SVG text that stands alone: a file with its own colours. */
  readonly svg: string;
  /** Markup for a page without script. */
  readonly html: string;
  /**
   * Shows what `next` shows, in place, seen from where the reader has turned it to.
   *
   * @returns whether `next` is a surface; if not, nothing has happened
   */
  readonly patch: (next: unknown) => boolean;
}

const KINDS = ["solid", "map"] as const;

const OPTIONS = [
  ...[
    "kind",
    "xlim",
    "ylim",
    "zlim",
    "yaw",
    "pitch",
    "xlabel",
    "ylabel",
    "title",
    "width",
    "description",
    "label",
    "id",
  ],
] as const satisfies readonly (keyof SurfacePlotOptions)[];

/** More units than have a hue of their own are grey. */
const HUES = 7;

/** Cells of the grid, each way, that a function is drawn on which is no sum. */
const CELLS = 32;

/** What is drawn, but for the turn. */
interface Shown {
  readonly options: SurfacePlotOptions;
  readonly begin: Turn;
  readonly description: string;
  readonly drawn: (turn: Turn, paint: Paint) => Markup;
}

const surfaces = new WeakMap<object, Shown>();

/**
 * Draws z over x and y.
 *
 * A sum of ReLUs of two inputs is drawn exactly: one flat piece for each of its linear regions, its creases in the colours
 * of their units. Any other function is drawn on a grid of 32 × 32 cells; where it has no finite value there is a hole. In
 * a page a solid turns by hand and by the arrow keys.
 *
 * @throws {TypeError | RangeError} if an argument is not what it must be; the error says which and what came
 */
export function surface(f: Relief, options: SurfacePlotOptions = {}): Surface {
  const first = shownOf(f, checked(options));
  const element = typeof document === "undefined" ? {} : live(first);
  const shown = () => surfaces.get(element) ?? first;
  return Object.defineProperties(element, {
    svg: { get: () => file(shown()), enumerable: true },
    html: { get: () => toText(block(shown(), shown().begin)), enumerable: true },
    toString: { value: () => file(shown()) },
  }) as Surface;
}

function checked(given: unknown): SurfacePlotOptions {
  const options = optionsAmong<SurfacePlotOptions>("surface", given, OPTIONS);
  const { kind = "solid", yaw = 0, pitch = PITCHES[0], width } = options;
  if (!KINDS.includes(kind))
    throw new RangeError(`surface: kind must be one of ${KINDS.join(", ")}, got ${show(kind)}`);
  for (const name of ["xlim", "ylim", "zlim"] as const) checkLimits(`surface: ${name}`, options[name]);
  if (!Number.isFinite(yaw)) throw new RangeError(`surface: yaw must be a number of degrees, got ${show(yaw)}`);
  if (!(pitch >= PITCHES[0] && pitch <= PITCHES[1])) {
    throw new RangeError(`surface: pitch must be from ${PITCHES[0]} to ${PITCHES[1]} degrees, got ${show(pitch)}`);
  }
  checkPixels("surface: width", width);
  return options;
}

function shownOf(f: Relief, options: SurfacePlotOptions): Shown {
  const { kind = "solid", xlim = [-4, 4], ylim = [-4, 4], xlabel = "x", ylabel = "y", title = "" } = options;
  const rectangle: Rectangle = [xlim, ylim];
  const sum = typeof f === "function" ? undefined : planeSum(f);
  const facets = sum ? facetsOf(sum, rectangle) : gridFacets(f as (x: number, y: number) => number, rectangle, CELLS);
  const [lo, hi] = heightsOf(facets);
  const zlim = options.zlim ?? (lo < hi ? [lo, hi] : [lo - 1, hi + 1]);
  const scale = heightScale(...zlim);
  const box: Box = { rectangle, zlim };
  const hued = sum !== undefined && sum.units.length <= HUES;
  const edges = (sum ? edgesOf(sum, rectangle) : []).map((edge) => ({
    ...edge,
    hue: hued ? edge.crease.units[0] + 1 : undefined,
  }));
  const creases = [...new Set(edges.map(({ crease }) => crease))].map((crease) => ({
    ...crease,
    hue: hued ? crease.units[0] + 1 : undefined,
  }));
  const names = [xlabel, ylabel] as const;
  const said = options.description ?? sentence(sum, facets, rectangle, [lo, hi], creases.length);
  const description = options.label ? `${options.label}: ${said}` : said;
  const begin = turned(options.yaw ?? -30, options.pitch ?? 30);
  const drawn = (turn: Turn, paint: Paint): Markup =>
    kind === "map"
      ? heatMap({ facets, rectangle, scale, creases, names, title, description }, paint)
      : titled(
          title,
          paint,
          solidMarkup({ facets, lines: sum?.units, edges, box, scale, names }, turn, paint, description),
        );
  return { options, begin, description, drawn };
}

function titled(title: string, paint: Paint, drawing: Markup): Markup {
  if (!title) return drawing;
  const style = { "font-family": FONT, "font-size": 16, "font-weight": 600, fill: paint.token("ink") };
  return { ...drawing, children: [...drawing.children, h("text", { x: 12 - MARGIN, y: 24, ...style }, title)] };
}

/** The sum, checked and with two inputs. */
function planeSum(f: unknown): PlaneSum {
  const { units, intercept, slope } = (f ?? {}) as PlaneSum;
  if (!Array.isArray(units)) {
    throw new TypeError(`surface: f must be a sum of ReLUs or a function of x and y, got ${show(f)}`);
  }
  const sum = reluSum(units, { intercept, slope } as never) as unknown as PlaneSum;
  const inputs = typeof sum.slope === "number" ? 1 : sum.slope.length;
  if (inputs !== 2) throw new RangeError(`surface: f must have two inputs, got ${inputs}`);
  return sum;
}

function heightsOf(facets: readonly Facet[]): readonly [number, number] {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { corners } of facets) for (const [, , z] of corners) [lo, hi] = [Math.min(lo, z), Math.max(hi, z)];
  return lo <= hi ? [lo, hi] : [0, 0];
}

function sentence(
  sum: PlaneSum | undefined,
  facets: readonly Facet[],
  [xlim, ylim]: Rectangle,
  [lo, hi]: readonly [number, number],
  creases: number,
): string {
  const over = `over ${between(xlim)} across and ${between(ylim)} away`;
  if (facets.length === 0) return `Nothing to draw ${over}: the function has no finite value there.`;
  const heights = `heights from ${concise(lo)} to ${concise(hi)}`;
  if (!sum) return `A function of two inputs ${over}: ${heights}.`;
  const pieces = `${facets.length} flat ${facets.length === 1 ? "piece" : "pieces"}`;
  return `A sum of ReLUs of two inputs ${over}: ${pieces} and ${creases} ${creases === 1 ? "crease" : "creases"}, ${heights}.`;
}

const between = ([lo, hi]: readonly [number, number]): string => `${concise(lo)} to ${concise(hi)}`;

/** The picture's part of the plane: numbers beside a solid's vertical axis may reach out of its square. */
const viewOf = ({ kind }: SurfacePlotOptions) =>
  kind === "map" ? { x: 0, width: SIZE, height: SIZE } : { x: -MARGIN, width: SIDE + MARGIN, height: SIDE };

const MARGIN = 36;

function file({ options, begin, drawn }: Shown): string {
  const { tag, attributes, children } = drawn(begin, filePaint);
  const view = viewOf(options);
  const paper = h("rect", { ...view, y: 0, fill: filePaint.token("paper") });
  const width = options.width ?? view.width;
  const size = { width, height: Math.round((width * view.height) / view.width) };
  const frame = { xmlns: "http://www.w3.org/2000/svg", viewBox: viewBox(view), ...size };
  return toText(h(tag, { ...attributes, ...frame }, paper, ...children));
}

const viewBox = ({ x, width, height }: ReturnType<typeof viewOf>): string => `${x} 0 ${width} ${height}`;

/** The element of a page. */
function block(shown: Shown, turn: Turn, rest: Attributes = {}): Markup {
  const { tag, attributes, children } = shown.drawn(turn, pagePaint);
  const view = viewOf(shown.options);
  const { id, width = view.width } = shown.options;
  const style = "display:block;inline-size:100%;block-size:auto";
  return h(
    "div",
    { class: "pw-surface", id, style: `max-inline-size:${width}px;container-type:inline-size`, ...rest },
    h(tag, { ...attributes, viewBox: viewBox(view), style }, h("style", {}, NARROW), ...children),
  );
}

/** A solid is as good as twice as wide as a phone: its text keeps its size there. */
const NARROW = "@container(max-width:27rem){.pw-surface>.pw-solid text{font-size:21px}}";

const turns = ({ options }: Shown): boolean => options.kind !== "map";

/** The same, for hands and keys. */
function liveBlock(shown: Shown, turn: Turn): Markup {
  if (!turns(shown)) return block(shown, turn);
  const { style } = block(shown, turn).attributes;
  return block(shown, turn, {
    ...{ role: "group", tabindex: 0, "aria-roledescription": "surface that turns" },
    ...{ "aria-label": `${shown.description} Arrow keys turn it.`, style: `${style};touch-action:pan-y` },
  });
}

function live(first: Shown): HTMLElement {
  let shown = first;
  let turn = first.begin;
  let markup = liveBlock(first, turn);
  const element = create(markup) as HTMLElement;
  const render = (): void => {
    const next = liveBlock(shown, turn);
    patch(element, markup, next);
    markup = next;
  };
  surfaces.set(element, first);
  turning(element, {
    turn: () => turn,
    onTurn(next) {
      if (!turns(shown)) return;
      turn = next;
      render();
    },
  });
  const takeOver = (next: unknown): boolean => {
    const other = surfaces.get(next as object);
    if (!other) return false;
    if (other.begin.yaw !== shown.begin.yaw || other.begin.pitch !== shown.begin.pitch) turn = other.begin;
    shown = other;
    surfaces.set(element, other);
    render();
    return true;
  };
  return Object.defineProperty(element, "patch", { value: takeOver });
}
