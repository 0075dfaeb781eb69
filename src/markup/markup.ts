// markup.ts: a tree of elements as plain data. It becomes text (text.ts) or live nodes (dom.ts), never through HTML parsing.

/** `undefined` and `false` leave the attribute out; `true` writes it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export type Child = Markup | string;

export interface Markup {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Child[];
}

/** One element: `h("text", { x: 1 }, "label")`. Absent children (`undefined`, `false`) are dropped. */
export function h(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Child | undefined | false | readonly (Child | undefined | false)[])[]
): Markup {
  return {
    tag,
    attributes,
    children: children.flat().filter((child): child is Child => child !== undefined && child !== false),
  };
}
