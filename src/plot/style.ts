// style.ts: the colours and rules of the look, for pictures that stand alone and for pages that bring no style of their own.

/** Token: on light paper, on dark. tokens.md of the look gives the measured contrasts. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  paper: ["#fcfcfa", "#14171b"],
  ink: ["#17191c", "#ebe9e3"],
  soft: ["#5a5d61", "#a6a9ab"],
  grey: ["#85867f", "#767b80"],
  hair: ["#dddcd5", "#30353b"],
  accent: ["#b3123b", "#ff7d93"],
  "unit-1": ["#0072b2", "#4a97e0"],
  "unit-1-text": ["#006aa8", "#6aaef0"],
  "unit-2": ["#d55e00", "#ee6f22"],
  "unit-2-text": ["#b04a00", "#f68a48"],
  "unit-3": ["#009370", "#1fb68c"],
  "unit-3-text": ["#00755a", "#35c49b"],
  "unit-4": ["#7b3577", "#a661a4"],
  "unit-4-text": ["#7b3577", "#cb92c9"],
  "unit-5": ["#633b00", "#ffc59a"],
  "unit-5-text": ["#633b00", "#ffc59a"],
  "unit-6": ["#1093ba", "#78ccfd"],
  "unit-6-text": ["#0a6d8c", "#78ccfd"],
  "unit-7": ["#746203", "#e6d000"],
  "unit-7-text": ["#6c5b00", "#e6d000"],
};

export type Scheme = "light" | "dark";

/** A token's colour in a page: its theme's, or, where it has none, as its `color-scheme` says. */
export const pageColour = (token: string): string => `var(--pw-${token},light-dark(${COLOURS[token].join(",")}))`;

/** A token's colour on light paper. */
export const paperColour = (token: string): string => COLOURS[token][0];

const HUES = [1, 2, 3, 4, 5, 6, 7];

/** The rules, with `colour` naming a token's colour, each selector after `scope`. A hue is the current colour. */
function rules(scope: string, colour: (token: string) => string): string {
  const sans = `"Source Sans 3",system-ui,sans-serif`;
  return [
    [
      "text",
      `font-family:${sans};font-size:14px;fill:${colour("soft")};font-variant-numeric:tabular-nums;paint-order:stroke;stroke:${colour("paper")};stroke-width:5px;stroke-linejoin:round`,
    ],
    ["path,SCOPEline,SCOPEcircle", "fill:none"],
    [".lattice", `stroke:${colour("hair")};stroke-width:2;stroke-linecap:round`],
    [".zero", `stroke:${colour("grey")};stroke-width:2;stroke-linecap:round;stroke-dasharray:0 5`],
    [".unit,SCOPE.sum,SCOPE.knot,SCOPE.handle", "stroke:currentColor;stroke-linejoin:round;stroke-width:2"],
    [".sum", "stroke-width:3.5;stroke-linecap:round"],
    [".target", `stroke:${colour("grey")};stroke-width:2.5;stroke-dasharray:7 5`],
    [".ghost", `stroke:${colour("grey")};stroke-width:1.5;stroke-dasharray:3 4`],
    [".hint", `stroke:${colour("soft")};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round`],
    [".error", `stroke:${colour("accent")};stroke-width:1.25`],
    [".datum", "fill:currentColor"],
    [".knot,SCOPE.handle", `fill:${colour("paper")}`],
    [".handle", "stroke-width:3.5;cursor:grab"],
    [".arm", `fill:currentColor;stroke:${colour("paper")};stroke-width:2.5`],
    [".dim", "opacity:.35"],
    [".name", `fill:${colour("ink")};font-weight:600`],
    [".it", `font-family:"Source Serif 4",Georgia,serif;font-style:italic;font-size:17px;font-weight:400`],
    ...HUES.flatMap((hue) => [
      [`.u${hue}`, `color:${colour(`unit-${hue}`)}`],
      [`.u${hue} .ghost`, "stroke:currentColor"],
      [`.u${hue} .name,SCOPE.name.u${hue}`, `fill:${colour(`unit-${hue}-text`)}`],
    ]),
  ]
    .map(([selector, body]) => `${scope}${selector.replaceAll("SCOPE", scope)}{${body}}`)
    .join("");
}

/**
 * For live plots. It stands in a cascade layer, so a page's own theme always wins, and takes the page's `--pw-…` colours.
 * Where a page has none it follows its `color-scheme`.
 */
export function liveStyle(): string {
  const live = rules(".pw-plot ", pageColour);
  return `@layer piecewise{.pw-plot{container-type:inline-size;position:relative;color:${pageColour("ink")}}
.pw-plot svg{display:block;inline-size:100%;block-size:auto;overflow:visible}${live}
.pw-plot .ring{stroke:none}.pw-plot:not([data-pointer]) :focus>.ring{stroke:var(--pw-ink,currentColor)}}`;
}

/** For a picture of its own: in one scheme, or in the light one that turns dark where its viewer asks for it. */
export function standaloneStyle(scheme?: Scheme): string {
  const of = (side: 0 | 1): string => {
    const colour = (token: string) => COLOURS[token][side];
    const tokens = ["paper", "grey", "soft"].map((token) => `--pw-${token}:${colour(token)}`).join(";");
    return `svg{color:${colour("ink")};${tokens}}.paper{fill:${colour("paper")}}${rules("", colour)}`;
  };
  if (scheme) return of(scheme === "dark" ? 1 : 0);
  return `${of(0)}@media (prefers-color-scheme:dark){${of(1)}}`;
}
