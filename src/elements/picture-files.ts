// picture-files.ts: an SVG of the page as files of its own: what style sheets say of it goes into it.
import { imageOf } from "../plot/index.ts";
import type { PictureFiles } from "./take-away.ts";

/** What is taken over from the page's style. */
const STYLES = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...[
    "opacity",
    "paint-order",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "text-anchor",
    "vector-effect",
    "r",
  ],
];

/** The picture that `svg` gives, on the page's ground, in the colours that it has on screen. */
export function pictureFiles(svg: () => SVGSVGElement): PictureFiles {
  return {
    files: {
      svg: () => imageOf(standalone(svg()), "svg"),
      png: () => imageOf(standalone(svg()), "png"),
    },
  };
}

function standalone(shown: SVGSVGElement): { readonly svg: string; readonly width: number; readonly height: number } {
  const copy = shown.cloneNode(true) as SVGSVGElement;
  const own = [shown, ...shown.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(own[i]);
    const text = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
    node.setAttribute("style", text);
    node.removeAttribute("class");
  });
  const { width, height } = shown.viewBox.baseVal;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", groundOf(shown));
  copy.prepend(ground);
  return { svg: new XMLSerializer().serializeToString(copy), width, height };
}

/** The colour of the theme's paper where the picture stands: asked of a probe, as custom properties are not resolved. */
function groundOf(shown: Element): string {
  const probe = document.createElement("i");
  probe.style.color = "var(--pw-paper)";
  shown.parentElement!.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
