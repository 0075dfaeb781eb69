// paint.ts: the colours of a picture: as the page says them, or fixed, for files.
import { pageColour, paperColour } from "../style.ts";
import { bandColour, bandPaint, type Scheme } from "./height-scale.ts";

export interface Paint {
  /** Of a band of heights on a slope that has this share of the light. */
  readonly band: (band: number, shade?: number) => string;
  /** Of a token of the theme: ink, soft, grey, hair, paper, unit-1 … unit-7. */
  readonly token: (name: string) => string;
}

/** Follows the page, light or dark, in the colours of its theme where it has one. */
export const pagePaint: Paint = { band: bandPaint, token: pageColour };

/** The colours of light paper, as any viewer of files knows them. */
export const filePaint: Paint = { band: (band, shade) => bandColour(band, "light", shade), token: paperColour };

/** The colours that the element's theme has now: a picture in them needs no page around it. */
export function paintNow(element: Element): Paint {
  const scheme = schemeOf(element);
  const known = new Map<string, string>();
  return {
    band: (band, shade) => bandColour(band, scheme, shade),
    token(name) {
      if (!known.has(name)) known.set(name, colourIn(element, `var(--pw-${name})`));
      return known.get(name)!;
    },
  };
}

/**
 * `paintNow`, kept until the page changes between light and dark or `signal` ends it.
 *
 * @param onChange called when there are other colours now
 */
export function paintKept(element: Element, onChange: () => void, signal?: AbortSignal): () => Paint {
  let kept: Paint | undefined;
  const change = (): void => {
    kept = undefined;
    onChange();
  };
  for (const media of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(media).addEventListener("change", change, { signal });
  }
  const themes = new MutationObserver(change);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  signal?.addEventListener("abort", () => themes.disconnect());
  return () => {
    kept ??= paintNow(element);
    return kept;
  };
}

/** Whether the element shows its light or its dark colours. */
export const schemeOf = (element: Element): Scheme =>
  colourIn(element, "light-dark(#fff, #000)") === "rgb(0, 0, 0)" ? "dark" : "light";

/** Asked of a probe, since custom properties are not resolved. */
function colourIn(element: Element, colour: string): string {
  const probe = document.createElement("i");
  probe.style.color = colour;
  element.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

export const FONT = `"Source Sans 3", system-ui, sans-serif`;
