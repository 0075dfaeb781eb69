// address.ts: an address that asks for what this page does not have still opens the page, and is told so.

/** What campaigns and mail programs add to links; not ours, and not worth a word. */
const FOREIGN = /^(utm_\w+|fbclid|gclid|ref|source|mc_\w+)$/;

/** Figures validate their own values; this is for names that no figure has. */
export function checkAddress(figures: readonly string[]): void {
  const unknown = [...new URLSearchParams(location.search).keys()].filter(
    (name) => !figures.includes(name) && !FOREIGN.test(name),
  );
  if (location.hash.length > 1 && !document.getElementById(decoded(location.hash.slice(1)))) {
    unknown.push(decoded(location.hash));
  }
  if (unknown.length === 0) return;
  const note = document.querySelector<HTMLElement>(".pw-address")!;
  const names = unknown.slice(0, 3).map((name) => `“${shortened(name)}”`);
  const more = unknown.length > 3 ? ` and ${unknown.length - 3} more` : "";
  note.textContent = `The address asks for ${names.join(", ")}${more}, which this page does not have. Everything stands at its start.`;
  note.hidden = false;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const shortened = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
