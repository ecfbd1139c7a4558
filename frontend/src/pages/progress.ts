let said = "";

/** Says each stage of an upload once, when it is done; the fragment itself is replaced, which screen readers do not hear. */
export function startProgress(): void {
  said = latest();
  document.addEventListener("htmx:afterSwap", () => {
    const now = latest();
    const place = document.querySelector("[data-stage-say]");
    if (place && now && now !== said) place.textContent = now;
    said = now;
  });
}

function latest(): string {
  const stages = [...document.querySelectorAll<HTMLElement>("[data-progress] [data-stage]")];
  const note = document.querySelector("[data-progress] .note__title")?.textContent ?? "";
  const done = stages.filter((stage) => stage.dataset["state"] !== "next" && stage.dataset["state"] !== "here");
  const words = done.at(-1)?.innerText.replace(/\s+/g, " ").trim() ?? "";
  return note || words;
}
