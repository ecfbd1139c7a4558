import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Label } from "../../src/viewer/overlay/label";
import { PartsList } from "../../src/viewer/partslist";
import type { SceneState } from "../../src/viewer/state/scene";
import type { View } from "../../src/viewer/view";

let place: HTMLElement;
let list: PartsList;
let stop: AbortController;
const view = { state: { highlighted: null } as Partial<SceneState>, change: vi.fn() };
const row = (id: string): HTMLElement => document.getElementById(id)!;
const over = (id: string): boolean => row(id).dispatchEvent(new Event("pointerover", { bubbles: true }));
const highlighted = (): string[] => [...(view.state.highlighted ?? [])];
const label = (): string => place.querySelector(".viewer__label")!.textContent;

beforeEach(() => {
  document.body.innerHTML = `<div id="place"></div><table><tbody>
    <tr id="red" data-keys="3001:4 3002:4" data-label="6 × Brick, red"><td>Brick <a href="#x">part</a></td></tr>
    <tr id="blue" data-keys="3001:1" data-label="1 × Brick, blue"><td id="in-blue">Brick</td></tr>
    <tr id="glass" data-keys="60601:47" data-label="1 × Glass"><td>Glass</td></tr>
    <tr id="head"><td>Red, 2 lots</td></tr></tbody></table>`;
  place = row("place");
  const shape = (key: string, approximate: boolean) => ({ shape: { key, approximate }, steps: new Uint32Array(2) });
  const model = { batches: [shape("3001:4", false), shape("3001:1", true)] };
  view.state = { highlighted: null };
  view.change.mockImplementation((fields: Partial<SceneState>) => (view.state = { ...view.state, ...fields }));
  stop = new AbortController();
  list = new PartsList({ ...view, get state() { return view.state; }, place, model } as unknown as View, new Label(place), stop.signal); // prettier-ignore
});

afterEach(() => stop.abort());

test("pointing at a row highlights its placements and says so", () => {
  over("red");
  expect(highlighted()).toEqual(["3001:4", "3002:4"]);
  expect(label()).toBe("6 × Brick, redShown in the model");
});

test("pointing at a cell means its row; shapes that are not true ones are said", () => {
  over("in-blue");
  expect(highlighted()).toEqual(["3001:1"]);
  expect(label()).toContain("drawn approximately");
});

test("a row that nothing in the model stands for says so", () => {
  over("glass");
  expect(label()).toContain("Not drawn in the model");
});

test("away from the rows all is shown as it is", () => {
  over("red");
  over("head");
  expect(view.state.highlighted).toBeNull();
  expect(label()).toBe("");
});

test("a pressed row stays until it is pressed again", () => {
  row("red").click();
  over("blue");
  over("head");
  expect(highlighted()).toEqual(["3001:4", "3002:4"]);
  expect(row("red").className).toBe("is-here");
  row("red").click();
  expect(view.state.highlighted).toBeNull();
  expect(row("red").className).toBe("");
});

test("pressing a link within a row follows the link only", () => {
  row("red").querySelector("a")!.click();
  expect(row("red").classList.contains("is-here")).toBe(false);
});

test("a picked brick marks its row and tells the page of both", () => {
  const heard: string[] = [];
  for (const name of ["viewer:pick", "viewer:picked"])
    document.addEventListener(name, (event) => heard.push(`${name} ${(event.target as Element).id}`), { once: true });
  list.picked("3001:1");
  expect(heard).toEqual(["viewer:pick place", "viewer:picked blue"]);
  expect(row("blue").className).toBe("is-here");
  expect(highlighted()).toEqual(["3001:1"]);
});

test("another pick lets go of the first row; a pick beside the model lets go of all", () => {
  list.picked("3001:1");
  list.picked("3001:4");
  expect([row("blue").className, row("red").className]).toEqual(["", "is-here"]);
  list.picked(null);
  expect(row("red").className).toBe("");
  expect(view.state.highlighted).toBeNull();
});

test("a picked brick without a row is named by its number", () => {
  list.picked("973p01:15");
  expect(label()).toBe("973p01, colour 15Not a line of the parts list");
});

test("Escape lets go, and after the view is gone rows do nothing", () => {
  row("red").click();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(view.state.highlighted).toBeNull();
  stop.abort();
  over("red");
  expect(view.state.highlighted).toBeNull();
});
