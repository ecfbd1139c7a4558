import type { Gltf } from "../../src/viewer/model/gltf";

/** Packs a description and numbers into a GLB, as section 4.4 of glTF 2.0 says. */
export function packGlb(gltf: Gltf, binary: Uint8Array = new Uint8Array()): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(gltf));
  const json = padded(text, 0x20);
  const bytes = padded(binary, 0);
  const file = new ArrayBuffer(12 + 8 + json.length + 8 + bytes.length);
  const view = new DataView(file);
  [0x46546c67, 2, file.byteLength, json.length, 0x4e4f534a].forEach((word, i) => view.setUint32(i * 4, word, true));
  new Uint8Array(file).set(json, 20);
  view.setUint32(20 + json.length, bytes.length, true);
  view.setUint32(24 + json.length, 0x004e4942, true);
  new Uint8Array(file).set(bytes, 28 + json.length);
  return file;
}

function padded(bytes: Uint8Array, filler: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  whole.set(bytes);
  return whole;
}

/** A decoder for tests: "packed" data is the data itself. */
export const copying = {
  decodeGltfBuffer(target: Uint8Array, _count: number, _size: number, source: Uint8Array): void {
    target.set(source);
  },
};

/**
 * One triangle of part 3005 in colour 4, stored as 16-bit numbers with gaps (stride 8): x 0 to 20, y 0 to 24 (LDU).
 * Three placements by instances in steps 3, 1, 2 (from 0) at x = 0, 1, 2, and one that mirrors, in step 2.
 */
export function triangleModel(): { gltf: Gltf; binary: Uint8Array } {
  const positions = new Int16Array([0, 0, 0, 0, 20, 0, 0, 0, 0, 24, 0, 0]);
  const normals = new Int8Array([0, 0, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0]);
  const indices = new Uint16Array([0, 1, 2, 0]);
  const moves = new Float32Array([0, 0, 0, 1, 0, 0, 2, 0, 0]);
  const pieces = [positions, normals, indices, moves].map((part) => new Uint8Array(part.buffer));
  const offsets = [0, 24, 36, 44];
  const binary = new Uint8Array(80);
  pieces.forEach((piece, i) => binary.set(piece, offsets[i]));
  const gltf: Gltf = {
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0, 1], extras: { steps: 4 } }],
    nodes: [
      {
        mesh: 0,
        scale: [0.01, 0.01, 0.01],
        extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 3 } } },
        extras: { steps: [3, 1, 2] },
      },
      { mesh: 0, matrix: [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 0, 0, 1], extras: { steps: [2] } },
    ],
    meshes: [
      {
        name: "3005:4",
        primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2, material: 0 }],
        extras: { key: "3005:4", part: "3005", colour: 4, edges: 2, approximate: true },
      },
    ],
    materials: [
      {
        pbrMetallicRoughness: { baseColorFactor: [0.5, 0, 0, 0.5], metallicFactor: 0, roughnessFactor: 0.1 },
        alphaMode: "BLEND",
        extras: { finish: "transparent", edge: "#FFFFFF" },
      },
    ],
    accessors: [
      { bufferView: 0, componentType: 5122, count: 3, type: "VEC3", min: [0, 0, 0], max: [20, 24, 0] },
      { bufferView: 1, componentType: 5120, count: 3, type: "VEC3", normalized: true },
      { bufferView: 2, componentType: 5123, count: 3, type: "SCALAR" },
      { bufferView: 3, componentType: 5126, count: 3, type: "VEC3" },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 24, byteStride: 8 },
      { buffer: 0, byteOffset: 24, byteLength: 12, byteStride: 4 },
      { buffer: 0, byteOffset: 36, byteLength: 8 },
      { buffer: 0, byteOffset: 44, byteLength: 36 },
    ],
  };
  return { gltf, binary };
}
