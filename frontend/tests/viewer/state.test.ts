import { expect, test, vi } from "vitest";

import { parseKeys, shownAt } from "../../src/viewer/state/scene";
import { Store } from "../../src/viewer/state/store";

test.each([
  [0, 0],
  [1, 2],
  [2, 2],
  [3, 3],
  [9, 4],
])("at step %i, %i placements stand", (step, shown) => {
  expect(shownAt(Uint32Array.from([1, 1, 3, 7]), step)).toBe(shown);
});

test("a row's keys are told apart, names with blanks too", () => {
  expect(parseKeys("3001:4 3002:0")).toEqual(new Set(["3001:4", "3002:0"]));
  expect(parseKeys("my own part:16 3001:4")).toEqual(new Set(["my own part:16", "3001:4"]));
  expect(parseKeys("  3001:4\n3001:33554432 ")).toEqual(new Set(["3001:4", "3001:33554432"]));
});

test("a row without keys highlights nothing", () => {
  expect(parseKeys("")).toBeNull();
  expect(parseKeys(undefined)).toBeNull();
});

test("a change is told once, with what was before", () => {
  const store = new Store({ step: 1, edges: true });
  const heard = vi.fn();
  store.listen(heard);
  store.change({ step: 2 });
  expect(heard.mock.calls).toEqual([[{ step: 2, edges: true }, { step: 1, edges: true }]]);
});

test("a change that changes nothing is not told", () => {
  const store = new Store({ step: 1 });
  const heard = vi.fn();
  store.listen(heard);
  store.change({ step: 1 });
  expect(heard).not.toHaveBeenCalled();
});

test("whoever stopped listening hears nothing more", () => {
  const store = new Store({ step: 1 });
  const heard = vi.fn();
  store.listen(heard)();
  store.change({ step: 2 });
  expect(heard).not.toHaveBeenCalled();
});
