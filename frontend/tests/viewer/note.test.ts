import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Note } from "../../src/viewer/overlay/note";

let place: HTMLElement;
const box = (): HTMLElement => place.querySelector(".viewer__note")!;

beforeEach(() => {
  vi.useFakeTimers();
  place = document.createElement("div");
});
afterEach(() => vi.useRealTimers());

test("a wait under 300 ms says nothing", () => {
  const note = new Note(place);
  note.waiting("Fetching 3 shapes");
  vi.advanceTimersByTime(299);
  expect(box().hidden).toBe(true);
  vi.advanceTimersByTime(1);
  expect(box().hidden).toBe(false);
  expect(box().textContent).toBe("Fetching 3 shapes");
});

test("a failure is said at once, with the way on", () => {
  const again = vi.fn();
  new Note(place).failed("It could not be fetched.", { label: "Fetch it again", run: again });
  expect(box().hidden).toBe(false);
  expect(box().textContent).toBe("It could not be fetched.Fetch it again");
  place.querySelector("button")!.click();
  expect(again).toHaveBeenCalledOnce();
});

test("bytes that come after a failure are not shown", () => {
  const note = new Note(place);
  note.progress(0.5);
  expect(place.querySelector("progress")!.hidden).toBe(false);
  note.failed("It could not be drawn.");
  note.progress(0.9);
  expect(place.querySelector("progress")!.hidden).toBe(true);
});

test("what is removed leaves nothing and says nothing later", () => {
  const note = new Note(place);
  note.remove();
  vi.runAllTimers();
  expect(place.children.length).toBe(0);
});
