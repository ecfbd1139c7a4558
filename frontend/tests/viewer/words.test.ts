import { expect, test } from "vitest";

import { approximate, fetching } from "../../src/viewer/words";

test.each([
  [214, 512_340, "Fetching 214 shapes, 0.5 MB"],
  [1, 4_000, "Fetching 1 shape, 4 kB"],
  [0, 2_177_340, "Fetching the model, 2.2 MB"],
  [1503, 0, "Fetching 1,503 shapes"],
])("what is known is said while waiting: %i shapes, %i bytes", (shapes, bytes, words) => {
  expect(fetching(shapes, bytes)).toBe(words);
});

test("only shapes that are not the true ones are spoken of", () => {
  expect(approximate(0)).toBe("");
  expect(approximate(1)).toMatch(/^1 shape is /);
  expect(approximate(2)).toMatch(/^2 shapes are /);
});
