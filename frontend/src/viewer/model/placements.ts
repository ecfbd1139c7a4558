import { Accessors, type Attribute } from "./accessors";
import { unitOf } from "./boxes";
import type { Gltf, GltfNode } from "./gltf";
import { compose, determinant, IDENTITY, type Matrix, multiply } from "./matrices";

/** One placement of a mesh: where, and in which step, from 1. */
export interface Placement {
  readonly mesh: number;
  readonly matrix: Matrix;
  readonly step: number;
  readonly mirrored: boolean;
}

/** Walks the nodes below the scene and yields every placement, instances one by one. Loop safe. */
export function* placementsOf(gltf: Gltf, accessors: Accessors): Generator<Placement> {
  const roots = gltf.scenes?.[gltf.scene ?? 0]?.nodes ?? [];
  const waiting = roots.map((node) => ({ node, above: IDENTITY }));
  const seen = new Set<number>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = gltf.nodes?.[next.node];
    if (!node || seen.has(next.node)) continue;
    seen.add(next.node);
    const matrix = multiply(next.above, matrixOf(node));
    for (const child of node.children ?? []) waiting.push({ node: child, above: matrix });
    if (node.mesh !== undefined) yield* placementsAt(node, node.mesh, matrix, accessors);
  }
}

function* placementsAt(node: GltfNode, mesh: number, matrix: Matrix, accessors: Accessors): Generator<Placement> {
  const steps = stepsOf(node, accessors);
  let i = 0;
  for (const own of instancesOf(node, accessors)) {
    const world = multiply(matrix, own);
    yield { mesh, matrix: world, step: (steps[i] ?? 0) + 1, mirrored: determinant(world) < 0 };
    i++;
  }
}

/** As the file counts them, from 0; people count them from 1. */
function stepsOf({ extras }: GltfNode, accessors: Accessors): ArrayLike<number> {
  if (extras?.steps === undefined) return [];
  return typeof extras.steps === "number" ? accessors.packed(extras.steps) : extras.steps;
}

function matrixOf(node: GltfNode): Matrix {
  return node.matrix ?? compose(node.translation ?? [], node.rotation ?? [], node.scale ?? []);
}

/** The instances' own matrices (EXT_mesh_gpu_instancing); a node without it stands for one. */
function* instancesOf(node: GltfNode, accessors: Accessors): Generator<Matrix> {
  const attributes = node.extensions?.EXT_mesh_gpu_instancing?.attributes;
  if (!attributes) {
    yield IDENTITY;
    return;
  }
  const read = (name: string): Attribute | null =>
    attributes[name] === undefined ? null : accessors.attribute(attributes[name]);
  const [moves, turns, scales] = [read("TRANSLATION"), read("ROTATION"), read("SCALE")];
  const count = (moves ?? turns ?? scales)?.count ?? 0;
  for (let i = 0; i < count; i++) yield compose(element(moves, i), element(turns, i), element(scales, i));
}

function element(attribute: Attribute | null, index: number): number[] {
  if (!attribute) return [];
  const unit = unitOf(attribute);
  const start = index * attribute.stride;
  return Array.from(attribute.array.subarray(start, start + attribute.itemSize), (value) => value * unit);
}
