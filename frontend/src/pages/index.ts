import { startAnchors } from "./anchors";
import { startBom } from "./bom/index";
import { startCopying } from "./copy";
import { startForms } from "./forms";
import { startKeys } from "./keys";
import { startMenus } from "./menus";
import { startProgress } from "./progress";
import { startTheme } from "./theme";
import { startUpload } from "./upload/index";

/** Wires the behaviour of the pages that are not the 3D view. Parts that htmx brings later are met by delegation. */
export function startPages(): void {
  startTheme();
  startMenus();
  startKeys();
  startForms();
  startCopying();
  startBom();
  startUpload();
  startProgress();
  startAnchors();
  document.addEventListener("htmx:afterSwap", () => startAnchors());
}
