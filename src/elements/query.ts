// query.ts: one parameter of an address's query, read and written without touching a character of the others.

/** The value of the parameter, "" if it is not there. */
export function parameter(search: string, name: string): string {
  const part = parts(search).find((part) => nameOf(part) === name) ?? "";
  return decoded(part.slice(part.indexOf("=") + 1 || part.length));
}

/** The query with the parameter set, or taken out where `value` is "". */
export function withParameter(search: string, name: string, value: string): string {
  const others = parts(search).filter((part) => nameOf(part) !== name);
  if (value !== "") others.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return others.length > 0 ? `?${others.join("&")}` : "";
}

const parts = (search: string): string[] => search.replace(/^\?/, "").split("&").filter(Boolean);

const nameOf = (part: string): string => decoded(part.split("=", 1)[0]);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // no percent-encoding: whoever reads it will refuse it
  }
}
