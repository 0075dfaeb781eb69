// page.ts: the shell around the chapters: head, the rail of knots, footer.

interface Entry {
  readonly number: number;
  readonly title: string;
  readonly html: string;
}

/** A small polyline for each chapter, drawn in the rail and above its title. */
const GLYPHS = [
  "0,13 9,4 18,10 28,1", // any curve
  "2,13 5,2 10,6 18,6 23,2 26,13", // a cat's ears
  "0,13 14,13 28,1", // one ReLU
  "0,13 7,13 14,2 21,13 28,13", // a hill of three
  "0,9 4,3 8,1 12,5 16,11 20,13 24,10 28,3", // a wave out of many
  "0,1 4,7 8,11 14,13 20,11 24,7 28,1", // a bowl to go down
  "0,11 9,3 19,7 28,1 19,13 9,8 0,13", // a folded sheet
  "0,13 3.5,2 7,13 10.5,2 14,13 17.5,2 21,13 24.5,2 28,13", // the sawtooth of layers
  "0,1 3,11 6,13 28,13", // a loss that falls fast
  "0,2 5,9 11,12 17,11 23,8 28,3", // a validation loss that turns
  "2,13 5,2 10,6 18,6 23,2 26,13", // the cat's ears
];

const glyph = (number: number): string =>
  `<svg class="glyph" viewBox="0 0 28 15" aria-hidden="true"><polyline points="${GLYPHS[number]}"/></svg>`;

const THEMES = [
  ["auto", "As the system", `<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z"/>`],
  ["light", "Light", `<circle cx="8" cy="8" r="6"/>`],
  ["dark", "Dark", `<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12a6 6 0 0 1 0-12z"/>`],
];

export function page(chapters: readonly Entry[]): string {
  const [cover, ...rest] = chapters;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Piecewise: any function, from lines that bend once</title>
<meta name="description" content="A live lesson: build functions out of ReLUs, drag their corners, and see why enough of them form any function.">
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="theme.css">
<link rel="stylesheet" href="lesson.css">
<script>try { const theme = localStorage.getItem("piecewise-theme"); if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme; } catch { /* no storage here: the system's theme it is */ }</script>
<script defer src="figures.js"></script>
<script defer src="lesson.js"></script>
<script defer src="bench.js"></script>
</head>
<body>
<a class="pw-skip" href="#chapter-1">Skip to the lesson</a>
${navigation(rest)}
<main class="pw-page">
<header class="wide pw-cover" id="chapter-0"><h1>${cover.title}</h1></header>
<p class="pw-note pw-address wide" role="status" hidden></p>
<noscript><p class="pw-note wide">Scripts are off, so the figures stand still at their starting values. The text, the code and the pictures are all here.</p></noscript>
${cover.html}
${rest.map(section).join("\n")}
</main>
<div class="pw-page"><footer class="wide pw-foot ui"><div class="pw-colophon"><p>Every figure on this page is made by the code printed with it, and all of it works offline. <i>Embed</i>, under a figure, gives you the few lines that put it into a page of your own.</p><p>Piecewise, MIT licence. Typefaces: Source Serif, Source Sans and Source Code by Adobe, <a href="fonts/LICENSE.txt">OFL 1.1</a>.</p></div></footer></div>
</body>
</html>
`;
}

function navigation(chapters: readonly Entry[]): string {
  const items = chapters
    .map(({ number, title }) => `<li><a href="#chapter-${number}">${glyph(number)}<span>${title}</span></a></li>`)
    .join("");
  const themes = THEMES.map(
    ([value, label, shape]) =>
      `<label><input type="radio" name="theme" value="${value}"${value === "auto" ? " checked" : ""}><svg viewBox="0 0 16 16" aria-hidden="true">${shape}</svg><span class="sr">${label}</span></label>`,
  ).join("");
  return `<nav class="pw-nav" aria-label="Chapters"><details><summary><span class="here">Piecewise</span><span class="soft">Chapters</span></summary><ol>${items}</ol><fieldset class="pw-theme"><legend class="sr">Light or dark</legend>${themes}</fieldset></details></nav>`;
}

function section({ number, title, html }: Entry): string {
  return `<header class="pw-chapter-head" id="chapter-${number}"><span class="ui">${glyph(number)} Chapter ${number}</span><h2>${title}</h2></header>
${html}`;
}
