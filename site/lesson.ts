// lesson.ts: the page around the live figures: formulas that follow them, tools under them, light and dark.
import { checkAddress } from "./address.ts";
import { follow } from "./follow.ts";
import type { View } from "./mount.ts";
import { loadNear } from "./near.ts";
import { chapterBar, themeSwitch } from "./shell.ts";
import { type Download, tools } from "./tools.ts";

/** The script of the page that was run before this one. */
declare const figures: typeof import("./figures.ts");

/** Sets up what is around the views: called by each script that has put live figures into the page. */
export function attend(views: ReadonlyMap<string, View>, download: Download): void {
  for (const [id, view] of views) {
    const figure = document.getElementById(id)!;
    follow(figure, view);
    figure.querySelector(".pw-tools")!.append(...tools(figure, view, download));
  }
}

attend(figures.views, figures.download);
// Also the figures whose script comes after this one.
checkAddress([...document.querySelectorAll("figure:has(.pw-view)")].map(({ id }) => id));
themeSwitch();
chapterBar();
loadNear();
