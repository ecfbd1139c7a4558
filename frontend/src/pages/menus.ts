const OPEN = "details[data-menu][open]";

/** Menus and reasons behind figures are `<details>`: one is open at a time, Escape and a press elsewhere close it. */
export function startMenus(): void {
  document.addEventListener("click", (event) => closeAllBut(event.target));
  document.addEventListener("focusin", (event) => closeAllBut(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = [...document.querySelectorAll<HTMLDetailsElement>(OPEN)].at(-1);
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  document.addEventListener("toggle", (event) => keepOnScreen(event.target), true);
}

function closeAllBut(target: EventTarget | null): void {
  for (const open of document.querySelectorAll<HTMLDetailsElement>(OPEN)) {
    if (!(target instanceof Node && open.contains(target))) open.open = false;
  }
}

/** A reason near the left edge opens to the right; the class says so, since styles may not stand in the markup. */
function keepOnScreen(target: EventTarget | null): void {
  if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches(".why")) return;
  const card = target.querySelector(".why__card");
  if (card && card.getBoundingClientRect().left < 8) target.classList.add("why--start");
}
