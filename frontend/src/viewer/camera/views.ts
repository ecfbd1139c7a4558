/** The directions that drawings of models use. Radians; a model's front looks towards +z. */
export interface StandardView {
  readonly id: string;
  readonly label: string;
  readonly yaw: number;
  readonly pitch: number;
}

const QUARTER = Math.PI / 2;

const DEGREE = Math.PI / 180;
/** As the pictures see it (brickcore/pictures/rendering.py): the 3D view takes their place, and must not turn the model. */
export const HOME: StandardView = { id: "corner", label: "Corner", yaw: -34 * DEGREE, pitch: 28 * DEGREE };

export const STANDARD_VIEWS: readonly StandardView[] = [
  HOME,
  { id: "front", label: "Front", yaw: 0, pitch: 0 },
  { id: "right", label: "Right", yaw: QUARTER, pitch: 0 },
  { id: "back", label: "Back", yaw: Math.PI, pitch: 0 },
  { id: "left", label: "Left", yaw: -QUARTER, pitch: 0 },
  { id: "top", label: "Top", yaw: 0, pitch: QUARTER - 0.001 },
  { id: "bottom", label: "Bottom", yaw: 0, pitch: 0.001 - QUARTER },
];
