import { type Action, ACTIONS } from "../actions/actions";
import { ICONS } from "../actions/icons";
import type { View } from "../view";
import { element, icon } from "./elements";

/** The column of tools: one button for each action that has a drawing and can be used with this model. */
export function makeTools(view: View): HTMLElement {
  const tools = element("div", { class: "viewer__tools", role: "group", "aria-label": "3D view" });
  for (const action of ACTIONS) {
    if (!action.icon || !action.available(view)) continue;
    tools.append(...(action.opens ? viewsTool(view, action) : [tool(view, action)]));
  }
  return tools;
}

function tool(view: View, action: Action): HTMLButtonElement {
  const [key] = action.keys;
  const title = key ? `${action.label} (${key})` : action.label;
  const button = element("button", { type: "button", "aria-label": action.label, title, "data-action": action.id });
  button.append(icon(action.icon ?? ICONS.fit));
  button.addEventListener("click", () => action.run(view));
  if (action.pressed) {
    const show = (): void => button.setAttribute("aria-pressed", String(action.pressed?.(view)));
    view.store.listen(show);
    show();
  }
  return button;
}

function viewsTool(view: View, action: Action): HTMLElement[] {
  const opener = element("button", {
    type: "button",
    "aria-label": action.label,
    title: action.label,
    "aria-expanded": "false",
    "data-action": action.id,
  });
  opener.append(icon(action.icon ?? ICONS.views));
  const list = element("div", { class: "viewer__views", role: "group", "aria-label": action.label, hidden: "" });
  const open = (yes: boolean): void => {
    list.hidden = !yes;
    opener.setAttribute("aria-expanded", String(yes));
  };
  opener.addEventListener("click", () => open(list.hidden));
  for (const standard of action.opens ?? []) {
    const choice = element("button", { type: "button", text: standard.label });
    choice.addEventListener("click", () => view.fit(standard));
    list.append(choice);
  }
  for (const part of [opener, list] as HTMLElement[])
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || list.hidden) return;
      event.stopPropagation();
      open(false);
      opener.focus();
    });
  return [opener, list];
}
