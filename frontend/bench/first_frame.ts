declare global {
  interface Window {
    /** Milliseconds from the start of the navigation until the first frame was on the canvas. */
    firstFrame?: number;
    /** The same until lines and smooth outlines were there too. */
    complete?: number;
    failure?: string;
  }
}

/** Notes the time once the graphics card (or what plays it) is really done: reading a pixel waits for it. */
export function note(moment: "firstFrame" | "complete", canvas: HTMLCanvasElement): void {
  const gl = canvas.getContext("webgl2");
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  window[moment] = performance.now();
}

/** Address of the model, as the page was asked for it. */
export function modelAddress(): string {
  return new URLSearchParams(location.search).get("model") ?? "";
}
