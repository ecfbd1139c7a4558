import { describe, expect, it } from "vitest";

import { listenToStuds, startStuds, target } from "../../src/pages/part/studs";

describe("the plate of studs", () => {
  it("is walked by arrows, and ends at its edges", () => {
    expect(target("ArrowRight", 0, 10, 4)).toBe(1);
    expect(target("ArrowLeft", 0, 10, 4)).toBe(-1);
    expect(target("ArrowDown", 3, 10, 4)).toBe(7);
    expect(target("ArrowDown", 8, 10, 4)).toBe(-1);
    expect(target("ArrowUp", 5, 10, 4)).toBe(1);
    expect(target("Home", 5, 10, 4)).toBe(0);
    expect(target("End", 5, 10, 4)).toBe(9);
    expect(target("a", 5, 10, 4)).toBe(-1);
  });

  it("is one stop for Tab, at the colour that is shown", () => {
    document.body.innerHTML = `<nav data-studs><a href="#1">1</a><a href="#2" aria-current="true">2</a><a href="#3">3</a></nav>`;
    startStuds();
    listenToStuds();
    const studs = [...document.querySelectorAll<HTMLElement>("a")];
    expect(studs.map((stud) => stud.tabIndex)).toEqual([-1, 0, -1]);
    studs[1]!.focus();
    studs[1]!.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
    expect(document.activeElement).toBe(studs[2]);
    expect(studs.map((stud) => stud.tabIndex)).toEqual([-1, -1, 0]);
  });
});
