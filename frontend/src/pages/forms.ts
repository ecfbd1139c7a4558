/** Forms marked so are sent when a choice in them changes; without a script they have a button. */
export function startForms(): void {
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) event.target.closest<HTMLFormElement>("form[data-submits]")?.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches("[data-find-form]")) event.preventDefault();
  });
}
