import type { View } from "../view";
import { element } from "./elements";

/** The step bar; null for a model without steps. */
export function makeSteps(view: View): HTMLElement | null {
  const last = view.model.steps;
  if (last < 2) return null;
  const slider = element("input", { type: "range", min: "1", max: String(last), value: String(last) });
  const figure = element("span", { class: "viewer__figure", "aria-hidden": "true" }); // the slider says the same
  const label = element("label", { class: "viewer__steps" });
  label.append(element("span", { text: "Step" }), slider, figure);
  const show = (): void => {
    slider.value = String(view.state.step);
    figure.textContent = `${view.state.step} of ${last}`;
    slider.style.setProperty("--share", `${((view.state.step - 1) / (last - 1)) * 100}%`);
    slider.setAttribute("aria-valuetext", `Step ${figure.textContent}`);
  };
  slider.addEventListener("input", () => view.change({ step: slider.valueAsNumber }));
  view.store.listen((now, before) => {
    if (now.step !== before.step) show();
  });
  show();
  return label;
}
