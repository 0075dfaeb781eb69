// tools.ts: the words at the end of a caption: reset, take the code, an embed, a picture, a link.
import { button, copyButton } from "piecewise/elements";
import type { Plot } from "piecewise/plot";

import type { View } from "./mount.ts";

export type Download = typeof import("piecewise/plot").download;

export function tools(figure: HTMLElement, view: View, download: Download): HTMLElement[] {
  const plot = () => figure.querySelector<Plot>(".pw-plot");
  const copyCode = copyButton("Copy code", () => `${figure.querySelector(".pw-code pre")!.textContent}\n`);
  const link = copyButton("Link", () => address(figure));
  // A figure that can be taken away has its own words for all the rest.
  if (view.querySelector(".pw-take")) return [copyCode, link];
  const buttons: HTMLElement[] = [];
  if (view.reset) {
    buttons.push(
      button("Reset all", () => {
        view.reset!();
        figure.dispatchEvent(new Event("pw-set"));
      }),
    );
  }
  buttons.push(copyCode);
  buttons.push(button("Embed", (pressed) => toggleEmbed(figure, view, pressed)));
  if (plot()) {
    buttons.push(button("Download SVG", () => download(plot()!, "svg", figure.id)));
    buttons.push(button("Download PNG", () => download(plot()!, "png", figure.id)));
  }
  buttons.push(link);
  return buttons;
}

/** The page's address with this figure's values in it, and this figure as the place to open. */
function address(figure: HTMLElement): string {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) if (name !== figure.id) url.searchParams.delete(name);
  url.hash = figure.id;
  return url.href;
}

function toggleEmbed(figure: HTMLElement, view: View, pressed: HTMLButtonElement): void {
  const open = figure.querySelector(".pw-embed");
  pressed.setAttribute("aria-expanded", String(!open));
  if (open) {
    open.remove();
    return;
  }
  const box = document.createElement("div");
  box.className = "pw-embed";
  const snippet = document.createElement("textarea");
  snippet.className = "pw-field";
  snippet.readOnly = true;
  snippet.setAttribute("aria-label", "HTML to paste into your page");
  snippet.value = snippetNow(figure, view);
  snippet.rows = Math.min(16, snippet.value.split("\n").length);
  const note = document.createElement("p");
  note.className = "pw-note";
  const script = document.createElement("a");
  script.href = "piecewise.global.js";
  script.download = "piecewise.global.js";
  script.textContent = "piecewise.global.js";
  note.append(
    "Paste it into your page, and put ",
    script,
    " beside it. The values on screen travel along; nothing is asked of any server.",
  );
  box.append(
    snippet,
    note,
    copyButton("Copy HTML", () => snippet.value),
  );
  figure.append(box);
  snippet.focus();
  snippet.select();
}

/** The embed, with the values of now set before the figure is shown. */
function snippetNow(figure: HTMLElement, view: View): string {
  const text = figure.querySelector<HTMLTemplateElement>(".pw-embed-source")!.content.textContent!;
  const set = view.value ? `figure.value = ${JSON.stringify(view.value)};\n` : "";
  return text.replace(/^document\.getElementById/m, (append) => set + append);
}
