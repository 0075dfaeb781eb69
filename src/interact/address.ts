// address.ts: a figure's state in one parameter of the page's query: ?name=m:1.5,b:-0.2
import { short } from "./values.ts";

const LONGEST = 2_000;

/** Names and texts as one parameter's value, "" if there are none; undefined if it would be too long to be read again. */
export function encodeState(entries: readonly (readonly [name: string, text: string])[]): string | undefined {
  const text = entries.map((entry) => entry.map(encodeURIComponent).join(":")).join(",");
  return text.length > LONGEST ? undefined : text;
}

/**
 * What `encodeState` wrote: texts by name, and what could not be read, each with the reason. Also reads it where somebody on
 * the way has percent-encoded the colons and commas.
 */
export function decodeState(raw: string): { state: Map<string, string>; ignored: string[] } {
  const state = new Map<string, string>();
  if (raw.length > LONGEST) return { state, ignored: [`${short(raw)} (longer than ${LONGEST} characters)`] };
  const ignored: string[] = [];
  const plain = raw.includes(":") ? raw : (decoded(raw) ?? raw);
  for (const pair of plain.split(",").filter(Boolean)) {
    const colon = pair.indexOf(":");
    const name = decoded(pair.slice(0, Math.max(colon, 0)));
    const text = decoded(pair.slice(colon + 1));
    if (name && text !== undefined) state.set(name, text);
    else ignored.push(`${short(pair)} (not name:value)`);
  }
  return { state, ignored };
}

/** The raw value of the parameter in a query (`location.search`), "" if it is not there. */
export function parameter(search: string, name: string): string {
  const found = parts(search).find((part) => nameOf(part) === name);
  return found === undefined ? "" : found.slice(found.indexOf("=") + 1 || found.length);
}

/** The query with the parameter set, or taken out where `raw` is ""; every other character stays. */
export function withParameter(search: string, name: string, raw: string): string {
  const ours = `${encodeURIComponent(name)}=${raw}`;
  const all = parts(search);
  const place = all.findIndex((part) => nameOf(part) === name);
  const next = all.flatMap((part, i) => (nameOf(part) !== name ? [part] : i === place && raw ? [ours] : []));
  if (place < 0 && raw) next.push(ours);
  return next.length > 0 ? `?${next.join("&")}` : "";
}

const parts = (search: string): string[] => search.replace(/^\?/, "").split("&").filter(Boolean);

const nameOf = (part: string): string | undefined => decoded(part.split("=", 1)[0]);

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // not percent-encoding: the caller says so
  }
}
