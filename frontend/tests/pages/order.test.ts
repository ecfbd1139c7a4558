import { describe, expect, it } from "vitest";

import { matches, ordered } from "../../src/pages/bom/order";

function row(fields: Record<string, string>): HTMLElement {
  const made = document.createElement("tr");
  Object.assign(made.dataset, fields);
  return made;
}

describe("the order of the parts list", () => {
  const rows = [row({ name: "plate 1 x 10", quantity: "9" }), row({ name: "plate 1 x 2", quantity: "10" }), row({ name: "axle" })];
  const names = (some: HTMLElement[]): unknown[] => some.map(({ dataset }) => dataset["name"]);

  it("puts words in the order in which people count", () => {
    expect(names(ordered(rows, { name: "name", falling: false }))).toEqual(["axle", "plate 1 x 2", "plate 1 x 10"]);
  });

  it("keeps what has no figure at the end, whichever way it goes", () => {
    expect(names(ordered(rows, { name: "quantity", falling: true }))).toEqual(["plate 1 x 2", "plate 1 x 10", "axle"]);
    expect(names(ordered(rows, { name: "quantity", falling: false }))).toEqual(["plate 1 x 10", "plate 1 x 2", "axle"]);
  });
});

describe("finding in the parts list", () => {
  const gear = row({ name: "technic gear", colour: "light grey", find: "3648b 3648 gears" });

  it("wants every word, wherever it stands", () => {
    expect(matches(gear, ["gear", "grey"])).toBe(true);
    expect(matches(gear, ["3648b"])).toBe(true);
    expect(matches(gear, ["gear", "red"])).toBe(false);
    expect(matches(gear, [])).toBe(true);
  });
});
