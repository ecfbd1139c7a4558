import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";

import { type Frame, makeFrame } from "./draw/frame";
import { fetchBytes } from "./fetch";
import { listenToKeys } from "./input/keys";
import { Pointers } from "./input/pointers";
import type { Model } from "./model/model";
import { readModel } from "./model/read";
import { Label } from "./overlay/label";
import { approximateNote, Note } from "./overlay/note";
import { makeSteps } from "./overlay/steps";
import { makeTools } from "./overlay/tools";
import { PartsList } from "./partslist";
import { View } from "./view";
import { AGAIN, FAILED, fetching, NO_WEBGL, UNREADABLE } from "./words";

/** The life of one 3D view: waits for its file, draws, is used, and gives everything back. */
export class Session {
  private readonly stop = new AbortController();
  private view: View | null = null;
  private frame: Frame | null = null;

  constructor(private readonly place: HTMLElement) {}

  async start(): Promise<void> {
    const { place } = this;
    const begun = performance.now();
    const note = new Note(place);
    const coming = this.fetch(note).catch(() => null); // asked for before the canvas, which takes its time
    const frame = makeFrame(place);
    if (!frame) {
      this.stop.abort(); // nobody could use the file
      return note.failed(NO_WEBGL);
    }
    const retry = { label: AGAIN, run: () => (note.remove(), frame.dispose(), void this.start()) };
    const file = await coming;
    if (this.stop.signal.aborted) return frame.dispose();
    if (!file) return note.failed(FAILED, retry);
    try {
      this.open(frame, readModel(file, MeshoptDecoder));
    } catch (error) {
      console.error(error);
      return note.failed(UNREADABLE, retry);
    }
    note.remove();
    const milliseconds = performance.now() - begun;
    place.dispatchEvent(new CustomEvent("viewer:first-frame", { detail: { milliseconds }, bubbles: true }));
  }

  dispose(): void {
    this.stop.abort();
    this.view?.dispose();
    this.frame?.dispose();
    this.view = this.frame = null;
  }

  private async fetch(note: Note): Promise<ArrayBuffer> {
    const { glb, size, shapes } = this.place.dataset;
    const bytes = Number(size ?? 0);
    note.waiting(fetching(Number(shapes ?? 0), bytes));
    const came = (part: number): void => {
      if (bytes > 0) note.progress(Math.min(1, part / bytes));
    };
    const [file] = await Promise.all([fetchBytes(glb ?? "", came, this.stop.signal), MeshoptDecoder.ready]);
    return file;
  }

  private open(frame: Frame, model: Model): void {
    const view = new View(this.place, frame, model);
    this.view = view;
    this.frame = frame;
    view.drawFirst();
    this.place.classList.add("is-drawn");
    this.addControls(view);
    // No one waits for lines and smooth outlines: they come with the second frame.
    requestAnimationFrame(() => setTimeout(() => this.finish()));
  }

  private finish(): void {
    if (!this.view) return;
    this.view.finish();
    this.place.dispatchEvent(new CustomEvent("viewer:complete", { bubbles: true }));
  }

  private addControls(view: View): void {
    const { place } = this;
    const { signal } = this.stop;
    const label = new Label(place);
    const list = new PartsList(view, label, signal);
    new Pointers(view, ({ x, y }) => list.picked(view.pick(x, y)));
    listenToKeys(view);
    const controls = [makeTools(view), makeSteps(view), approximateNote(view.model)];
    place.append(...controls.filter((one) => one !== null));
    const full = (): void => view.change({ fullScreen: document.fullscreenElement === place });
    document.addEventListener("fullscreenchange", full, { signal });
  }
}
