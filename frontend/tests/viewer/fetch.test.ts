import { afterEach, expect, test, vi } from "vitest";

import { fetchBytes } from "../../src/viewer/fetch";

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, ...pieces: number[][]): void {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Uint8Array.from(piece));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: status < 400, status, body }));
}

test("pieces are joined in order, and each arrival is told", async () => {
  answering(200, [1, 2], [3], [4, 5]);
  const came: number[] = [];
  const file = await fetchBytes("/model.glb", (bytes) => came.push(bytes));
  expect(Array.from(new Uint8Array(file))).toEqual([1, 2, 3, 4, 5]);
  expect(came).toEqual([2, 3, 5]);
});

test("an answer that is not the file is an error that names its status", async () => {
  answering(410);
  await expect(fetchBytes("/model.glb", () => undefined)).rejects.toThrow("410");
});
