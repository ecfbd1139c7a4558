import htmx from "htmx.org";

import "../styles/index.css";
import { startPages } from "./pages/index";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

// The content policy forbids eval and inline styles, so htmx must use neither.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
window.htmx = htmx;

/** Starts the 3D view of each `[data-viewer]` in `root`; three.js is fetched only when there is one. */
async function startViewers(root: ParentNode): Promise<void> {
  const places = root.querySelectorAll<HTMLElement>("[data-viewer]");
  if (places.length === 0) return;
  const { startViewer } = await import("./viewer/index");
  for (const place of places) startViewer(place);
}

startPages();
void startViewers(document);
htmx.onLoad((element) => void startViewers(element.parentElement ?? document));
