const CHOICES = ["auto", "light", "dark"];

/** The switch in the footer. `theme.js` has applied what was stored before the first paint. */
export function startTheme(): void {
  const places = document.querySelector("[data-theme-switch]");
  if (!places) return;
  show(places, stored());
  places.addEventListener("click", (event) => {
    const choice = event.target instanceof HTMLButtonElement ? event.target.value : "";
    if (!CHOICES.includes(choice)) return;
    store(choice);
    if (choice === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    show(places, choice);
  });
}

function show(places: Element, choice: string): void {
  for (const button of places.querySelectorAll("button")) button.ariaPressed = String(button.value === choice);
}

function stored(): string {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
}

function store(choice: string): void {
  try {
    if (choice === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
