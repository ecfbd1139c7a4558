import { send, type Sending } from "./sending";

/** The upload form: a place to drop a file on, the checks that need no server, and a bar that shows the bytes go. */
export function startUpload(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-upload]")) new UploadForm(form);
}

class UploadForm {
  private readonly drop: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly error: HTMLElement;
  private sending: Sending | null = null;

  constructor(private readonly form: HTMLFormElement) {
    this.drop = one(form, "[data-drop]");
    this.input = one<HTMLInputElement>(form, "[data-drop-input]");
    this.error = one(form, "[data-drop-error]");
    this.drop.classList.add("has-script");
    const name = one(form, "[data-drop-name]");
    name.textContent = name.dataset["waiting"] ?? name.textContent;
    one(form, "[data-drop-choose]").addEventListener("click", () => this.input.click());
    one(form, "[data-sending-stop]").addEventListener("click", () => this.sending?.stop());
    this.input.addEventListener("change", () => this.show());
    this.takeDrops();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.check(true)) void this.send();
    });
  }

  private takeDrops(): void {
    const over = (is: boolean) => (event: DragEvent) => {
      event.preventDefault();
      this.drop.classList.toggle("is-over", is);
    };
    this.drop.addEventListener("dragover", over(true));
    this.drop.addEventListener("dragleave", over(false));
    this.drop.addEventListener("drop", (event) => {
      over(false)(event);
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      const one = new DataTransfer();
      one.items.add(file);
      this.input.files = one.files;
      this.show();
    });
  }

  private show(): void {
    const [file] = this.input.files ?? [];
    this.drop.classList.toggle("drop--filled", file !== undefined);
    if (!file) return;
    one(this.form, "[data-drop-name]").textContent = file.name;
    one(this.form, "[data-drop-size]").textContent = sizeInWords(file.size);
    this.check(false);
  }

  /** What can be known without the server; a missing file is told only when somebody tries to send. */
  private check(mustBeThere: boolean): boolean {
    const [file] = this.input.files ?? [];
    const words = this.form.dataset;
    if (!file) {
      if (mustBeThere) this.input.click();
      return false;
    }
    const largest = Number(words["max"]);
    const wrong = file.size === 0 ? words["empty"] : file.size > largest ? words["tooLarge"] : "";
    this.complain(wrong ?? "");
    return !wrong;
  }

  private complain(words: string): void {
    this.error.hidden = words === "";
    one(this.error, "span").textContent = words;
    if (words) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    this.input.setAttribute("aria-describedby", this.error.id);
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    const place = one(this.form, "[data-sending-place]");
    place.hidden = false;
    this.sending = send(this.form, (gone, all) => this.tell(gone, all));
    const end = await this.sending.done;
    this.sending = null;
    if (end.kind === "arrived") {
      location.assign(end.address);
      return;
    }
    place.hidden = true;
    if (end.kind === "refused") this.complain(errorIn(end.page) ?? this.form.dataset["refused"] ?? "");
    if (end.kind === "broken") this.complain(this.form.dataset["broken"] ?? "");
  }

  private tell(gone: number, all: number): void {
    const share = all > 0 ? Math.round((gone * 100) / all) : 0;
    const bar = one(this.form, "[data-sending-place] [role=progressbar]");
    bar.setAttribute("aria-valuenow", String(share));
    bar.querySelector(".fill")?.setAttribute("width", String(share));
    const { sending = "", reading = "" } = this.form.dataset;
    const words = share === 100 ? reading : `${sending} ${sizeInWords(gone)} / ${sizeInWords(all)}`;
    one(this.form, "[data-sending-words]").textContent = words;
  }
}

/** The error that the answer's page shows, in the same words. */
function errorIn(page: string): string | null {
  const answer = new DOMParser().parseFromString(page, "text/html");
  const said = answer.querySelectorAll("[data-drop-error]:not([hidden]) span, .field__error:not([hidden]) span, [role=alert] p, main .empty p");
  const words = [...said].map((place) => place.textContent?.trim()).filter(Boolean);
  return words[0] ?? null;
}

function sizeInWords(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes && Math.max(0.1, bytes / 1e3), "kB"] : [bytes / 1e6, "MB"];
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return `${format.format(value)}\u00a0${unit}`;
}

function one<T extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`the upload form has no ${selector}`);
  return found;
}
