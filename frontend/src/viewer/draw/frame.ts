import { LinearSRGBColorSpace, WebGLRenderer } from "three";

import { element } from "../overlay/elements";
import { KEYS } from "../words";
import { warmUp } from "./materials";

/** A canvas in its place, and what draws on it. */
export interface Frame {
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  dispose(): void;
}

const KEYS_ID = "viewer-keys";

/** Makes the canvas, first for the keyboard; null where the browser does not draw 3D. */
export function makeFrame(place: HTMLElement): Frame | null {
  const canvas = element("canvas", {
    class: "viewer__canvas",
    tabindex: "0",
    role: "application",
    "aria-label": place.getAttribute("aria-label") ?? "3D view",
    "aria-describedby": KEYS_ID,
  });
  // Smooth outlines come from FineCanvas, from the second frame on.
  const context = canvas.getContext("webgl2", { antialias: false, alpha: true, powerPreference: "high-performance" });
  if (!context) return null;
  const renderer = new WebGLRenderer({ canvas, context, alpha: true });
  renderer.autoClear = false;
  renderer.outputColorSpace = LinearSRGBColorSpace; // our shaders make sRGB themselves, for every target alike
  renderer.setClearColor(0, 0);
  warmUp(renderer);
  if (!document.getElementById(KEYS_ID)) place.append(element("p", { id: KEYS_ID, hidden: "", text: KEYS }));
  place.prepend(canvas);
  const dispose = (): void => {
    renderer.dispose();
    renderer.forceContextLoss(); // browsers allow few contexts, and collect them late
    canvas.remove();
  };
  return { canvas, renderer, dispose };
}
