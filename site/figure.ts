// figure.ts: a figure as the page holds it before any script runs: its picture, its code, its caption.
import type { ReluSum } from "piecewise";
import { toText } from "../src/markup/index.ts";
import type { FigureSlot } from "./chapter.ts";
import { highlighted } from "./code.ts";
import { embed } from "./embed.ts";
import { challenge } from "./hill.ts";
import type { Values } from "./values.ts";

export interface Still {
  /** The figure's values at the start, where it has controls. */
  readonly value?: Values;
  /** The function that is shown, of figures that say it. */
  readonly model?: ReluSum;
  /** A plot's markup for pages without script. */
  readonly html?: string;
  toString(): string;
}

/**
 * Tools that need the script are written by it (lesson.ts); what stands here works without.
 *
 * @param script the script that makes the figure live, where it is loaded only for readers who come near (near.ts)
 */
export function figure({ id, flags, caption }: FigureSlot, still: Still, source: string, script?: string): string {
  const beside = flags.includes("beside") ? " beside" : "";
  const sticky = flags.includes("sticky") ? " sticky" : "";
  const hero = flags.includes("hero") ? ' data-size="hero"' : "";
  const loaded = script ? ` data-script="${script}"` : "";
  const lines = source.trimEnd().split("\n").length;
  const code = `<details class="pw-code"><summary><span>${id}.ts</span><span class="lines">${lines} lines</span></summary>${toText(highlighted(source, still.value))}</details>`;
  const hill = flags.includes("hill") && still.value ? toText(challenge(still.value)) : "";
  const picture = still.html ?? String(still);
  return `<figure class="pw-figure wide${sticky}" id="${id}"${hero}${loaded}>
${hill}<div class="pw-body${beside}"><div class="pw-view">${picture}</div>${code}</div>
<figcaption><span>${caption}</span><span class="pw-tools"></span></figcaption>
<template class="pw-embed-source">${toText(embed(id, source))}</template>
</figure>`;
}
