import "./viewer.css";
import { Session } from "./session";

const sessions = new Map<HTMLElement, Session>();

/** Shows the model at `data-glb` in a `[data-viewer]` place; a second call for the same place does nothing. */
export function startViewer(place: HTMLElement): void {
  if (sessions.has(place) || !place.dataset["glb"]) return;
  const session = new Session(place);
  sessions.set(place, session);
  void session.start();
}

/** Gives back what the views within an element hold that is about to leave the page. */
export function stopViewers(leaving: Element): void {
  for (const [place, session] of sessions) {
    if (!leaving.contains(place)) continue;
    session.dispose();
    sessions.delete(place);
  }
}
