import { BufferAttribute, BufferGeometry, InterleavedBuffer, InterleavedBufferAttribute } from "three";

import type { Attribute, Numbers } from "../model/accessors";
import type { Surface } from "../model/model";

type GpuAttribute = BufferAttribute | InterleavedBufferAttribute;

/** Makes geometry that shares its numbers: what two shapes have in common goes to the graphics card once. */
export class Geometries {
  private readonly attributes = new Map<Attribute, GpuAttribute>();
  private readonly indices = new Map<Numbers, BufferAttribute>();
  private readonly surfaces = new Map<string, BufferGeometry>();
  private readonly names = new Map<object, number>();

  surface({ positions, normals, indices }: Surface): BufferGeometry {
    const name = `${this.name(positions)} ${this.name(normals)} ${this.name(indices)}`;
    const known = this.surfaces.get(name);
    if (known) return known;
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", this.attribute(positions));
    geometry.setAttribute("normal", this.attribute(normals));
    geometry.setIndex(this.index(indices));
    this.surfaces.set(name, geometry);
    return geometry;
  }

  attribute(source: Attribute): GpuAttribute {
    const known = this.attributes.get(source);
    if (known) return known;
    const { array, stride, itemSize, normalized } = source;
    const made =
      stride === itemSize
        ? new BufferAttribute(array, itemSize, normalized)
        : new InterleavedBufferAttribute(new InterleavedBuffer(array, stride), itemSize, 0, normalized);
    this.attributes.set(source, made);
    return made;
  }

  index(source: Numbers): BufferAttribute {
    const known = this.indices.get(source) ?? new BufferAttribute(source, 1);
    this.indices.set(source, known);
    return known;
  }

  dispose(): void {
    for (const geometry of this.surfaces.values()) geometry.dispose();
  }

  private name(source: object): number {
    const known = this.names.get(source) ?? this.names.size;
    this.names.set(source, known);
    return known;
  }
}
