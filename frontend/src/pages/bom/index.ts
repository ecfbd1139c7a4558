import { matches, ordered } from "./order";

const LINE = ".bom__line";

/** The parts list: sorting, folding and finding in place. Everything is delegated, so a list that comes later works too. */
export function startBom(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const fold = event.target.closest<HTMLButtonElement>("[data-bom-fold]");
    if (fold) setFolded(fold, fold.ariaExpanded === "true");
    const head = event.target.closest<HTMLAnchorElement>("[data-bom-sort]");
    if (head && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      sortBy(head);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.matches("[data-bom-find]")) find(event.target.value);
  });
  document.addEventListener("viewer:picked", (event) => open(event.target));
  open(document.getElementById(location.hash.slice(1)));
  addEventListener("hashchange", () => open(document.getElementById(location.hash.slice(1))));
}

function setFolded(button: HTMLButtonElement, folded: boolean): void {
  button.ariaExpanded = String(!folded);
  button.closest(".bom__body")?.classList.toggle("is-folded", folded);
}

/** A lot that was picked in the model, or linked to, is shown even when its group is folded. */
function open(target: EventTarget | null): void {
  const line = target instanceof Element ? target.closest(LINE) : null;
  const fold = line?.closest(".bom__body.is-folded")?.querySelector<HTMLButtonElement>("[data-bom-fold]");
  if (fold) setFolded(fold, false);
  if (line && location.hash === `#${line.id}`) line.scrollIntoView({ block: "center" });
}

function sortBy(link: HTMLAnchorElement): void {
  const head = link.closest("th");
  const table = link.closest("table");
  const name = link.dataset["bomSort"];
  if (!head || !table || !name) return;
  const before = head.getAttribute("aria-sort");
  const falling = before ? before === "ascending" : link.hasAttribute("data-falls");
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  for (const body of table.tBodies) body.append(...ordered([...body.querySelectorAll<HTMLElement>(LINE)], { name, falling }));
  const address = new URL(link.href);
  address.searchParams.set("dir", falling ? "down" : "up");
  history.replaceState(null, "", address);
}

function find(text: string): void {
  const table = document.querySelector<HTMLTableElement>("[data-bom]");
  if (!table) return;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const body of table.tBodies) {
    let here = 0;
    for (const row of body.querySelectorAll<HTMLElement>(LINE)) {
      row.hidden = !matches(row, words);
      if (!row.hidden) here += 1;
    }
    body.hidden = here === 0;
    const fold = body.querySelector<HTMLButtonElement>("[data-bom-fold]");
    if (words.length > 0 && here > 0 && fold) setFolded(fold, false);
    shown += here;
  }
  say(table, words.length === 0 ? "" : shown === 0 ? (table.dataset["none"] ?? "") : `${shown} ${table.dataset["found"] ?? ""}`);
}

function say(table: HTMLTableElement, words: string): void {
  const place = document.querySelector("[data-bom-say]");
  if (!place) return;
  place.textContent = words;
  place.classList.toggle("unseen", words === "");
  place.classList.toggle("bom__say", words !== "");
  table.tFoot?.toggleAttribute("hidden", words !== "");
}
