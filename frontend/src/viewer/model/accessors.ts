import { ModelError } from "./container";
import type { Gltf, GltfAccessor, MeshoptView } from "./gltf";

export type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;
type NumbersType = {
  new (buffer: ArrayBufferLike, offset: number, length: number): Numbers;
  BYTES_PER_ELEMENT: number;
};

/** Numbers as they lie in a buffer: element i begins at `i * stride`; `normalized` ones mean -1 to 1 or 0 to 1. */
export interface Attribute {
  readonly array: Numbers;
  readonly itemSize: number;
  readonly stride: number;
  readonly count: number;
  readonly normalized: boolean;
  /** Least and greatest numbers as stored, where the file says them (it must for positions). */
  readonly range: { readonly min: readonly number[]; readonly max: readonly number[] };
}

/** What decodes EXT_meshopt_compression; three.js's MeshoptDecoder is one. */
export interface MeshDecoder {
  decodeGltfBuffer(
    target: Uint8Array,
    count: number,
    size: number,
    source: Uint8Array,
    mode: string,
    filter?: string,
  ): void;
}

const COMPONENTS: Record<number, NumbersType> = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
};
const SIZES = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 } as const;

/** Reads accessors out of a GLB; each view is decompressed once, and each accessor is one object however often asked. */
export class Accessors {
  private readonly views = new Map<number, { bytes: Uint8Array; stride: number }>();
  private readonly read = new Map<number, Attribute>();

  constructor(
    private readonly gltf: Gltf,
    private readonly binary: Uint8Array,
    private readonly decoder: MeshDecoder,
  ) {}

  attribute(index: number): Attribute {
    const known = this.read.get(index);
    if (known) return known;
    const accessor = this.gltf.accessors?.[index];
    if (accessor?.bufferView === undefined) throw new ModelError(`Accessor ${index} has no data.`);
    const attribute = this.slice(accessor, this.view(accessor.bufferView));
    this.read.set(index, attribute);
    return attribute;
  }

  /** The same numbers without gaps: `count * itemSize` of them. */
  packed(index: number): Numbers {
    const { array, itemSize, stride, count } = this.attribute(index);
    if (stride === itemSize) return array.subarray(0, count * itemSize);
    const packed = array.slice(0, count * itemSize);
    for (let i = 0; i < count; i++) packed.set(array.subarray(i * stride, i * stride + itemSize), i * itemSize);
    return packed;
  }

  private slice(accessor: GltfAccessor, view: { bytes: Uint8Array; stride: number }): Attribute {
    const type = COMPONENTS[accessor.componentType];
    if (!type) throw new ModelError(`Component type ${accessor.componentType} is not known.`);
    const itemSize = SIZES[accessor.type];
    const stride = view.stride ? view.stride / type.BYTES_PER_ELEMENT : itemSize;
    const start = view.bytes.byteOffset + (accessor.byteOffset ?? 0);
    const length = Math.max(0, (accessor.count - 1) * stride + itemSize);
    const end = (accessor.byteOffset ?? 0) + length * type.BYTES_PER_ELEMENT;
    if (end > view.bytes.byteLength) throw new ModelError("An accessor reaches beyond its data.");
    const array = new type(view.bytes.buffer, start, length);
    const range = { min: accessor.min ?? [], max: accessor.max ?? [] };
    return { array, itemSize, stride, count: accessor.count, normalized: accessor.normalized ?? false, range };
  }

  private view(index: number): { bytes: Uint8Array; stride: number } {
    const known = this.views.get(index);
    if (known) return known;
    const view = this.gltf.bufferViews?.[index];
    if (!view) throw new ModelError(`There is no buffer view ${index}.`);
    const packed = view.extensions?.EXT_meshopt_compression;
    const bytes = packed ? this.unpack(packed) : this.bytes(view.byteOffset ?? 0, view.byteLength);
    const opened = { bytes, stride: view.byteStride ?? 0 };
    this.views.set(index, opened);
    return opened;
  }

  private unpack(view: MeshoptView): Uint8Array {
    const target = new Uint8Array(view.count * view.byteStride);
    const source = this.bytes(view.byteOffset ?? 0, view.byteLength);
    this.decoder.decodeGltfBuffer(target, view.count, view.byteStride, source, view.mode, view.filter);
    return target;
  }

  private bytes(offset: number, length: number): Uint8Array {
    if (offset + length > this.binary.byteLength) throw new ModelError("A buffer view reaches beyond the file.");
    return this.binary.subarray(offset, offset + length);
  }
}
