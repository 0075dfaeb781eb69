// near.ts: scripts of figures far down the page, loaded when a reader comes near one of them.

/** How far out of sight a figure is when its script is loaded, in heights of the window. */
const SCREENS = 2;

/** Loads the script that figures name as `data-script`, once, as soon as the first of them is within two screens; until then they are pictures. */
export function loadNear(): void {
  const figures = document.querySelectorAll<HTMLElement>("figure[data-script]");
  const loaded = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) load((target as HTMLElement).dataset.script!);
    },
    { rootMargin: `${100 * SCREENS}% 0px` },
  );
  const load = (source: string): void => {
    for (const figure of figures) if (figure.dataset.script === source) observer.unobserve(figure);
    if (loaded.has(source)) return;
    loaded.add(source);
    const script = document.createElement("script");
    script.src = source;
    document.head.append(script);
  };
  for (const figure of figures) observer.observe(figure);
}
