import type { GltfMaterial } from "./gltf";
import type { Finish, Rgb } from "./model";

const PLAIN: Rgb = [0.6, 0.6, 0.6];

/** The linear value of an sRGB channel, both 0 to 1 (IEC 61966-2-1). */
function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** "#a1b2c3" as linear colour; null when it is not of that form. */
export function parseHex(text: string): Rgb | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) return null;
  const [r = 0, g = 0, b = 0] = match.slice(1).map((pair) => linear(parseInt(pair, 16) / 255));
  return [r, g, b];
}

/** Reads a glTF material; without one, or without an edge colour, a grey and a darker edge stand in. */
export function readFinish(material: GltfMaterial | undefined): Finish {
  const surface = material?.pbrMetallicRoughness;
  const [r, g, b, alpha] = surface?.baseColorFactor ?? [...PLAIN, 1];
  return {
    kind: material?.extras?.finish ?? "solid",
    colour: [r, g, b],
    edge: parseHex(material?.extras?.edge ?? "") ?? [r * 0.25, g * 0.25, b * 0.25],
    alpha: material?.alphaMode === "BLEND" ? alpha : 1,
    metal: surface?.metallicFactor ?? 0,
    roughness: surface?.roughnessFactor ?? 0.3,
    bothSides: material?.doubleSided ?? false,
  };
}
