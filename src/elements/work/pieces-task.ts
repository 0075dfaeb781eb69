// pieces-task.ts: the pieces of a network of two inputs, away from the page's thread: there may be many.
import { startNetwork, withParameters } from "../../fit/index.ts";
import { type Pieces, piecesOf } from "../points/pieces.ts";
import type { Outcome } from "./serve.ts";

export interface PiecesInput {
  /** The network's layers, and its numbers as `parametersOf` lays them out. */
  readonly sizes: readonly number[];
  readonly parameters: Float64Array;
  readonly decides: boolean;
}

export async function piecesTask({ sizes, parameters, decides }: PiecesInput): Promise<Outcome<Pieces>> {
  const result = piecesOf(withParameters(startNetwork(sizes), parameters), decides);
  return { result, transfer: [result.edges.buffer as ArrayBuffer, result.borders.buffer as ArrayBuffer] };
}
