// height-scale.ts: heights in bands between round numbers, and the colour of each band.
import { ticks } from "../ticks.ts";

/** Bands are `step` high and counted from `centre`: band 0 begins there, band −1 ends there. */
export interface HeightScale {
  readonly centre: number;
  readonly step: number;
}

/** Bands on either side of the centre; what lies beyond has the colour of the last one. */
export const REACH = 7;

/** Bands that hold [lo, hi]. The centre is 0 where 0 is among the heights, and otherwise a round number in their middle. */
export function heightScale(lo: number, hi: number): HeightScale {
  const middle = (lo + hi) / 2;
  const around = lo <= 0 && hi >= 0 ? 0 : middle;
  const reach = Math.max(hi - around, around - lo, 1e-9);
  // So many that REACH steps are more than the reach, by half a step where the centre is rounded.
  const marks = ticks(-reach, reach, around === 0 ? 2 * REACH - 1 : 2 * REACH - 2);
  const step = marks[1].value - marks[0].value;
  return { centre: around === 0 ? 0 : Math.round(middle / step) * step, step };
}

/** The band of a height, from −REACH to REACH − 1. */
export const bandOf = (z: number, { centre, step }: HeightScale): number =>
  Math.min(REACH - 1, Math.max(-REACH, Math.floor((z - centre) / step)));

/** The height at which a band begins. */
export const levelOf = (band: number, { centre, step }: HeightScale): number => centre + band * step;

export type Scheme = "light" | "dark";

/**
 * The colour of a band as #rrggbb: blue below the centre, brown above it, each as far from the ground as its height is from
 * the centre. Lightness and chroma go in even steps of OKLCH (Ottosson 2020), so that equal heights are equally far apart
 * to the eye, and light alone tells them, to the colour-blind and in print.
 *
 * @param shade what the light on a slanted surface leaves of the lightness; 1 unless said
 */
export function bandColour(band: number, scheme: Scheme, shade = 1): string {
  const t = (band + 0.5) / REACH;
  const far = Math.abs(t);
  const { ground, reach, chroma } = SCALES[scheme];
  return oklch((ground + reach * far) * shade, chroma * far, t < 0 ? 250 : 62);
}

const SCALES = {
  light: { ground: 0.98, reach: -0.5, chroma: 0.13 },
  dark: { ground: 0.24, reach: 0.54, chroma: 0.12 },
} as const;

/** What both schemes show, for styles that follow the page: `light-dark(…)`. */
export const bandPaint = (band: number, shade?: number): string =>
  `light-dark(${bandColour(band, "light", shade)},${bandColour(band, "dark", shade)})`;

function oklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const [l, m, s] = [
    lightness + 0.3963377774 * a + 0.2158037573 * b,
    lightness - 0.1055613458 * a - 0.0638541728 * b,
    lightness - 0.0894841775 * a - 1.291485548 * b,
  ].map((value) => value ** 3);
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const byte = (value: number): string => {
    const clipped = Math.min(1, Math.max(0, value));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${linear.map(byte).join("")}`;
}
