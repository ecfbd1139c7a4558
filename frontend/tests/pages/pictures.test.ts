import { afterEach, expect, test, vi } from "vitest";

import { ask, show } from "../../src/pages/pictures";

const TILE = '<span class="tile"><svg data-picture="7-4-128"></svg></span>';

afterEach(() => {
  document.body.innerHTML = "";
  vi.restoreAllMocks();
});

function decodes(result: Promise<void>): void {
  vi.spyOn(HTMLImageElement.prototype, "decode").mockReturnValue(result);
}

test("a picture takes the place of each silhouette that waits for it", async () => {
  document.body.innerHTML = `${TILE}${TILE}<svg data-picture="8-4-128"></svg>`;
  decodes(Promise.resolve());
  await show("7-4-128", "/parts/7/picture/4.png?v=1");
  const pictures = [...document.querySelectorAll("img")];
  expect(pictures.map((picture) => picture.getAttribute("src"))).toEqual(Array(2).fill("/parts/7/picture/4.png?v=1"));
  expect(pictures.map((picture) => picture.getAttribute("width"))).toEqual(["44", "44"]);
  expect(document.querySelectorAll("svg")).toHaveLength(1);
});

test("a picture that cannot be loaded leaves the silhouette, and is asked for no more", async () => {
  document.body.innerHTML = TILE;
  decodes(Promise.reject(new Error("broken")));
  await show("7-4-128", "/gone.png");
  expect(document.querySelector("img")).toBeNull();
  expect(document.querySelector("svg")?.hasAttribute("data-picture")).toBe(false);
});

test("where there is nothing to make, the silhouette stays and waits no longer", async () => {
  document.body.innerHTML = TILE;
  await show("7-4-128", "");
  expect(document.querySelector("svg")?.hasAttribute("data-picture")).toBe(false);
});

test("all keys are asked for in one request, and a network that is away answers nothing", async () => {
  const fetching = vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json({ "7-4-128": "/a.png" }));
  expect(await ask(["7-4-128", "8-4-128"])).toEqual({ "7-4-128": "/a.png" });
  expect(fetching.mock.calls[0]?.[0]).toBe("/parts/pictures/?want=7-4-128&want=8-4-128");
  fetching.mockRejectedValue(new TypeError("away"));
  expect(await ask(["7-4-128"])).toEqual({});
});
