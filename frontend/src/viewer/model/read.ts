import { Accessors, type MeshDecoder } from "./accessors";
import { boxOf, EMPTY, transformed, union, writeCorners } from "./boxes";
import { ModelError, openContainer } from "./container";
import { readFinish } from "./finishes";
import type { Gltf, GltfMesh } from "./gltf";
import type { Batch, Box, Finish, Model, Shape, Surface } from "./model";
import { type Placement, placementsOf } from "./placements";

const TRIANGLES = 4;

/** Reads a GLB of ours into plain data; throws ModelError when the file is not one. */
export function readModel(file: ArrayBuffer, decoder: MeshDecoder): Model {
  const { gltf, binary } = openContainer(file);
  const accessors = new Accessors(gltf, binary, decoder);
  const finishes = (gltf.materials ?? []).map(readFinish);
  const shapes = new Map<number, Shape>();
  const batches: Batch[] = [];
  for (const group of grouped(placementsOf(gltf, accessors))) {
    const { mesh, mirrored } = group[0]!;
    const shape = shapes.get(mesh) ?? readShape(gltf, mesh, accessors, finishes);
    shapes.set(mesh, shape);
    batches.push(batchOf(shape, mirrored, group));
  }
  const boxes = batches.flatMap(boxesOf);
  if (boxes.length === 0) throw new ModelError("This model has nothing to show.");
  const corners = new Float32Array(boxes.length * 24);
  boxes.forEach((box, i) => writeCorners(box, corners, i * 24));
  const bounds = boxes.reduce(union, EMPTY);
  return { batches, bounds, corners, steps: lastStep(gltf, batches), placements: boxes.length };
}

function boxesOf({ shape, matrices, steps }: Batch): Box[] {
  return Array.from(steps, (_, i) => transformed(shape.box, matrices.subarray(i * 16, i * 16 + 16)));
}

function grouped(placements: Iterable<Placement>): Placement[][] {
  const groups = new Map<string, Placement[]>();
  for (const placement of placements) {
    const name = `${placement.mesh} ${placement.mirrored}`;
    const group = groups.get(name);
    if (group) group.push(placement);
    else groups.set(name, [placement]);
  }
  return [...groups.values()];
}

function batchOf(shape: Shape, mirrored: boolean, placements: Placement[]): Batch {
  const inOrder = placements.sort((a, b) => a.step - b.step);
  const matrices = new Float32Array(inOrder.length * 16);
  inOrder.forEach(({ matrix }, i) => matrices.set(matrix, i * 16));
  return { shape, mirrored, matrices, steps: Uint32Array.from(inOrder, ({ step }) => step) };
}

function lastStep(gltf: Gltf, batches: Batch[]): number {
  const seen = batches.reduce((last, { steps }) => Math.max(last, steps[steps.length - 1] ?? 1), 1);
  return Math.max(seen, gltf.scenes?.[gltf.scene ?? 0]?.extras?.steps ?? 1);
}

function readShape(gltf: Gltf, index: number, accessors: Accessors, finishes: Finish[]): Shape {
  const mesh = gltf.meshes?.[index];
  if (!mesh) throw new ModelError(`There is no mesh ${index}.`);
  const surfaces = readSurfaces(mesh, accessors, finishes);
  const edges = mesh.extras?.edges;
  return {
    key: mesh.extras?.key ?? mesh.name ?? "",
    approximate: mesh.extras?.approximate ?? false,
    surfaces,
    box: surfaces.map(({ positions }) => boxOf(positions)).reduce(union, EMPTY),
    edges: edges === undefined ? null : accessors.packed(edges),
  };
}

function readSurfaces(mesh: GltfMesh, accessors: Accessors, finishes: Finish[]): Surface[] {
  return mesh.primitives.flatMap(({ attributes, indices, material, mode }) => {
    const { POSITION: positions, NORMAL: normals } = attributes;
    if ((mode ?? TRIANGLES) !== TRIANGLES) return [];
    if (positions === undefined || normals === undefined || indices === undefined)
      throw new ModelError(`Mesh ${mesh.name ?? ""} lacks positions, normals or indices.`);
    return {
      positions: accessors.attribute(positions),
      normals: accessors.attribute(normals),
      indices: accessors.packed(indices),
      finish: finishes[material ?? -1] ?? readFinish(undefined),
    };
  });
}
