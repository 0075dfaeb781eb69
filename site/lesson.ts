// lesson.ts: the page around the live figures: formulas that follow them, tools under them, light and dark.
import { checkAddress } from "./address.ts";
import { follow } from "./follow.ts";
import { chapterBar, themeSwitch } from "./shell.ts";
import { tools } from "./tools.ts";

/** The other script of the page, run before this one. */
declare const figures: typeof import("./figures.ts");

for (const [id, view] of figures.views) {
  const figure = document.getElementById(id)!;
  if (view.value) follow(figure, view);
  figure.querySelector(".pw-tools")!.append(...tools(figure, view, figures.download));
}

checkAddress([...figures.views.keys()]);
themeSwitch();
chapterBar();
