import type { Model } from "../model/model";
import { approximate, KEYS } from "../words";
import { element } from "./elements";

/** A picture to draw into, and the drawing context that it gave. */
export interface Frame {
  readonly canvas: HTMLCanvasElement;
  readonly context: WebGL2RenderingContext;
}

/** Makes the canvas, last in the stack but first for the keyboard; null where the browser does not draw 3D. */
export function makeFrame(place: HTMLElement): Frame | null {
  const id = "viewer-keys";
  const canvas = element("canvas", {
    class: "viewer__canvas",
    tabindex: "0",
    role: "application",
    "aria-label": place.getAttribute("aria-label") ?? "3D view",
    "aria-describedby": id,
  });
  const context = canvas.getContext("webgl2", { antialias: true, alpha: true, powerPreference: "high-performance" });
  if (!context) return null;
  if (!document.getElementById(id)) place.append(element("p", { id, hidden: "", text: KEYS }));
  place.prepend(canvas);
  return { canvas, context };
}

/** Says how many shapes are not the true ones; null when all are. */
export function approximateNote(model: Model): HTMLElement | null {
  const shapes = new Set(model.batches.filter(({ shape }) => shape.approximate).map(({ shape }) => shape.key));
  return shapes.size ? element("p", { class: "viewer__boxes", text: approximate(shapes.size) }) : null;
}
