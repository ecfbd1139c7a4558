import { InstancedBufferAttribute, InstancedMesh, Matrix4, type ShaderMaterial } from "three";

import { centreOf, SPREAD, transformed } from "../model/boxes";
import type { Batch, Finish, Point } from "../model/model";
import type { Geometries } from "./geometry";

/** Surfaces of one batch; `batch` says which. */
export type Solid = InstancedMesh & { batch: Batch };

// A mirrored batch is drawn under this mirror: three.js then turns front and back round for all of it.
const MIRROR = new Matrix4().makeScale(-1, 1, 1);

/** Makes the meshes of a batch, one a surface; all share one buffer of placements. */
export function makeSolids(
  batch: Batch,
  geometries: Geometries,
  materialOf: (finish: Finish) => ShaderMaterial,
): Solid[] {
  const placements = new InstancedBufferAttribute(batch.matrices.slice(), 16);
  return batch.shape.surfaces.map((surface) => {
    const mesh = new InstancedMesh(geometries.surface(surface), materialOf(surface.finish), 0);
    mesh.instanceMatrix = placements;
    mesh.count = batch.steps.length;
    mesh.frustumCulled = false;
    if (batch.mirrored) mesh.matrixWorld.copy(MIRROR);
    return Object.assign(mesh, { batch });
  });
}

/** Moves each placement away from the centre: `apart` 0 leaves it, 1 nearly doubles its distance. */
export function spread(solid: Solid, centre: Point, apart: number): void {
  const { matrices, mirrored, shape } = solid.batch;
  const target = solid.instanceMatrix.array;
  for (let at = 0; at < matrices.length; at += 16) {
    target.set(matrices.subarray(at, at + 16), at);
    const own = centreOf(transformed(shape.box, matrices.subarray(at, at + 16)));
    for (let axis = 0; axis < 3; axis++) target[at + 12 + axis]! += (own[axis]! - centre[axis]!) * apart * SPREAD;
    // The mirror of the batch stands before each of its placements, so they are stored mirrored once more.
    if (mirrored) for (let column = 0; column < 16; column += 4) target[at + column]! *= -1;
  }
  solid.instanceMatrix.needsUpdate = true;
  solid.boundingSphere = null;
}
