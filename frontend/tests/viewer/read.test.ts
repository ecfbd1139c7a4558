import { expect, test } from "vitest";

import { ModelError } from "../../src/viewer/model/container";
import { readModel } from "../../src/viewer/model/read";
import { copying, packGlb, triangleModel } from "./glb";

const read = (change: (model: ReturnType<typeof triangleModel>) => void = () => undefined) => {
  const model = triangleModel();
  change(model);
  return readModel(packGlb(model.gltf, model.binary), copying);
};

test("placements of a shape stand in the order of their steps, which people count from 1", () => {
  const [plain] = read().batches.filter(({ mirrored }) => !mirrored);
  expect(Array.from(plain!.steps)).toEqual([2, 3, 4]);
  expect([12, 28, 44].map((at) => plain!.matrices[at])).toEqual([0.01, 0.02, 0].map((x) => Math.fround(x)));
});

test("mirrored placements are kept apart from the others, and none is lost", () => {
  const { batches, placements } = read();
  expect(batches.map(({ mirrored, steps }) => [mirrored, steps.length])).toEqual(
    expect.arrayContaining([
      [false, 3],
      [true, 1],
    ]),
  );
  expect(placements).toBe(4);
  expect(batches[0]!.shape).toBe(batches[1]!.shape);
});

test("a shape has the key, the edges and the finish that the file gives it", () => {
  const { shape } = read().batches[0]!;
  expect(shape.key).toBe("3005:4");
  expect(shape.approximate).toBe(true);
  expect(Array.from(shape.edges!)).toEqual([0, 1, 2]);
  expect(shape.surfaces[0]!.finish).toMatchObject({ kind: "transparent", alpha: 0.5, edge: [1, 1, 1] });
});

test("bounds go round every placement, the mirrored one too", () => {
  const { bounds } = read();
  expect(bounds.min[0]).toBeCloseTo(-15);
  expect(bounds.max[0]).toBeCloseTo(5);
  expect(bounds.max[1]).toBeCloseTo(24);
});

test("the last step is what the scene says, or the last that a placement has", () => {
  expect(read(({ gltf }) => (gltf.scenes![0]!.extras = { steps: 7 })).steps).toBe(7);
  expect(read(({ gltf }) => delete gltf.scenes![0]!.extras).steps).toBe(4);
});

test("steps may stand in an accessor", () => {
  const model = read(({ gltf }) => {
    gltf.accessors!.push({ bufferView: 2, componentType: 5123, count: 3, type: "SCALAR" });
    gltf.nodes![0]!.extras = { steps: 4 };
  });
  expect(Array.from(model.batches.find(({ mirrored }) => !mirrored)!.steps)).toEqual([1, 2, 3]);
});

test("compressed views are decompressed with the mode and filter that they state", () => {
  const seen: unknown[] = [];
  const { gltf, binary } = triangleModel();
  const packed = { buffer: 0, byteOffset: 0, byteLength: 24, byteStride: 8, count: 3, mode: "ATTRIBUTES" as const };
  gltf.bufferViews![0]!.extensions = { EXT_meshopt_compression: packed };
  const decodeGltfBuffer = (target: Uint8Array, ...rest: [number, number, Uint8Array, string, string?]): void => {
    seen.push([rest[0], rest[1], rest[3], rest[4]]);
    target.set(rest[2]);
  };
  readModel(packGlb(gltf, binary), { decodeGltfBuffer });
  expect(seen).toEqual([[3, 8, "ATTRIBUTES", undefined]]);
});

test("a node that contains itself is walked once", () => {
  expect(read(({ gltf }) => (gltf.nodes![0]!.children = [0, 1])).placements).toBe(4);
});

test.each([
  ["nothing", new ArrayBuffer(0)],
  ["text", new TextEncoder().encode("0 FILE model.ldr, and more of the same").buffer],
])("%s is no GLB", (_, file) => {
  expect(() => readModel(file as ArrayBuffer, copying)).toThrow(ModelError);
});

test("a GLB that was cut short is refused", () => {
  const { gltf, binary } = triangleModel();
  const whole = packGlb(gltf, binary);
  expect(() => readModel(whole.slice(0, whole.byteLength - 8), copying)).toThrow("cut short");
});

test("numbers beyond the data are refused, not read", () => {
  expect(() => read(({ gltf }) => (gltf.accessors![0]!.count = 4))).toThrow("beyond its data");
  expect(() => read(({ gltf }) => (gltf.bufferViews![3]!.byteLength = 400))).toThrow("beyond the file");
});

test("a model without placements says so", () => {
  expect(() => read(({ gltf }) => (gltf.scenes![0]!.nodes = []))).toThrow("nothing to show");
});
