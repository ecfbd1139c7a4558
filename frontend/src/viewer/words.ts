/** The sentences of the view, apart from labels of tools. */

const COUNTED = new Intl.NumberFormat("en");

export function fetching(shapes: number, bytes: number): string {
  const what = shapes > 0 ? `${COUNTED.format(shapes)} ${shapes === 1 ? "shape" : "shapes"}` : "the model";
  return bytes > 0 ? `Fetching ${what}, ${megabytes(bytes)}` : `Fetching ${what}`;
}

export function approximate(shapes: number): string {
  if (shapes === 0) return "";
  return shapes === 1
    ? "1 shape is drawn as a simple form: the parts library does not have it."
    : `${COUNTED.format(shapes)} shapes are drawn as simple forms: the parts library does not have them.`;
}

export const NO_WEBGL =
  "This browser does not draw 3D (WebGL 2 is off or missing), so the picture stands here. All parts are in the list.";
export const FAILED = "The 3D view could not be fetched. The picture and the parts list do not need it.";
export const UNREADABLE = "The 3D view could not be drawn from its file. The picture and the parts list do not need it.";
export const AGAIN = "Fetch it again";
export const KEYS =
  "Drag or use the arrow keys to turn, plus and minus to come nearer or go farther, 0 to fit, Tab for the tools.";

function megabytes(bytes: number): string {
  const million = bytes / 1e6;
  return million < 0.1 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${million.toFixed(1)} MB`;
}
