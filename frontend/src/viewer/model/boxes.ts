import type { Attribute } from "./accessors";
import { ModelError } from "./container";
import type { Matrix } from "./matrices";
import type { Box, Point } from "./model";

/** How much farther from the centre a brick stands when the model is pulled apart: 1 doubles its distance. */
export const SPREAD = 0.9;

export const EMPTY: Box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };

/** What a stored number of this attribute is multiplied by to become its value (glTF 2.0, section 3.6.2.2). */
export function unitOf({ array, normalized }: Attribute): number {
  if (!normalized) return 1;
  if (array instanceof Int8Array) return 1 / 127;
  if (array instanceof Uint8Array) return 1 / 255;
  return array instanceof Int16Array ? 1 / 32767 : 1 / 65535;
}

/** The box of positions, from the range that glTF asks them to state. */
export function boxOf(positions: Attribute): Box {
  const { min, max } = positions.range;
  if (min.length !== 3 || max.length !== 3) throw new ModelError("Positions do not state their range.");
  const unit = unitOf(positions);
  return { min: scaled(min, unit), max: scaled(max, unit) };
}

export function union(a: Box, b: Box): Box {
  const pick = (choose: (...values: number[]) => number, p: Point, q: Point): Point => [
    choose(p[0], q[0]),
    choose(p[1], q[1]),
    choose(p[2], q[2]),
  ];
  return { min: pick(Math.min, a.min, b.min), max: pick(Math.max, a.max, b.max) };
}

/** The smallest upright box around a box that was moved by a matrix. */
export function transformed(box: Box, matrix: Matrix): Box {
  const min = [0, 0, 0];
  const max = [0, 0, 0];
  for (let row = 0; row < 3; row++) {
    min[row] = max[row] = matrix[12 + row] ?? 0;
    for (let axis = 0; axis < 3; axis++) {
      const low = (matrix[axis * 4 + row] ?? 0) * box.min[axis]!;
      const high = (matrix[axis * 4 + row] ?? 0) * box.max[axis]!;
      min[row]! += Math.min(low, high);
      max[row]! += Math.max(low, high);
    }
  }
  return { min: scaled(min, 1), max: scaled(max, 1) };
}

export function centreOf({ min, max }: Box): Point {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}

/** Appends the eight corners of a box to `points` from `at` on: 24 numbers. */
export function writeCorners({ min, max }: Box, points: Float32Array, at: number): void {
  for (let corner = 0; corner < 8; corner++) {
    points[at + corner * 3] = corner & 1 ? max[0] : min[0];
    points[at + corner * 3 + 1] = corner & 2 ? max[1] : min[1];
    points[at + corner * 3 + 2] = corner & 4 ? max[2] : min[2];
  }
}

/** Where points go at most when all bricks move away from `centre` by the share `apart` (see SPREAD). */
export function stretched(points: Float32Array, centre: Point, apart: number): Float32Array {
  return points.map((value, i) => value + (value - centre[(i % 3) as 0 | 1 | 2]) * SPREAD * apart);
}

/** Half the length of the box's diagonal. */
export function radiusOf({ min, max }: Box): number {
  return Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
}

function scaled([x = 0, y = 0, z = 0]: readonly number[], by: number): Point {
  return [x * by, y * by, z * by];
}
