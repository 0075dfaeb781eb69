// shell.ts: the page around the figures: light or dark, and the chapter one is in.

const THEME = "piecewise-theme";

/** The switch sets `data-theme` on the root and remembers it where the browser has a storage. */
export function themeSwitch(): void {
  const root = document.documentElement;
  for (const input of document.querySelectorAll<HTMLInputElement>('.pw-theme [name="theme"]')) {
    input.checked = input.value === (root.dataset.theme ?? "auto");
    input.addEventListener("change", () => {
      if (input.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = input.value;
      try {
        localStorage.setItem(THEME, input.value);
      } catch {
        // A browser without storage keeps the choice for as long as the page is open.
      }
    });
  }
}

/** Marks the chapter that is being read, in the rail and in the bar on top. */
export function chapterBar(): void {
  const nav = document.querySelector(".pw-nav")!;
  const details = nav.querySelector("details")!;
  const here = nav.querySelector(".here")!;
  const links = new Map([...nav.querySelectorAll<HTMLAnchorElement>("ol a")].map((link) => [link.hash.slice(1), link]));
  const heads = [...document.querySelectorAll<HTMLElement>(".pw-cover, .pw-chapter-head")];
  const mark = () => {
    const current = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 2).at(-1);
    for (const [id, link] of links) {
      if (id === current?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const link = links.get(current?.id ?? "");
    here.replaceChildren(...(link ? [...link.childNodes].map((node) => node.cloneNode(true)) : ["Piecewise"]));
  };
  // All that is above the middle counts as seen, so that a jump over a head is noticed, too.
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -50% 0px" });
  for (const head of heads) observer.observe(head);
  nav.addEventListener("click", (event) => {
    if ((event.target as Element).closest("ol a")) details.open = false;
  });
  mark();
}
