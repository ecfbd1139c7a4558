/** The part of glTF 2.0 that our models use, as it stands in the file. */

export interface GltfBufferView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride?: number;
  extensions?: { EXT_meshopt_compression?: MeshoptView };
}

export interface MeshoptView {
  buffer: number;
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: "ATTRIBUTES" | "TRIANGLES" | "INDICES";
  filter?: "NONE" | "OCTAHEDRAL" | "QUATERNION" | "EXPONENTIAL";
}

export interface GltfAccessor {
  bufferView?: number;
  byteOffset?: number;
  componentType: number;
  count: number;
  type: "SCALAR" | "VEC2" | "VEC3" | "VEC4" | "MAT4";
  normalized?: boolean;
  min?: number[];
  max?: number[];
}

export interface GltfMaterial {
  name?: string;
  pbrMetallicRoughness?: {
    baseColorFactor?: [number, number, number, number];
    metallicFactor?: number;
    roughnessFactor?: number;
  };
  alphaMode?: string;
  doubleSided?: boolean;
  extras?: { finish?: string; edge?: string };
}

export interface GltfMesh {
  name?: string;
  primitives: { attributes: Record<string, number>; indices?: number; material?: number; mode?: number }[];
  extras?: { key?: string; part?: string; colour?: number; edges?: number; approximate?: boolean };
}

export interface GltfNode {
  mesh?: number;
  children?: number[];
  matrix?: number[];
  translation?: number[];
  rotation?: number[];
  scale?: number[];
  extensions?: { EXT_mesh_gpu_instancing?: { attributes: Record<string, number> } };
  extras?: { steps?: number | number[] };
}

export interface Gltf {
  asset?: { version?: string };
  scene?: number;
  scenes?: { nodes?: number[]; extras?: SceneExtras }[];
  nodes?: GltfNode[];
  meshes?: GltfMesh[];
  materials?: GltfMaterial[];
  accessors?: GltfAccessor[];
  bufferViews?: GltfBufferView[];
}

export interface SceneExtras {
  parts?: number;
  size_mm?: [number, number, number];
  steps?: number;
}
