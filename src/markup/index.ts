export { create, patch } from "./dom.ts";
export { type Attributes, type Child, h, type Markup } from "./markup.ts";
export { asSpare, isSpare } from "./spare.ts";
export { toText } from "./text.ts";
