import type { Model } from "../model/model";
import { approximate } from "../words";
import { element } from "./elements";

const PATIENCE = 300; // milliseconds: under this nothing is said

/** What the view says instead of a model: what it waits for, or what went wrong and what to do. */
export class Note {
  private readonly text = element("span");
  private readonly bar = element("progress", { max: "1", "aria-label": "3D view, fetched", hidden: "" });
  private readonly box = element("div", { class: "viewer__note", role: "status", hidden: "" }, this.text, this.bar);
  private readonly timer: number;
  private over = false;

  constructor(place: HTMLElement) {
    place.append(this.box);
    this.timer = window.setTimeout(() => (this.box.hidden = false), PATIENCE);
  }

  waiting(text: string): void {
    this.text.textContent = text;
  }

  /** Shows how much of the whole has come; the figure is not announced, only the text is. */
  progress(share: number): void {
    if (this.over) return;
    this.bar.hidden = false;
    this.bar.value = share;
  }

  failed(text: string, again?: { label: string; run: () => void }): void {
    clearTimeout(this.timer);
    this.over = true;
    this.box.hidden = false;
    this.bar.hidden = true;
    this.text.textContent = text;
    if (!again) return;
    const button = element("button", { type: "button", class: "button", text: again.label });
    button.addEventListener("click", again.run);
    this.box.append(button);
  }

  remove(): void {
    clearTimeout(this.timer);
    this.box.remove();
  }
}

/** Says how many shapes are not the true ones; null when all are. */
export function approximateNote(model: Model): HTMLElement | null {
  const simple = model.batches.filter(({ shape }) => shape.approximate);
  const shapes = new Set(simple.map(({ shape }) => shape.key.replace(/:[^:]*$/, ""))); // a part, whatever its colour
  return shapes.size ? element("p", { class: "viewer__boxes", text: approximate(shapes.size) }) : null;
}
