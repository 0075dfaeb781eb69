export { create, patch } from "./dom.ts";
export { type Attributes, type Child, h, type Markup } from "./markup.ts";
export { toText } from "./text.ts";
