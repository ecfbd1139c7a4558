import type { Label } from "./overlay/label";
import { parseKeys } from "./state/scene";
import type { View } from "./view";

const HERE = "is-here";

/** Ties the rows of a parts list (`[data-keys]`) to the placements in the view, both ways. */
export class PartsList {
  private held: HTMLElement | null = null;

  constructor(
    private readonly view: View,
    private readonly label: Label,
    signal: AbortSignal,
  ) {
    document.addEventListener("pointerover", ({ target }) => this.point(rowAt(target)), { signal });
    document.addEventListener("focusin", ({ target }) => this.point(rowAt(target)), { signal });
    document.addEventListener("click", ({ target }) => this.press(target), { signal });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.hold(null), { signal });
  }

  /** A brick was pressed: its row is marked and told; null lets go. */
  picked(key: string | null): void {
    if (key === null) return this.hold(null);
    this.view.place.dispatchEvent(new CustomEvent("viewer:pick", { detail: { key }, bubbles: true }));
    const row = rows().find((one) => parseKeys(one.dataset["keys"])?.has(key)) ?? null;
    this.hold(row);
    if (row) row.dispatchEvent(new CustomEvent("viewer:picked", { detail: { key }, bubbles: true }));
    else this.label.show(key.replace(":", ", colour "), "Not a line of the parts list");
  }

  /** The row under the pointer or with the focus shows for the moment; without one, what is held shows again. */
  private point(row: HTMLElement | null): void {
    const shown = row ?? this.held;
    const keys = parseKeys(shown?.dataset["keys"]);
    if (keys && sameSet(keys, this.view.state.highlighted)) return;
    this.view.change({ highlighted: keys });
    if (shown && keys) this.label.show(shown.dataset["label"] ?? firstLine(shown), this.howMany(keys));
    else this.label.clear();
  }

  private press(target: EventTarget | null): void {
    const row = rowAt(target);
    if (!row || (target as Element).closest("a, button, input, select, summary")) return;
    this.hold(row === this.held ? null : row);
  }

  private hold(row: HTMLElement | null): void {
    this.held?.classList.remove(HERE);
    row?.classList.add(HERE);
    this.held = row;
    this.point(null);
  }

  private howMany(keys: ReadonlySet<string>): string {
    const batches = this.view.model.batches.filter(({ shape }) => keys.has(shape.key));
    const count = batches.reduce((sum, { steps }) => sum + steps.length, 0);
    if (count === 0) return "Not drawn in the model";
    const boxed = batches.some(({ shape }) => shape.approximate) ? ", drawn approximately" : "";
    return `Shown in the model${boxed}`;
  }
}

function rows(): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>("[data-keys]"));
}

function rowAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-keys]") : null;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string> | null): boolean {
  return b !== null && a.size === b.size && [...a].every((key) => b.has(key));
}

function firstLine(row: HTMLElement): string {
  return (row.innerText.trim().split("\n")[0] ?? "").trim();
}
