const PAUSE = 120; // milliseconds after the last key
const LEAST = 2; // letters

/** A search field with a list of suggestions: the combobox of the ARIA practices. Without a script it is a plain form. */
export function startSuggestions(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("[data-suggest]")) {
    if (!started.has(field)) new Suggestions(field);
    started.add(field);
  }
}
const started = new WeakSet<HTMLInputElement>(); // fields that htmx brings come later

class Suggestions {
  private readonly list: HTMLElement;
  private readonly status: HTMLElement | null;
  private asking: AbortController | null = null;
  private timer = 0;
  private here = -1;

  constructor(private readonly field: HTMLInputElement) {
    const { list, field: input } = { list: document.getElementById(field.getAttribute("aria-controls") ?? ""), field };
    this.list = list ?? document.createElement("div");
    this.status = this.list.parentElement?.querySelector("[data-suggest-say]") ?? null;
    input.addEventListener("input", () => this.later());
    input.addEventListener("focus", () => this.list.childElementCount > 0 && this.show(true));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.pick(event));
  }

  /** A field that is filled from its list, rather than left by it, takes the number of what was chosen. */
  private pick(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-number]") : null;
    if (!option || !("picks" in this.field.dataset)) return;
    event.preventDefault();
    this.field.value = option.dataset["number"] ?? "";
    this.close();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const words = this.field.value.trim();
    this.asking?.abort();
    if (words.length < LEAST) return this.fill("");
    this.asking = new AbortController();
    const address = `${this.field.dataset["suggest"]}?q=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (answer.ok && this.field.value.trim() === words) this.fill(await answer.text());
    } catch {
      // Another key was pressed meanwhile, or the connection broke: the plain search works in any case.
    }
  }

  private fill(markup: string): void {
    this.list.innerHTML = markup; // from our own server, escaped there
    this.here = -1;
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    this.field.removeAttribute("aria-activedescendant");
    this.show(this.options.length > 0 && document.activeElement === this.field);
    if (this.status) this.status.textContent = this.found();
  }

  private found(): string {
    const { none, some } = this.list.dataset;
    return this.options.length > 0 ? `${this.options.length} ${some ?? ""}` : this.field.value.trim() ? (none ?? "") : "";
  }

  private get options(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }

  private show(open: boolean): void {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    if (!open) this.mark(-1);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.show(false);
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    if (event.key === "Escape" && open) {
      event.preventDefault(); // the first press closes the list, the next empties the field
      return this.close();
    }
    if (event.key === "Enter" && open && this.here >= 0) {
      event.preventDefault();
      return this.options[this.here]?.click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (this.options.length === 0) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    this.show(true);
    this.mark(following(this.here, step, this.options.length));
  }

  private mark(at: number): void {
    this.here = at;
    for (const [place, option] of this.options.entries()) option.setAttribute("aria-selected", String(place === at));
    const option = this.options[at];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }
}

/** The option after or before `at`; past either end stands the field itself, -1. */
export function following(at: number, step: number, count: number): number {
  const next = at + step;
  if (next >= count) return -1;
  return next < -1 ? count - 1 : next;
}
