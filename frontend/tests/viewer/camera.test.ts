import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { axesOf, between, fit, orbit, pan, type Pose, positionOf, zoom } from "../../src/viewer/camera/pose";
import { HOME, STANDARD_VIEWS } from "../../src/viewer/camera/views";
import { writeCorners } from "../../src/viewer/model/boxes";
import type { Box, Point } from "../../src/viewer/model/model";

const LENS = { tanX: 0.4, tanY: 0.25 };
const POSE: Pose = { yaw: 0, pitch: 0, distance: 10, target: [0, 0, 0] };
const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function corners(box: Box): Float32Array {
  const points = new Float32Array(24);
  writeCorners(box, points, 0);
  return points;
}

/** How far points reach towards the sides of the picture; 1 is the side itself. */
function reach(points: Float32Array, pose: Pose): { left: number; right: number; top: number; bottom: number } {
  const { right, up, ahead } = axesOf(pose);
  const eye = positionOf(pose);
  const sides = { left: -Infinity, right: -Infinity, top: -Infinity, bottom: -Infinity };
  for (let i = 0; i < points.length; i += 3) {
    const from: Point = [points[i]! - eye[0], points[i + 1]! - eye[1], points[i + 2]! - eye[2]];
    const depth = dot(from, ahead);
    expect(depth).toBeGreaterThan(0);
    const [x, y] = [dot(from, right) / depth / LENS.tanX, dot(from, up) / depth / LENS.tanY];
    sides.right = Math.max(sides.right, x);
    sides.left = Math.max(sides.left, -x);
    sides.top = Math.max(sides.top, y);
    sides.bottom = Math.max(sides.bottom, -y);
  }
  return sides;
}

test.each(STANDARD_VIEWS.map(({ id, yaw, pitch }) => [id, yaw, pitch] as const))(
  "seen from %s, all of a model is within the picture, and it fills one direction",
  (_, yaw, pitch) => {
    const points = corners({ min: [-3, 1, 0], max: [5, 2, 9] });
    const { left, right, top, bottom } = reach(points, fit(points, yaw, pitch, LENS));
    expect(Math.max(left, right, top, bottom)).toBeCloseTo(1, 4);
    const across = Math.abs(left - right);
    const upwards = Math.abs(top - bottom);
    expect(Math.min(across, upwards)).toBeLessThan(1e-4); // the direction that is filled is filled evenly
  },
);

test("a single point can be looked at", () => {
  expect(fit(new Float32Array([1, 2, 3]), 0, 0, LENS)).toMatchObject({ distance: 0.001, target: [1, 2, 3] });
});

test("the front view looks along -z, with y up", () => {
  expect(axesOf(POSE)).toEqual({ right: [1, 0, -0], up: [-0, 1, -0], ahead: [-0, -0, -1] });
  expect(positionOf(POSE)[2]).toBe(10);
});

test("the camera never tips over", () => {
  expect(orbit(POSE, 0, 5).pitch).toBeLessThan(Math.PI / 2);
  expect(orbit(POSE, 0, -5).pitch).toBeGreaterThan(-Math.PI / 2);
  expect(orbit(POSE, 1, 0).yaw).toBe(1);
});

test("coming nearer stops before the model and going farther stops in sight of it", () => {
  expect(zoom(POSE, 0.5, 4).distance).toBe(5);
  expect(zoom(POSE, 1e-9, 4).distance).toBeCloseTo(0.04);
  expect(zoom(POSE, 1e9, 4).distance).toBe(80);
});

test("moving sideways keeps distance and direction", () => {
  const moved = pan(POSE, 0.1, -0.2);
  expect(moved.target).toEqual([1, -2, 0]);
  expect({ ...moved, target: POSE.target }).toEqual(POSE);
});

test("between two poses the turn goes the short way round", () => {
  const half = between({ ...POSE, yaw: 3 }, { ...POSE, yaw: -3, distance: 20 }, 0.5);
  expect(Math.abs(half.yaw)).toBeCloseTo(Math.PI);
  expect(half.distance).toBe(15);
});

test("the view opens as the pictures are taken, so that nothing turns when it takes their place", () => {
  const pictures = readFileSync("../brickcore/pictures/rendering.py", "utf8");
  const [, across, up] = /^AZIMUTH, ELEVATION = (-?[\d.]+), (-?[\d.]+)/m.exec(pictures) ?? [];
  expect(HOME.yaw).toBeCloseTo((Number(across) * Math.PI) / 180);
  expect(HOME.pitch).toBeCloseTo((Number(up) * Math.PI) / 180);
});
