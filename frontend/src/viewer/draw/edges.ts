import { Color, InstancedBufferGeometry, LineSegments, ShaderMaterial } from "three";

import type { Rgb } from "../model/model";
import type { Geometries } from "./geometry";
import { TO_SCREEN } from "./shading";
import type { Solid } from "./solids";

const VERTEX = /* glsl */ `
attribute mat4 instanceMatrix;
uniform float pixels; // a length of 1 is this many pixels at a distance of 1
varying float vStrength;

void main() {
  vec4 seen = viewMatrix * (modelMatrix * (instanceMatrix * vec4(position, 1.0)));
  gl_Position = projectionMatrix * seen;
  // Far away the lines stand closer than pixels do and would turn a small model black.
  vStrength = smoothstep(0.0, 160.0, pixels / max(-seen.z, 0.001));
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 colour;
varying float vStrength;
${TO_SCREEN}

void main() {
  gl_FragColor = vec4(toScreen(colour), 0.75 * vStrength);
}`;

export type Lines = LineSegments<InstancedBufferGeometry, ShaderMaterial>;

/** Draws the edges of shapes as instanced lines; each shares positions and placements with its solid. */
export class EdgeLines {
  private readonly pixels = { value: 1 };
  private readonly materials = new Map<string, ShaderMaterial>();

  make(solid: Solid, geometries: Geometries): Lines | null {
    const { surfaces, edges } = solid.batch.shape;
    const [surface] = surfaces;
    if (!surface || !edges?.length) return null;
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute("position", geometries.attribute(surface.positions));
    geometry.setAttribute("instanceMatrix", solid.instanceMatrix);
    geometry.setIndex(geometries.index(edges));
    const lines = new LineSegments(geometry, this.material(surface.finish.edge));
    lines.frustumCulled = false;
    lines.matrixWorld.copy(solid.matrixWorld);
    lines.renderOrder = 1;
    return lines;
  }

  /** @param height of the picture in pixels @param tan of half the camera's upright angle */
  setScale(height: number, tan: number): void {
    this.pixels.value = height / (2 * tan);
  }

  dispose(): void {
    for (const material of this.materials.values()) material.dispose();
  }

  private material(edge: Rgb): ShaderMaterial {
    const name = edge.join(" ");
    const known = this.materials.get(name);
    if (known) return known;
    const material = new ShaderMaterial({
      name: "edges",
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { colour: { value: new Color().setRGB(...edge) }, pixels: this.pixels },
      transparent: true,
      depthWrite: false,
    });
    this.materials.set(name, material);
    return material;
  }
}
