import htmx from "htmx.org";

import "../styles/index.css";
import { startPages } from "./pages/index";
import { startTurning } from "./pages/part/turning";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

// The content policy forbids eval and inline styles, so htmx must use neither: it would also copy the style
// that a script gave to an element onto the one that takes its place.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.attributesToSettle = ["class"];
window.htmx = htmx;

let viewer: Promise<typeof import("./viewer/index")> | undefined;

/** Starts the 3D views in `root`; three.js is fetched only when there is one. */
async function startViewers(root: ParentNode): Promise<void> {
  const places = root.querySelectorAll<HTMLElement>("[data-viewer]");
  if (places.length === 0) return;
  viewer ??= import("./viewer/index");
  const { startViewer } = await viewer;
  for (const place of places) startViewer(place);
}

startPages();
void startViewers(document);
startTurning(() => startViewers(document));
htmx.onLoad((element) => void startViewers(element.parentElement ?? document));
document.addEventListener("htmx:beforeCleanupElement", ({ target }) => {
  if (target instanceof Element) void viewer?.then(({ stopViewers }) => stopViewers(target));
});
