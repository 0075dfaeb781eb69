// shown.ts: a sum of two inputs on its way to the eye, worked out as far as it is asked for.
import type { PlaneSum } from "../../core/index.ts";
import type { ShownCrease } from "../../plot/surface/index.ts";
import { type Mesh, mesher } from "./mesh.ts";
import type { PlaneRows } from "./plane-source.ts";
import { creasesOf, pictureOf, type Room, type SurfacePicture } from "./surface-picture.ts";

export interface Shown {
  readonly model: PlaneSum;
  readonly room: Room;
  readonly names: PlaneRows["names"];
  readonly creases: readonly ShownCrease[];
  /** Its triangles, until those of the next sum are asked for. */
  readonly mesh: () => Mesh;
  /** Its pieces and edges one by one, for drawings: a multiple of the mesh's work. */
  readonly picture: () => SurfacePicture;
}

/** A function that makes them, one after the other. */
export function shower(): (model: PlaneSum, room: Room, names: PlaneRows["names"], selected: number) => Shown {
  const meshOf = mesher();
  return (model, room, names, selected) => ({
    ...{ model, room, names, creases: creasesOf(model, room.box.rectangle, selected) },
    mesh: once(() => meshOf(model, room.box)),
    picture: once(() => pictureOf(model, room, names, selected)),
  });
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
