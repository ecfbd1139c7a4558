import { actionForKey } from "../actions/actions";
import type { View } from "../view";

/** Lets the keys of the registered actions work while the picture has the focus. */
export function listenToKeys(view: View): void {
  view.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionForKey(event.key, view);
    if (!action) return;
    event.preventDefault(); // arrows would scroll the page
    action.run(view);
  });
}
