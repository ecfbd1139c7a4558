import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { following, startSuggestions } from "../../src/pages/suggest";

const MARKUP = `<div role="group" aria-label="Parts"><a role="option" href="#one">Plate 1 × 2</a><a role="option" href="#two">Plate 1 × 4</a></div>`;

function field(): HTMLInputElement {
  return document.querySelector<HTMLInputElement>("input")!;
}

function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  field().dispatchEvent(event);
  return event;
}

async function type(words: string): Promise<void> {
  field().value = words;
  field().dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn(async () => new Response(MARKUP)));
  document.body.innerHTML = `<form><input data-suggest="/search/suggest/" aria-controls="list" aria-expanded="false">
    <div id="list" role="listbox" data-some="suggestions" data-none="no suggestion" hidden></div><span data-suggest-say></span></form>`;
  startSuggestions();
  field().focus();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("suggestions", () => {
  it("go round by way of the field itself", () => {
    expect(following(-1, 1, 2)).toBe(0);
    expect(following(1, 1, 2)).toBe(-1);
    expect(following(-1, -1, 2)).toBe(1);
    expect(following(0, -1, 2)).toBe(-1);
  });

  it("come after a pause and are said", async () => {
    await type("pla");
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(document.getElementById("list")!.hidden).toBe(false);
    expect(field().getAttribute("aria-expanded")).toBe("true");
    expect(document.querySelector("[data-suggest-say]")!.textContent).toBe("2 suggestions");
  });

  it("are not asked for at one letter", async () => {
    await type("p");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("are reached by arrows while the field keeps the focus", async () => {
    await type("pla");
    expect(press("ArrowDown").defaultPrevented).toBe(true);
    expect(field().getAttribute("aria-activedescendant")).toBe("list-0");
    expect(document.querySelector("[aria-selected=true]")!.textContent).toBe("Plate 1 × 2");
    press("ArrowUp");
    expect(field().hasAttribute("aria-activedescendant")).toBe(false);
    expect(document.activeElement).toBe(field());
  });

  it("close at Escape, and Enter then sends the form", async () => {
    await type("pla");
    expect(press("Escape").defaultPrevented).toBe(true);
    expect(document.getElementById("list")!.hidden).toBe(true);
    expect(press("Escape").defaultPrevented).toBe(false);
    expect(press("Enter").defaultPrevented).toBe(false);
  });

  it("are followed by Enter when one is chosen", async () => {
    await type("pla");
    const followed = vi.fn((event: Event) => event.preventDefault());
    document.querySelector("[href='#two']")!.addEventListener("click", followed);
    press("ArrowDown");
    press("ArrowDown");
    press("Enter");
    expect(followed).toHaveBeenCalledTimes(1);
  });
});
