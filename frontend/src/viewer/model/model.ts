import type { Attribute, Numbers } from "./accessors";

/** A model as plain data: what the view draws, with nothing of three.js in it. Lengths: 1 is 100 LDU (40 mm). */
export interface Model {
  readonly batches: readonly Batch[];
  readonly bounds: Box;
  /** Corners of the boxes of all placements, x, y, z one after another: what must be seen for all to be seen. */
  readonly corners: Float32Array;
  /** Number of the last step; 1 when the file has none. */
  readonly steps: number;
  readonly placements: number;
}

/** All placements of one shape (a part in a colour) that mirror, or all that do not. */
export interface Batch {
  readonly shape: Shape;
  readonly mirrored: boolean;
  /** 16 numbers a placement, in the order of `steps`. */
  readonly matrices: Float32Array;
  /** Step of each placement, ascending, so that a step shows the first n of them. */
  readonly steps: Uint32Array;
}

export interface Shape {
  /** "part:colour", as the BOM names its sources. */
  readonly key: string;
  readonly approximate: boolean;
  readonly surfaces: readonly Surface[];
  readonly box: Box;
  /** Pairs of indices into the first surface's positions; null when the shape has no edges. */
  readonly edges: Numbers | null;
}

export interface Surface {
  readonly positions: Attribute;
  readonly normals: Attribute;
  readonly indices: Numbers;
  readonly finish: Finish;
}

/** How a surface takes light. Colours are linear, 0 to 1. */
export interface Finish {
  readonly kind: string;
  readonly colour: Rgb;
  readonly edge: Rgb;
  readonly alpha: number;
  readonly metal: number;
  readonly roughness: number;
  readonly bothSides: boolean;
}

export type Rgb = readonly [number, number, number];
export type Point = readonly [number, number, number];

export interface Box {
  readonly min: Point;
  readonly max: Point;
}
