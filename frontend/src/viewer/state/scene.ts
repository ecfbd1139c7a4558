import type { Pose } from "../camera/pose";

/** All that decides what the view shows, besides the model itself. */
export interface SceneState {
  readonly pose: Pose;
  /** The last step shown, from 1. */
  readonly step: number;
  /** Keys of the shapes that a BOM row points at; null shows all in their colours. */
  readonly highlighted: ReadonlySet<string> | null;
  readonly edges: boolean;
  /** 0 together, 1 apart. */
  readonly apart: number;
  readonly fullScreen: boolean;
}

/** How many of the placements of a batch stand at `step`; `steps` ascends. */
export function shownAt(steps: Uint32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The keys in a row's `data-keys` ("3001:4 3002:4"); null when it names none. A part's name may hold blanks. */
export function parseKeys(text: string | undefined): ReadonlySet<string> | null {
  const keys = Array.from((text ?? "").matchAll(/\S.*?:-?\d+(?=\s|$)/g), ([key]) => key);
  return keys.length ? new Set(keys) : null;
}
