import { STANDARD_VIEWS, type StandardView } from "../camera/views";
import type { Model } from "../model/model";
import type { SceneState } from "../state/scene";
import { ICONS } from "./icons";

/** What actions may do to the view. */
export interface Actor {
  readonly model: Model;
  readonly state: SceneState;
  change(fields: Partial<SceneState>): void;
  /** Goes to where all is seen, from a standard direction or from the present one. */
  fit(view?: StandardView): void;
  turn(right: number, up: number): void;
  zoom(factor: number): void;
  /** Moves the bricks to `apart`, in a moment or at once, as the reader prefers. */
  spread(apart: number): void;
  toggleFullScreen(): void;
  readonly canFillScreen: boolean;
}

/** Something that a person can do with the view, by a tool, by a key, or both. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** `KeyboardEvent.key` values. */
  readonly keys: readonly string[];
  /** Drawn as a tool when there is one. */
  readonly icon?: string;
  /** The list of standard views opens under this tool. */
  readonly opens?: readonly StandardView[];
  available(actor: Actor): boolean;
  /** For actions that switch something: whether it is on. */
  pressed?(actor: Actor): boolean;
  run(actor: Actor): void;
}

const always = (): boolean => true;
const STEP = Math.PI / 24;
const hasSteps = ({ model }: Actor): boolean => model.steps > 1;

function toStep(actor: Actor, step: number): void {
  actor.change({ step: Math.min(actor.model.steps, Math.max(1, step)) });
}

export const ACTIONS: readonly Action[] = [
  { id: "fit", label: "Fit the model", keys: ["0"], icon: ICONS.fit, available: always, run: (a) => a.fit() },
  {
    id: "views",
    label: "Standard views",
    keys: [],
    icon: ICONS.views,
    opens: STANDARD_VIEWS,
    available: always,
    run: (a) => a.fit(STANDARD_VIEWS[0]),
  },
  {
    id: "explode",
    label: "Pull apart",
    keys: ["x"],
    icon: ICONS.explode,
    available: ({ model }) => model.placements > 1,
    pressed: ({ state }) => state.apart > 0,
    run: (a) => a.spread(a.state.apart > 0 ? 0 : 1),
  },
  {
    id: "edges",
    label: "Edges",
    keys: ["e"],
    icon: ICONS.edges,
    available: ({ model }) => model.batches.some(({ shape }) => shape.edges !== null),
    pressed: ({ state }) => state.edges,
    run: (a) => a.change({ edges: !a.state.edges }),
  },
  {
    id: "full-screen",
    label: "Full screen",
    keys: ["f"],
    icon: ICONS.fullScreen,
    available: ({ canFillScreen }) => canFillScreen,
    pressed: ({ state }) => state.fullScreen,
    run: (a) => a.toggleFullScreen(),
  },
  { id: "left", label: "Turn left", keys: ["ArrowLeft"], available: always, run: (a) => a.turn(-STEP, 0) },
  { id: "right", label: "Turn right", keys: ["ArrowRight"], available: always, run: (a) => a.turn(STEP, 0) },
  { id: "up", label: "Look from higher", keys: ["ArrowUp"], available: always, run: (a) => a.turn(0, STEP) },
  { id: "down", label: "Look from lower", keys: ["ArrowDown"], available: always, run: (a) => a.turn(0, -STEP) },
  { id: "nearer", label: "Nearer", keys: ["+", "="], available: always, run: (a) => a.zoom(0.85) },
  { id: "farther", label: "Farther", keys: ["-", "−"], available: always, run: (a) => a.zoom(1 / 0.85) },
  { id: "next", label: "Next step", keys: ["."], available: hasSteps, run: (a) => toStep(a, a.state.step + 1) },
  { id: "previous", label: "Previous step", keys: [","], available: hasSteps, run: (a) => toStep(a, a.state.step - 1) },
];

/** The action that a key stands for now, if any. */
export function actionForKey(key: string, actor: Actor): Action | undefined {
  return ACTIONS.find((action) => action.keys.includes(key) && action.available(actor));
}
