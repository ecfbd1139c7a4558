import type { Action, Actor } from "./actions/actions";
import { between, fit, orbit, type Pose, pan, zoom } from "./camera/pose";
import { HOME, type StandardView } from "./camera/views";
import type { Frame } from "./draw/frame";
import { type Insets, Stage } from "./draw/stage";
import { centreOf, radiusOf, stretched } from "./model/boxes";
import type { Model } from "./model/model";
import { Motion } from "./motion";
import type { SceneState } from "./state/scene";
import { Store } from "./state/store";

/** One 3D view in a page: its state, its drawing (only when something changed), and what can be done to it. */
export class View implements Actor {
  readonly store: Store<SceneState>;
  readonly canvas: HTMLCanvasElement;
  private readonly stage: Stage;
  private readonly cameraMotion = new Motion();
  private readonly partsMotion = new Motion();
  private readonly radius: number;
  private readonly watcher: ResizeObserver;
  private frame = 0;
  private moved = false;

  constructor(
    readonly place: HTMLElement,
    frame: Frame,
    readonly model: Model,
  ) {
    this.canvas = frame.canvas;
    this.stage = new Stage(frame.renderer, model);
    this.radius = radiusOf(model.bounds) || 1;
    const pose = fit(model.corners, HOME.yaw, HOME.pitch, this.stage.lens);
    const start = { pose, step: model.steps, highlighted: null, edges: true, apart: 0, fullScreen: false };
    this.store = new Store<SceneState>(start);
    this.store.listen(() => this.invalidate());
    this.resize();
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.canvas);
  }

  get state(): SceneState {
    return this.store.now;
  }

  get canFillScreen(): boolean {
    return document.fullscreenEnabled;
  }

  /** What the tools cover, so that the model is fitted beside them: their column, and the bars that there are. */
  private get insets(): Insets {
    const stepBar = this.model.steps > 1 ? 60 : 0;
    const simpleForms = this.model.batches.some(({ shape }) => shape.approximate) ? 44 : 0;
    return { right: 64, bottom: stepBar + simpleForms };
  }

  change(fields: Partial<SceneState>): void {
    this.store.change(fields);
  }

  run(action: Action): void {
    action.run(this);
  }

  /** Draws in this very moment, as soon as it can be done. */
  drawFirst(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.stage.drawFirst(this.state);
  }

  /** Adds what the first frame left out. */
  finish(): void {
    this.stage.addEdges();
    this.draw();
  }

  fit(view?: StandardView): void {
    this.moved = false;
    const { yaw, pitch } = view ?? this.state.pose;
    const { corners, bounds } = this.model;
    const points = stretched(corners, centreOf(bounds), this.state.apart);
    this.glide(fit(points, yaw, pitch, this.stage.lens));
  }

  turn(right: number, up: number): void {
    this.setPose(orbit(this.state.pose, right, up));
  }

  zoom(factor: number): void {
    this.setPose(zoom(this.state.pose, factor, this.radius));
  }

  pan(right: number, up: number): void {
    this.setPose(pan(this.state.pose, right, up));
  }

  spread(apart: number): void {
    const from = this.state.apart;
    this.partsMotion.run((share) => this.change({ apart: from + (apart - from) * share }));
  }

  toggleFullScreen(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.place.requestFullscreen();
  }

  /** The key of the brick at a point of the window, or null. */
  pick(clientX: number, clientY: number): string | null {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return this.stage.pick(((clientX - left) / width) * 2 - 1, 1 - ((clientY - top) / height) * 2);
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.cameraMotion.stop();
    this.partsMotion.stop();
    this.watcher.disconnect();
    this.stage.dispose();
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.stage.draw(this.state);
  }

  private setPose(pose: Pose): void {
    this.moved = true;
    this.cameraMotion.stop();
    this.change({ pose });
  }

  private glide(to: Pose): void {
    const from = this.state.pose;
    this.cameraMotion.run((share) => this.change({ pose: between(from, to, share) }));
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.stage.resize(clientWidth, clientHeight, this.insets);
    // A view that nobody has turned yet stays fitted, however its place changes.
    const { yaw, pitch } = this.state.pose;
    if (!this.moved) this.change({ pose: fit(this.model.corners, yaw, pitch, this.stage.lens) });
    this.invalidate();
  }

  private invalidate(): void {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }
}
