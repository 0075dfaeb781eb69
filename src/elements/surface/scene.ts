// scene.ts: what the source of a surface comes to: rows, the room they take, and dots.
import { type PlaneRows, type PlaneSource, planeRows } from "./plane-source.ts";
import { type Room, roomOf } from "./surface-picture.ts";

export interface Scene {
  readonly rows: PlaneRows;
  readonly room: Room;
  /** Rows of a table, as dots. */
  readonly dots: readonly (readonly [number, number])[];
}

export function sceneOf(source: PlaneSource): Scene {
  const rows = planeRows(source);
  const dots = source.kind === "table" ? source.x.map((x, i) => [x, source.y[i]] as const) : [];
  return { rows, room: roomOf(rows), dots };
}
