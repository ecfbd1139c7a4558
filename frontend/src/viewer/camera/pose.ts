import type { Point } from "../model/model";

/** Where the camera stands: turned by `yaw` and lifted by `pitch` (radians) around `target`. Yaw 0 looks at the front. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
  readonly target: Point;
}

export interface Lens {
  /** Tangents of half the angle that the model may fill, sideways and upwards. */
  readonly tanX: number;
  readonly tanY: number;
}

export interface Axes {
  readonly right: Point;
  readonly up: Point;
  /** From the camera into the scene. */
  readonly ahead: Point;
}

const STEEPEST = Math.PI / 2 - 0.001; // straight down would leave "up" undefined

export function orbit(pose: Pose, yaw: number, pitch: number): Pose {
  const lifted = Math.min(STEEPEST, Math.max(-STEEPEST, pose.pitch + pitch));
  return { ...pose, yaw: pose.yaw + yaw, pitch: lifted };
}

/** Comes nearer for a factor below 1; stays within 1 % and 20 times the size of what is looked at. */
export function zoom(pose: Pose, factor: number, radius: number): Pose {
  const distance = Math.min(radius * 20, Math.max(radius * 0.01, pose.distance * factor));
  return { ...pose, distance };
}

/** Moves the target; one is the distance to it. */
export function pan(pose: Pose, right: number, up: number): Pose {
  const axes = axesOf(pose);
  const along = (i: 0 | 1 | 2): number => (axes.right[i] * right + axes.up[i] * up) * pose.distance;
  const [x, y, z] = pose.target;
  return { ...pose, target: [x + along(0), y + along(1), z + along(2)] };
}

export function axesOf({ yaw, pitch }: Pick<Pose, "yaw" | "pitch">): Axes {
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return { right: [cy, 0, -sy], up: [-sy * sp, cp, -cy * sp], ahead: [-sy * cp, -sp, -cy * cp] };
}

export function positionOf(pose: Pose): Point {
  const { ahead } = axesOf(pose);
  const [x, y, z] = pose.target;
  return [x - ahead[0] * pose.distance, y - ahead[1] * pose.distance, z - ahead[2] * pose.distance];
}

/**
 * The nearest pose in the given direction from which all points are seen, with the picture's middle between them.
 * Each side of the frustum must lie outside of all points; the two sides of a pair fix the camera across and along.
 * @param points x, y, z one after another; not empty
 */
export function fit(points: Float32Array, yaw: number, pitch: number, lens: Lens): Pose {
  const { right, up, ahead } = axesOf({ yaw, pitch });
  const sides = { right: -Infinity, left: -Infinity, top: -Infinity, bottom: -Infinity };
  let [near, far] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    const point: Point = [points[i]!, points[i + 1]!, points[i + 2]!];
    const [x, y, z] = [dot(point, right), dot(point, up), dot(point, ahead)];
    sides.right = Math.max(sides.right, x - lens.tanX * z);
    sides.left = Math.max(sides.left, -x - lens.tanX * z);
    sides.top = Math.max(sides.top, y - lens.tanY * z);
    sides.bottom = Math.max(sides.bottom, -y - lens.tanY * z);
    near = Math.min(near, z);
    far = Math.max(far, z);
  }
  const across = (sides.right - sides.left) / 2;
  const upwards = (sides.top - sides.bottom) / 2;
  const back = Math.max((sides.right + sides.left) / lens.tanX, (sides.top + sides.bottom) / lens.tanY) / 2;
  const middle = (near + far) / 2;
  const along = (i: 0 | 1 | 2): number => right[i] * across + up[i] * upwards + ahead[i] * middle;
  return { yaw, pitch, distance: Math.max(0.001, middle + back), target: [along(0), along(1), along(2)] };
}

/** Between two poses; the turn goes the short way round. */
export function between(a: Pose, b: Pose, share: number): Pose {
  const mix = (p: number, q: number): number => p + (q - p) * share;
  const turn = Math.atan2(Math.sin(b.yaw - a.yaw), Math.cos(b.yaw - a.yaw));
  return {
    yaw: a.yaw + turn * share,
    pitch: mix(a.pitch, b.pitch),
    distance: mix(a.distance, b.distance),
    target: [mix(a.target[0], b.target[0]), mix(a.target[1], b.target[1]), mix(a.target[2], b.target[2])],
  };
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
