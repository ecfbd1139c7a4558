import { element } from "./elements";

/** The label at the upper left: what is pointed at, or what was picked. It is also what a screen reader hears. */
export class Label {
  private readonly name = element("strong");
  private readonly detail = element("span");
  private readonly box = element("p", { class: "viewer__label", role: "status" }, this.name, this.detail);

  constructor(place: HTMLElement) {
    place.append(this.box);
    this.clear();
  }

  show(name: string, detail: string): void {
    this.name.textContent = name;
    this.detail.textContent = detail;
    this.box.classList.remove("is-empty");
  }

  clear(): void {
    this.name.textContent = this.detail.textContent = "";
    this.box.classList.add("is-empty");
  }
}
