import { expect, test } from "vitest";

import type { Attribute } from "../../src/viewer/model/accessors";
import { boxOf, centreOf, radiusOf, stretched, transformed, union } from "../../src/viewer/model/boxes";
import { parseHex, readFinish } from "../../src/viewer/model/finishes";
import { compose, determinant, IDENTITY, multiply } from "../../src/viewer/model/matrices";
import type { Box } from "../../src/viewer/model/model";

const CUBE: Box = { min: [-1, -1, -1], max: [1, 1, 1] };
const QUARTER_TURN = [0, Math.SQRT1_2, 0, Math.SQRT1_2]; // about y

test("a turn about y sends x to -z", () => {
  const turned = compose([0, 0, 0], QUARTER_TURN, [1, 1, 1]);
  [0, 0, -1].forEach((value, i) => expect(turned[i]).toBeCloseTo(value));
});

test("a product applies its right side first", () => {
  const moved = compose([1, 2, 3], [], []);
  const grown = compose([], [], [2, 2, 2]);
  expect(multiply(moved, grown).slice(12)).toEqual([1, 2, 3, 1]);
  expect(multiply(grown, moved).slice(12)).toEqual([2, 4, 6, 1]);
  expect(multiply(IDENTITY, moved)).toEqual(moved);
});

test("only mirrors have a determinant below 0", () => {
  expect(determinant(compose([5, 5, 5], QUARTER_TURN, [2, 2, 2]))).toBeCloseTo(8);
  expect(determinant(compose([], [], [-1, 1, 1]))).toBe(-1);
});

test("a moved box stays around what it held", () => {
  const tilted = compose([10, 0, 0], [0, 0, Math.sin(Math.PI / 8), Math.cos(Math.PI / 8)], [1, 1, 1]);
  const { min, max } = transformed(CUBE, tilted);
  expect(max[0]).toBeCloseTo(10 + Math.SQRT2);
  expect(min[1]).toBeCloseTo(-Math.SQRT2);
  expect(max[2]).toBeCloseTo(1);
});

test("boxes join, have a middle and a radius", () => {
  const both = union(CUBE, { min: [0, 0, 0], max: [3, 1, 1] });
  expect(both).toEqual({ min: [-1, -1, -1], max: [3, 1, 1] });
  expect(centreOf(both)).toEqual([1, 0, 0]);
  expect(radiusOf(CUBE)).toBeCloseTo(Math.sqrt(3));
});

test("normalised numbers are read as parts of one", () => {
  const range = { min: [-127, 0, 0], max: [127, 127, 0] };
  const attribute: Attribute = { array: new Int8Array(), itemSize: 3, stride: 4, count: 0, normalized: true, range };
  expect(boxOf(attribute)).toEqual({ min: [-1, 0, 0], max: [1, 1, 0] });
  expect(() => boxOf({ ...attribute, range: { min: [], max: [] } })).toThrow("do not state their range");
});

test("pulled apart, points leave the centre and the centre stays", () => {
  expect(Array.from(stretched(new Float32Array([1, 1, 1, 3, 1, 1]), [1, 1, 1], 1))).toEqual(
    [1, 1, 1, 4.8, 1, 1].map((value) => Math.fround(value)),
  );
});

test("colours are read as sRGB and kept as light", () => {
  expect(parseHex("#FFFFFF")).toEqual([1, 1, 1]);
  expect(parseHex("808080")![0]).toBeCloseTo(0.2159, 4);
  expect(parseHex("#12345")).toBeNull();
  expect(parseHex("#GG0000")).toBeNull();
});

test("a solid material is opaque whatever its alpha says; without a material there is grey", () => {
  expect(readFinish({ pbrMetallicRoughness: { baseColorFactor: [1, 0, 0, 0.3] } }).alpha).toBe(1);
  expect(readFinish(undefined)).toMatchObject({ kind: "solid", colour: [0.6, 0.6, 0.6], alpha: 1 });
});
