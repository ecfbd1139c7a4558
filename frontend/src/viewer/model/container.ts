import type { Gltf } from "./gltf";

const MAGIC = 0x46546c67; // "glTF"
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;

export class ModelError extends Error {}

/** Splits a GLB (glTF 2.0, section 4.4) into its description and its bytes; throws ModelError. */
export function openContainer(file: ArrayBuffer): { gltf: Gltf; binary: Uint8Array } {
  const view = new DataView(file);
  if (file.byteLength < 20 || view.getUint32(0, true) !== MAGIC) throw new ModelError("This is not a GLB file.");
  if (view.getUint32(4, true) !== 2) throw new ModelError("This GLB is not of version 2.");
  let gltf: Gltf | null = null;
  let binary = new Uint8Array();
  for (let at = 12; at + 8 <= file.byteLength; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    if (at + 8 + length > file.byteLength) throw new ModelError("This GLB is cut short.");
    const chunk = new Uint8Array(file, at + 8, length);
    if (kind === JSON_CHUNK) gltf = JSON.parse(new TextDecoder().decode(chunk)) as Gltf;
    if (kind === BINARY_CHUNK) binary = chunk;
    at += 8 + length;
  }
  if (!gltf) throw new ModelError("This GLB has no description.");
  return { gltf, binary };
}
