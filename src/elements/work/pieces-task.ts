// pieces-task.ts: the pieces of a network of two inputs, away from the page's thread: there may be many.
import { type LayerInput, network } from "../../core/index.ts";
import { type Pieces, piecesOf } from "../points/pieces.ts";
import type { Outcome } from "./serve.ts";

export interface PiecesInput {
  readonly layers: readonly LayerInput[];
  readonly decides: boolean;
}

export async function piecesTask({ layers, decides }: PiecesInput): Promise<Outcome<Pieces>> {
  const result = piecesOf(network(layers), decides);
  return { result, transfer: [result.edges.buffer as ArrayBuffer, result.borders.buffer as ArrayBuffer] };
}
