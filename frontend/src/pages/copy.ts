/** Buttons that copy what stands at `data-copy`, and say that they did. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.querySelector(button.dataset["copy"] ?? "");
  const words = button.querySelector("span") ?? button;
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent?.trim() ?? "");
    words.textContent = button.dataset["copied"] ?? words.textContent;
  } catch {
    getSelection()?.selectAllChildren(source); // the browser forbids it here: then it is at least selected
  }
}
