import { startAnchors } from "./anchors";
import { startBom } from "./bom/index";
import { startCopying } from "./copy";
import { startForms } from "./forms";
import { startKeys } from "./keys";
import { startMenus } from "./menus";
import { startCharts } from "./part/chart";
import { listenToStuds, startStuds } from "./part/studs";
import { startPictures } from "./pictures";
import { startProgress } from "./progress";
import { startSuggestions } from "./suggest";
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
  startPictures();
  startSuggestions();
  startCharts();
  listenToStuds();
  startStuds();
  openOnWide();
  document.addEventListener("htmx:afterSwap", () => startAnchors());
  document.addEventListener("htmx:afterSettle", () => startStuds());
  document.addEventListener("htmx:afterSettle", () => startSuggestions());
}

/** Lists that are folded away on a phone stand open where there is room beside the page's content. */
function openOnWide(): void {
  if (!matchMedia("(min-width: 981px)").matches) return;
  for (const list of document.querySelectorAll<HTMLDetailsElement>("details[data-open-wide]")) list.open = true;
}
