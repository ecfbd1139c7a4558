const SVG = "http://www.w3.org/2000/svg";

/** Makes an element with attributes (the text goes in as `text`) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  const { text, ...rest } = attributes;
  for (const [key, value] of Object.entries(rest)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

/** A line drawing from a path in a square of 20. */
export function icon(path: string): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", "viewer__icon");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}
