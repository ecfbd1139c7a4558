import { PerspectiveCamera, Raycaster, Scene, type ShaderMaterial, Vector2, type WebGLRenderer } from "three";

import { axesOf, positionOf, type Lens } from "../camera/pose";
import { centreOf, radiusOf } from "../model/boxes";
import type { Batch, Finish, Model } from "../model/model";
import { type SceneState, shownAt } from "../state/scene";
import { EdgeLines, type Lines } from "./edges";
import { FineCanvas } from "./fine";
import { Geometries } from "./geometry";
import { depthMaterial, glassMaterial, surfaceMaterial } from "./materials";
import { Outline } from "./outline";
import { makeSolids, type Solid, spread } from "./solids";

/** What the tools cover at the edges of the picture, in CSS pixels; the model is fitted between them. */
export interface Insets {
  readonly right: number;
  readonly bottom: number;
}

const FIELD = 30; // degrees, upright: long enough to keep studs parallel, short enough to feel near
const MARGIN = 0.04; // of the free part of the picture, left empty at each side
const REST = 0; // layers: all that is not highlighted, and what is
const MEANT = 1;

/** Draws a model in a given state with WebGL; knows nothing of pages, pointers or time. */
export class Stage {
  private readonly camera = new PerspectiveCamera(FIELD);
  private readonly scene = new Scene();
  private readonly lineScene = new Scene();
  private readonly geometries = new Geometries();
  private readonly edges = new EdgeLines();
  private readonly materials = new Map<Finish, ShaderMaterial>();
  private readonly turn = { value: new Vector2() };
  private readonly depth = depthMaterial();
  private readonly glass = glassMaterial();
  private readonly solids: Solid[];
  private readonly lines = new Map<Batch, Lines>();
  private fine: FineCanvas | null = null;
  private outline: Outline | null = null;
  private apart = -1;
  private readonly size = { width: 1, height: 1 };
  private insets: Insets = { right: 0, bottom: 0 };

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly model: Model,
  ) {
    this.scene.matrixWorldAutoUpdate = this.lineScene.matrixWorldAutoUpdate = false;
    this.solids = model.batches.flatMap((batch) =>
      makeSolids(batch, this.geometries, (finish) => this.materialOf(finish)),
    );
    this.scene.add(...this.solids);
  }

  get lens(): Lens {
    const tan = Math.tan((FIELD * Math.PI) / 360);
    const free = 1 - 2 * MARGIN;
    const high = ((this.size.height - this.insets.bottom) / this.size.height) * free;
    const wide = ((this.size.width - this.insets.right) / this.size.height) * free;
    return { tanX: tan * Math.max(wide, 0.1), tanY: tan * Math.max(high, 0.1) };
  }

  resize(width: number, height: number, insets: Insets): void {
    Object.assign(this.size, { width: Math.max(1, width), height: Math.max(1, height) });
    this.insets = insets;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(this.size.width, this.size.height, false);
    this.camera.aspect = this.size.width / this.size.height;
    // The middle of the picture is the middle of what the tools leave free.
    this.camera.setViewOffset(this.size.width, this.size.height, insets.right / 2, insets.bottom / 2, width, height);
    this.edges.setScale(this.size.height, Math.tan((FIELD * Math.PI) / 360));
  }

  /** Makes the lines; left until the first frame stands, because no one waits for them. */
  addEdges(): void {
    for (const solid of this.solids) {
      const lines = this.lines.has(solid.batch) ? null : this.edges.make(solid, this.geometries);
      if (!lines) continue;
      this.lines.set(solid.batch, lines);
      this.lineScene.add(lines);
    }
  }

  /** Draws at once and as plainly as can be: what is seen first. */
  drawFirst(state: SceneState): void {
    this.place(state);
    this.show(state);
    this.paint(state);
  }

  draw(state: SceneState): void {
    this.place(state);
    this.show(state);
    this.fine ??= new FineCanvas(this.renderer);
    this.fine.draw(() => this.paint(state));
  }

  /** The key of the brick at a point of the canvas (-1 to 1, y up), or null. */
  pick(x: number, y: number): string | null {
    const ray = new Raycaster();
    ray.layers.enableAll();
    ray.setFromCamera(new Vector2(x, y), this.camera);
    const [hit] = ray.intersectObjects(this.solids, false);
    return hit ? (hit.object as Solid).batch.shape.key : null;
  }

  dispose(): void {
    for (const material of this.materials.values()) material.dispose();
    for (const { geometry } of this.lines.values()) geometry.dispose();
    for (const solid of this.solids) solid.dispose();
    for (const one of [this.depth, this.glass, this.edges, this.geometries, this.outline, this.fine]) one?.dispose();
  }

  private paint(state: SceneState): void {
    this.renderer.clear();
    this.camera.layers.set(state.highlighted ? MEANT : REST);
    this.renderer.render(this.scene, this.camera);
    if (state.edges) this.renderer.render(this.lineScene, this.camera);
    if (state.highlighted) this.drawHighlight();
  }

  private drawHighlight(): void {
    this.camera.layers.set(REST);
    for (const material of [this.depth, this.glass]) {
      this.scene.overrideMaterial = material;
      this.renderer.render(this.scene, this.camera);
    }
    this.scene.overrideMaterial = null;
    this.camera.layers.set(MEANT);
    this.outline ??= new Outline();
    this.outline.draw(this.renderer, this.scene, this.camera);
  }

  private place({ pose }: SceneState): void {
    const radius = radiusOf(this.model.bounds) * 2.5; // apart, the model is larger
    const { ahead, up } = axesOf(pose);
    const [x, y, z] = positionOf(pose);
    this.camera.up.set(...up);
    this.camera.position.set(x, y, z);
    this.camera.lookAt(x + ahead[0], y + ahead[1], z + ahead[2]);
    this.camera.near = Math.max(pose.distance - radius, pose.distance * 0.02);
    this.camera.far = pose.distance + radius * 2;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
    this.turn.value.set(Math.sin(pose.yaw), Math.cos(pose.yaw));
  }

  private show({ step, highlighted, apart }: SceneState): void {
    for (const solid of this.solids) {
      const { shape, steps } = solid.batch;
      const lines = this.lines.get(solid.batch);
      solid.count = shownAt(steps, step);
      solid.visible = solid.count > 0;
      solid.layers.set(highlighted?.has(shape.key) ? MEANT : REST);
      if (apart !== this.apart) spread(solid, centreOf(this.model.bounds), apart);
      if (!lines) continue;
      lines.geometry.instanceCount = solid.count;
      lines.visible = solid.visible;
      lines.layers.mask = solid.layers.mask;
    }
    this.apart = apart;
  }

  private materialOf(finish: Finish): ShaderMaterial {
    const material = this.materials.get(finish) ?? surfaceMaterial(finish, this.turn);
    this.materials.set(finish, material);
    return material;
  }
}
