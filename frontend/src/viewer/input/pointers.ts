import type { View } from "../view";

const TURN = 0.008; // radians a pixel
const STILL = 6; // pixels that a press may wander and still be a press
const WHEEL = 0.0012;

interface Spot {
  x: number;
  y: number;
}

/**
 * Turns by dragging, moves by dragging with the right button, Shift or two fingers, comes nearer by wheel or pinch.
 * The wheel scrolls the page until the picture has the focus, so that nobody is caught on the way down.
 */
export class Pointers {
  private readonly down = new Map<number, Spot>();
  private wandered = 0;

  constructor(
    private readonly view: View,
    private readonly pressed: (spot: Spot) => void,
  ) {
    const { canvas } = view;
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.end(event));
    canvas.addEventListener("pointercancel", (event) => this.down.delete(event.pointerId));
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  private begin(event: PointerEvent): void {
    this.view.canvas.setPointerCapture(event.pointerId);
    if (this.down.size === 0) this.wandered = 0;
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  private move(event: PointerEvent): void {
    const from = this.down.get(event.pointerId);
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    this.wandered += Math.hypot(dx, dy);
    const other = [...this.down].find(([id]) => id !== event.pointerId)?.[1];
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.wandered < STILL) return;
    if (other) this.pinch(from, event, other);
    else if (event.buttons & 2 || event.shiftKey) this.slide(dx, dy);
    else this.view.turn(-dx * TURN, dy * TURN);
  }

  private end(event: PointerEvent): void {
    const single = this.down.size === 1 && this.down.delete(event.pointerId);
    this.down.delete(event.pointerId);
    if (single && this.wandered < STILL && event.button === 0) this.pressed({ x: event.clientX, y: event.clientY });
  }

  /** One of two fingers moved: what is between them grows with their distance and goes with their middle. */
  private pinch(from: Spot, { clientX, clientY }: PointerEvent, other: Spot): void {
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(clientX - other.x, clientY - other.y);
    if (before > 0 && after > 0) this.view.zoom(before / after);
    this.slide((clientX - from.x) / 2, (clientY - from.y) / 2);
  }

  private slide(dx: number, dy: number): void {
    const span = this.view.canvas.clientHeight / 0.536; // pixels that the distance to the target is long on the screen
    this.view.pan(-dx / span, dy / span);
  }

  private wheel(event: WheelEvent): void {
    const meant = event.ctrlKey || this.view.state.fullScreen || document.activeElement === this.view.canvas;
    if (!meant) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    this.view.zoom(Math.exp(event.deltaY * lines * (event.ctrlKey ? WHEEL * 6 : WHEEL)));
  }
}
