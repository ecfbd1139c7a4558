import { beforeEach, expect, test, vi } from "vitest";

import { actionForKey, ACTIONS, type Actor } from "../../src/viewer/actions/actions";
import type { Model } from "../../src/viewer/model/model";
import type { SceneState } from "../../src/viewer/state/scene";

const STATE: SceneState = {
  pose: { yaw: 0, pitch: 0, distance: 1, target: [0, 0, 0] },
  step: 3,
  highlighted: null,
  edges: true,
  apart: 0,
  fullScreen: false,
};
let actor: Actor & { state: SceneState; model: Model; canFillScreen: boolean };

beforeEach(() => {
  const shape = { key: "3001:4", approximate: false, surfaces: [], edges: new Uint16Array(2) };
  actor = {
    model: { steps: 3, placements: 2, batches: [{ shape }] } as unknown as Model,
    state: STATE,
    change: vi.fn((fields) => void (actor.state = { ...actor.state, ...fields })),
    fit: vi.fn(),
    turn: vi.fn(),
    zoom: vi.fn(),
    spread: vi.fn(),
    toggleFullScreen: vi.fn(),
    canFillScreen: true,
  };
});

const press = (key: string): void => actionForKey(key, actor)?.run(actor);

test("no two actions share an id or a key", () => {
  for (const all of [ACTIONS.map(({ id }) => id), ACTIONS.flatMap(({ keys }) => keys)])
    expect(new Set(all).size).toBe(all.length);
});

test("every action that has a tool can also be named", () => {
  for (const { icon, label } of ACTIONS) if (icon) expect(label).toMatch(/^[A-Z]/);
});

test("0 fits, arrows turn, plus and minus come nearer and go farther", () => {
  press("0");
  expect(actor.fit).toHaveBeenCalledOnce();
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) press(key);
  const turns = vi.mocked(actor.turn).mock.calls.map(([right, up]) => [Math.sign(right), Math.sign(up)]);
  expect(turns).toEqual([[-1, 0], [1, 0], [0, 1], [0, -1]]); // prettier-ignore
  press("+");
  press("-");
  const [[nearer], [farther]] = vi.mocked(actor.zoom).mock.calls as [[number], [number]];
  expect(nearer * farther).toBeCloseTo(1);
  expect(nearer).toBeLessThan(1);
});

test("steps go forth and back, and stop at the ends", () => {
  press(".");
  expect(actor.state.step).toBe(3);
  for (const expected of [2, 1, 1]) {
    press(",");
    expect(actor.state.step).toBe(expected);
  }
});

test("a model without steps has no keys for them", () => {
  actor.model = { ...actor.model, steps: 1 };
  expect(actionForKey(".", actor)).toBeUndefined();
});

test("edges are switched, and say whether they are on", () => {
  const edges = ACTIONS.find(({ id }) => id === "edges")!;
  expect(edges.pressed!(actor)).toBe(true);
  edges.run(actor);
  expect(edges.pressed!(actor)).toBe(false);
});

test("without edges in the file there is no tool for them", () => {
  const shape = { ...actor.model.batches[0]!.shape, edges: null };
  actor.model = { ...actor.model, batches: [{ ...actor.model.batches[0]!, shape }] };
  expect(actionForKey("e", actor)).toBeUndefined();
});

test("pulled apart, the same key puts the model together again", () => {
  press("x");
  actor.state = { ...actor.state, apart: 1 };
  press("x");
  expect(vi.mocked(actor.spread).mock.calls).toEqual([[1], [0]]);
});

test("full screen is offered only where the browser allows it", () => {
  actor.canFillScreen = false;
  expect(actionForKey("f", actor)).toBeUndefined();
});

test("a key that means nothing does nothing", () => {
  expect(actionForKey("q", actor)).toBeUndefined();
});
