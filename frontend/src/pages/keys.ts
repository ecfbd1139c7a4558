/** “/” goes to the search of the site, unless somebody is writing. */
export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const search = document.querySelector<HTMLInputElement>("[data-site-search]");
    if (!search?.checkVisibility()) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
