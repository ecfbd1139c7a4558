import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  Mesh,
  NormalBlending,
  Scene,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";

import { maskMaterial } from "./materials";

const VERTEX = /* glsl */ `
varying vec2 at;
void main() {
  at = position.xy * 0.5 + 0.5;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

// The mark colour needs an ink edge to be seen beside white: mark within 2.5 pixels, ink within 3.5.
const FRAGMENT = /* glsl */ `
uniform sampler2D mask;
uniform vec2 pixel;
varying vec2 at;

float around(float radius) {
  float most = 0.0;
  for (int i = 0; i < 16; i++) {
    float angle = float(i) * 0.3926991;
    most = max(most, texture2D(mask, at + radius * pixel * vec2(cos(angle), sin(angle))).r);
  }
  return most;
}

void main() {
  float inside = texture2D(mask, at).r;
  float mark = max(around(1.2), around(2.5));
  float ink = around(3.5);
  vec3 colour = mix(vec3(0.043, 0.106, 0.141), vec3(0.973, 0.733, 0.239), mark);
  gl_FragColor = vec4(colour, max(mark, ink) * (1.0 - inside));
}`;

/** Draws a line around whatever the mask shows; what stands in front of it does not hide the line. */
export class Outline {
  private readonly target = new WebGLRenderTarget(1, 1, { depthBuffer: false, samples: 4 });
  private readonly mask = maskMaterial();
  private readonly pixel = { value: new Vector2() };
  private readonly scene = new Scene();
  private readonly quad: Mesh<BufferGeometry, ShaderMaterial>;

  constructor() {
    const triangle = new BufferGeometry();
    triangle.setAttribute("position", new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3));
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { mask: { value: this.target.texture }, pixel: this.pixel },
      blending: NormalBlending,
      transparent: true,
      depthTest: false,
      depthWrite: false,
    });
    this.quad = new Mesh(triangle, material);
    this.quad.frustumCulled = false;
    this.quad.layers.enableAll();
    this.scene.add(this.quad);
  }

  /** Outlines what `camera` sees of `scene` now (its layers say what). */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera): void {
    const size = renderer.getDrawingBufferSize(new Vector2());
    this.target.setSize(size.x, size.y);
    this.pixel.value.set(renderer.getPixelRatio() / size.x, renderer.getPixelRatio() / size.y);
    const drawnInto = renderer.getRenderTarget();
    scene.overrideMaterial = this.mask;
    renderer.setRenderTarget(this.target);
    renderer.clear();
    renderer.render(scene, camera);
    renderer.setRenderTarget(drawnInto);
    scene.overrideMaterial = null;
    renderer.render(this.scene, camera);
  }

  dispose(): void {
    this.target.dispose();
    this.mask.dispose();
    this.quad.geometry.dispose();
    this.quad.material.dispose();
  }
}
